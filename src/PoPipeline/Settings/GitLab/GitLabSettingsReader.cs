using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Reads the settings of projects and groups of GitLab; see https://docs.gitlab.com/api/rest/.</summary>
internal sealed class GitLabSettingsReader : ISettingsReader
{
    private readonly SettingsTarget target;
    private readonly ForgeAsker asker;

    /// <summary>Makes one.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="connection">How GitLab is reached.</param>
    public GitLabSettingsReader(SettingsTarget target, SettingsConnection connection)
    {
        this.target = target;
        var token = GitLabToken.Of(connection.Variable);
        asker = new ForgeAsker(new ForgeHttpOptions
        {
            Service = "GitLab",
            BaseAddress = new Uri($"{target.Server}/api/v4/"),
            Token = token?.Secret,
            TokenHeader = (token?.Header ?? "PRIVATE-TOKEN", ""),
            IsRepeatable = static _ => true,
            IsWrite = static _ => false,
            Time = connection.Time,
            RetryBudget = connection.RetryBudget,
            Sender = connection.Sender,
        });
    }

    /// <inheritdoc/>
    public async Task<ForgeSettings> RepositoryAsync(SettingsRequest request, CancellationToken cancellation)
    {
        var project = await asker.GetAsync($"projects/{Uri.EscapeDataString(target.Path)}", cancellation);
        var traits = project.IsGiven
            ? Observed<RepositoryTraits>.Known(new RepositoryTraits { DefaultBranch = project.Json.Text("default_branch"), IsArchived = project.Json.Flag("archived") is true })
            : GitLabAccess.For(ForgeSetting.Repository).Refused<RepositoryTraits>(project);
        return new ForgeSettings
        {
            Forge = Forge.GitLab,
            Server = target.Server,
            Repositories = [new RepositorySettings { Name = target.Path, Url = $"{target.Server}/{target.Path}", Traits = traits }],
            Answers = asker.Answers,
        };
    }

    /// <inheritdoc/>
    public Task<ForgeSettings> OrganizationAsync(SettingsRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose() => asker.Dispose();
}
