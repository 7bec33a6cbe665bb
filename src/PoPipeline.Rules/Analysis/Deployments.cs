using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which jobs deploy, and to production: by what they run, by their environment, and by their names and those of their stages.</summary>
internal static class Deployments
{
    private static readonly string[] Deploying = ["deploy", "deploys", "deployment", "deployments", "release", "rollout", "promote", "ship", "upgrade"];

    // What only looks at production, or makes ready for it, delivers nothing by itself.
    private static readonly string[] Looking =
        ["build", "check", "checks", "compile", "destroy", "diff", "dry", "dryrun", "lint", "notify", "package", "plan", "prepare", "rollback", "scan", "smoke", "stop", "test", "tests", "undeploy", "validate", "verify", "wait"];

    // What is deployed to be looked at and thrown away, what is cleared up behind a deployment, and what tells of one.
    private static readonly string[] Passing =
    [
        "preview", "previews", "review", "reviews", "pr", "mr", "clean", "cleanup", "clear", "delete", "remove", "teardown", "uninstall",
        "announce", "cancel", "comment", "finalize", "log", "logs", "notification", "report", "reports", "result", "results", "status", "summary",
    ];

    /// <summary>Whether a job deploys something that others use: it delivers by its name or by what it runs, and names an environment, or says so by both.</summary>
    /// <param name="job">The job.</param>
    /// <param name="policy">Says what production is called.</param>
    public static bool IsOne(Job job, Policy policy)
    {
        var isDelivering = FirstDelivery(job) is not null;
        var isNamed = DeploysByName(job);
        return Work(job) && !IsLooking(job) && !Words(job.Id).Concat(Words(job.Environment?.Value ?? "")).Any(word => Passing.Contains(word, StringComparer.OrdinalIgnoreCase))
            && (isDelivering || isNamed) && (job.Environment is not null || (isDelivering && isNamed) || DeploysToProduction(job, isDelivering, policy));
    }

    /// <summary>Whether the environment of a job is production; what the file says of an environment counts for more than its name.</summary>
    /// <param name="job">The job.</param>
    /// <param name="policy">Says what production is called.</param>
    public static bool IsProduction(Job job, Policy policy) => job.Environment is { } environment && IsProduction(job.Tier?.Value ?? environment.Value, policy);

    /// <summary>Whether a job says by its name or that of its stage that it deploys to production: <c>deploy-prod</c>, <c>production</c> in the stage <c>deploy</c>, or <c>prod</c> with a command that delivers.</summary>
    /// <param name="job">The job.</param>
    /// <param name="delivers">Whether it is seen to deliver.</param>
    /// <param name="policy">Says what production is called.</param>
    public static bool DeploysToProduction(Job job, bool delivers, Policy policy) =>
        Work(job) && (DeploysByName(job) || (delivers && !IsLooking(job))) && (IsProduction(job.Id, policy) || (job.Stage is { } stage && IsProduction(stage, policy)));

    /// <summary>Whether a job says by its name or that of its stage that it deploys.</summary>
    /// <param name="job">The job.</param>
    public static bool DeploysByName(Job job) => Work(job) && !IsLooking(job) && Words(job.Id).Concat(Words(job.Stage ?? "")).Any(word => Deploying.Contains(word, StringComparer.OrdinalIgnoreCase));

    /// <summary>What a job is seen to deliver with first; null where it is not.</summary>
    /// <param name="job">The job.</param>
    public static Located<string>? FirstDelivery(Job job) =>
        job.Steps
            .Select(step => step.Uses is not null && step.Effects.HasFlag(StepEffects.Publishes) ? new Located<string>(step.Uses.Name, step.Uses.Span) : Deliveries.In(step))
            .FirstOrDefault(delivery => delivery is not null);

    /// <summary>Whether the name of an environment, a job or a stage, or a whole word of it, is one of those that the policy names.</summary>
    /// <param name="environment">The name.</param>
    /// <param name="policy">The policy.</param>
    public static bool IsProduction(string environment, Policy policy) =>
        Words(environment).Any(word => policy.Pipelines.Production.Contains(word, StringComparer.OrdinalIgnoreCase))
        || policy.Pipelines.Production.Contains(environment, StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of a name.</summary>
    /// <param name="text">The name.</param>
    public static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsLetterOrDigit(text[index]))
            {
                continue;
            }

            if (index > start)
            {
                yield return text[start..index];
            }

            start = index + 1;
        }
    }

    private static bool IsLooking(Job job) => Words(job.Id).Any(word => Looking.Contains(word, StringComparer.OrdinalIgnoreCase));

    // What only calls another pipeline leaves the deployment to it.
    private static bool Work(Job job) => job.Calls is null && job.Steps.Any(step => step.Uses is not null || !step.Scripts.IsEmpty);
}
