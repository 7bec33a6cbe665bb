using System.Collections.Immutable;

namespace PoPipeline.Outputs;

/// <summary>Something that could not be looked at, with the rules that would have: an unreadable file is one thing to mend, not twenty.</summary>
/// <param name="What">What, in words.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rules">The ids of the rules, each once.</param>
internal sealed record SharedGap(string What, string Reason, ImmutableArray<string> Rules)
{
    /// <summary>What could not be looked at, in the order in which rules say it.</summary>
    public static ImmutableArray<SharedGap> Of(Assessment assessment)
    {
        var words = new GapWords(assessment.Snapshot);
        return
        [
            .. assessment.Judgements
                .SelectMany(judgement => judgement.Verdict.Gaps, (judgement, gap) => new One(new Key(gap.Subject, gap.Reason, gap.OnlySettings), judgement.Rule.Id))
                .GroupBy(one => one.Key)
                .Select(gap => new SharedGap(words.Of(gap.Key.Subject, gap.Key.OnlySettings), gap.Key.Reason, [.. gap.Select(one => one.Rule).Distinct(StringComparer.Ordinal)])),
        ];
    }

    // Not tuples, over which the code of LINQ is compiled anew when it runs.
    private sealed record Key(string Subject, string Reason, bool OnlySettings);

    private sealed record One(Key Key, string Rule);
}
