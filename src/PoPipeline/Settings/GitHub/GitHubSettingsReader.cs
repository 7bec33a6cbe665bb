using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitHub;

/// <summary>Reads the settings of repositories and organisations of GitHub; see https://docs.github.com/rest.</summary>
internal sealed class GitHubSettingsReader : ISettingsReader
{
    private readonly SettingsTarget target;
    private readonly ForgeAsker asker;

    public GitHubSettingsReader(SettingsTarget target, SettingsConnection connection)
    {
        this.target = target;
        var options = new GitHubOptions { Repository = target.Path, Time = connection.Time, RetryBudget = connection.RetryBudget, Sender = connection.Sender };
        asker = new ForgeAsker(GitHubHttp.Options(options));
    }

    /// <inheritdoc/>
    public Task<ForgeSettings> RepositoryAsync(SettingsRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<ForgeSettings> OrganizationAsync(SettingsRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose() => asker.Dispose();
}
