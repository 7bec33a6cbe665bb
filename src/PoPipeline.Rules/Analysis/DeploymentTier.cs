using System.Collections.Frozen;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Analysis;

/// <summary>How much hangs on what is deployed, by what its names say.</summary>
internal enum DeploymentTier
{
    /// <summary>Nothing says it.</summary>
    Unknown,

    /// <summary>It is there to be tried out, and thrown away.</summary>
    Trial,

    /// <summary>Others rely on it.</summary>
    Production,
}

/// <summary>Tells the tier of a deployment.</summary>
internal static class DeploymentTiers
{
    private static readonly FrozenSet<string> Trials = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "preview", "previews", "pr", "pullrequest", "review", "dev", "develop", "development", "test", "testing", "qa", "staging", "stage", "sandbox", "demo", "example", "examples", "playground", "lab", "local", "kind", "minikube", "ephemeral", "nonprod", "uat");

    /// <summary>The tier of a deployment, and the name that tells it; one that is made of each proposal is there to be tried out.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="policy">Says what production is called.</param>
    public static (DeploymentTier Tier, Located<string>? By) Of(Deployment deployment, Policy policy)
    {
        // Where both are named, as in a list of all environments, production is among them.
        var production = deployment.TierNames.FirstOrDefault(name => !IsTrial(name.Value, policy) && Deployments.IsProduction(name.Value, policy));
        return deployment.Proposals is not null ? (DeploymentTier.Trial, deployment.Proposals)
            : production is not null ? (DeploymentTier.Production, production)
            : deployment.TierNames.FirstOrDefault(name => IsTrial(name.Value, policy)) is { } trial ? (DeploymentTier.Trial, trial)
            : (DeploymentTier.Unknown, null);
    }

    // 'non-prod' is none.
    private static bool IsTrial(string name, Policy policy) =>
        (Deployments.Words(name).Any(Trials.Contains) && !Deployments.IsProduction(name, policy)) || name.Contains("non-prod", StringComparison.OrdinalIgnoreCase) || name.Contains("preprod", StringComparison.OrdinalIgnoreCase) || name.Contains("pre-prod", StringComparison.OrdinalIgnoreCase);
}
