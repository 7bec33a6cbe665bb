using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions;

/// <summary>What is on record, by any name that a list or a report shows for it: a digest or how it begins, the issue or folder, its address, a key, a fingerprint.</summary>
public static class RecordNames
{
    /// <summary>The requests of that name.</summary>
    /// <param name="records">What is on record.</param>
    /// <param name="name">The name, as somebody typed it.</param>
    public static ImmutableArray<RecordedDecision> Decisions(Rules.Model.Decisions.Records records, string name)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(name);
        return [.. records.Decisions.Where(decision => Is(name, decision.Digest, decision.Key, decision.Issue, decision.Url) || name.Trim() == decision.Fingerprint)];
    }

    /// <summary>The reviews of that name. A row, <c>e1</c>, is one of each that is open and has it.</summary>
    /// <param name="records">What is on record.</param>
    /// <param name="name">The name, as somebody typed it.</param>
    public static ImmutableArray<RecordedReview> Reviews(Rules.Model.Decisions.Records records, string name)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(name);
        return
        [
            .. records.Reviews.Where(review => Is(name, review.Digest, review.Key, review.Issue, review.Url)
                || (review is { ClosedAt: null, Invalid: null } && review.Rows.Any(row => row.Entry == name.Trim()))),
        ];
    }

    /// <summary>Whether a name is one of a request or a review.</summary>
    internal static bool Is(string name, string digest, string key, string issue, string? url)
    {
        ArgumentNullException.ThrowIfNull(name);

        // What is told of a decision is told of its request: "PO3204-0123456789abcdef-1, decision of 'Alice'".
        var word = name.Split(", ", 2)[0].Trim();
        return word.Length > 0
            && ((word.Length >= Command.LeastDigits && (Begins(digest, word) || Begins(key, word)))
                || word == issue || word == url
                || (issue.Length > 0 && word.Contains('/', StringComparison.Ordinal) && word.Split('/', '\\').Contains(issue, StringComparer.Ordinal)));
    }

    private static bool Begins(string whole, string word) => whole.StartsWith(word, StringComparison.OrdinalIgnoreCase);
}
