using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Pipelines;

/// <summary>What the files prove about the use of a job's token; it decides whether a fix is safe.</summary>
internal static partial class TokenNeeds
{
    // What an action or a script can get the job's own token from. Another secret, by its name, is none of it.
    private const string OwnToken = "github_token";

    /// <summary>Whether nothing in the job can use the token for more than reading the repository's code.</summary>
    public static bool OnlyReadsCode(Pipeline pipeline, Job job)
    {
        // A caller can hand its token over under any name.
        var isCalled = pipeline.Triggers.Any(trigger => trigger.IsCall);
        return job.Calls is null
            && !pipeline.Variables.Concat(job.Variables).Any(HandsOver)
            && job.Steps.All(OnlyReads)
            && (!job.Steps.Any(step => step.Checkout is { KeepsCredentials: true }) || job.Steps.All(step => step.Scripts.All(LocalCommands.AreAll)));

        bool OnlyReads(Step step) =>
            (step.Uses is null || step.Effects.HasFlag(StepEffects.OnlyReadsCode))
            && !step.Variables.Concat(step.Inputs).Any(HandsOver)
            && !step.Scripts.SelectMany(script => script.Interpolations).Any(IsToken);

        bool HandsOver(Setting setting) => setting.Interpolations.Any(IsToken);

        bool IsToken(Interpolation interpolation) => MayBeToken(isCalled ? interpolation.Text : OtherSecret().Replace(interpolation.Text, ""));
    }

    private static bool MayBeToken(string text) =>
        text.Contains("token", StringComparison.OrdinalIgnoreCase)
        || text.Contains("secrets", StringComparison.OrdinalIgnoreCase)
        || text.Contains("toJSON", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex($@"\bsecrets\.(?!{OwnToken}\b)[A-Za-z_][A-Za-z0-9_]*\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherSecret();
}
