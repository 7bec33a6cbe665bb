using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>Argo CD.</summary>
/// <remarks>Source: https://argo-cd.readthedocs.io/en/stable/.</remarks>
internal static class ArgoCd
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.ArgoCd,
        HasWorkspace = false,
        HasJobs = false,
        MakesOfFiles = true,
        KeepsFiles = false,
        RunsOwnCode = false,
        SecretStore = "a secret that the cluster takes from elsewhere, by a SealedSecret or an ExternalSecret",
        GuardProposals = "Name 'labels' in the generator that only members of the repository set, and deploy to a cluster of its own.",
        HoldUp = "Leave 'automated' out for production, so that somebody has to start the sync, or give the project 'syncWindows' for it.",
    };
}
