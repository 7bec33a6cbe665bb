using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Settings.GitHub;
using PoPipeline.Settings.GitLab;

namespace PoPipeline.Settings;

/// <summary>The readers of settings, one a forge.</summary>
internal static class SettingsReaders
{
    /// <summary>How each setting is asked for, on each forge.</summary>
    public static ImmutableArray<SettingAccess> Access { get; } = [.. GitHubAccess.All, .. GitLabAccess.All];

    /// <summary>Makes the reader of a forge. Nothing is sent yet.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="connection">How the forge is reached.</param>
    /// <exception cref="Forges.ForgeException">The address is one to which no token may be sent.</exception>
    public static ISettingsReader Make(SettingsTarget target, SettingsConnection connection) => target.Forge is Forge.GitLab
        ? new GitLabSettingsReader(target, connection)
        : new GitHubSettingsReader(target, connection);
}
