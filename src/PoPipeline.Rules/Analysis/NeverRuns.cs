using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells what is switched off for good: by a condition that is false as it is written, whatever the run is.</summary>
internal static class NeverRuns
{
    // What may stand around an expression.
    private static readonly char[] Marks = ['$', '{', '}', ' ', '\n'];

    /// <summary>Whether a step is, or its job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    public static bool Is(Job job, Step step) => Is(job) || IsFalse(step.Condition);

    /// <summary>Whether a job is.</summary>
    /// <param name="job">The job.</param>
    public static bool Is(Job job) => job.Start is { Kind: StartKind.Never } || IsFalse(job.Condition);

    // One part that is false settles it where all must hold: false && github.ref == 'refs/heads/main'.
    private static bool IsFalse(Condition? condition)
    {
        if (condition is null)
        {
            return false;
        }

        var text = condition.Text;
        return !text.Contains("||", StringComparison.Ordinal) && !text.Contains('(', StringComparison.Ordinal)
            && Array.Exists(text.Split("&&"), part => part.Trim(Marks) is var word && (word.Equals("false", StringComparison.OrdinalIgnoreCase) || word is "when: false" or "unless: true"));
    }
}
