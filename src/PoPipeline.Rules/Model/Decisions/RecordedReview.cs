using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Decisions;

/// <summary>A periodic review on record: who may do something, and who decided that they keep it.</summary>
public sealed record RecordedReview
{
    /// <summary>The subject of reviews of code owners.</summary>
    public const string CodeOwners = "code-owners";

    /// <summary>How the subject of reviews of the owners of an organisation or group begins.</summary>
    public const string OrganizationOwners = "organization-owners";

    private const string OwnersOf = $"{OrganizationOwners} of ";

    /// <summary>What is reviewed: <c>code-owners</c>, <c>organization-owners of github:acme</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What makes the request for it one.</summary>
    public required string Key { get; init; }

    /// <summary>The name of the issue, for people: <c>#42</c>, or the folder.</summary>
    public string Issue { get; init; } = "";

    /// <summary>SHA-256, in lower-case hexadecimal, of the review's canonical JSON.</summary>
    public required string Digest { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The day by which every row is to be decided; null where nobody has named one.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When the last row was decided; null while one is not, or where the review no longer counts.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it no longer counts, as a sentence without a full stop; null where it does.</summary>
    public string? Invalid { get; init; }

    /// <summary>One row a principal.</summary>
    public ImmutableArray<ReviewRow> Rows { get; init; } = [];

    /// <summary>The decisions on rows that do not count, and why; null where there are none.</summary>
    public ImmutableArray<RefusedCommand>? Refusals { get; init; }

    /// <summary>The issue; null in a folder that no forge shows.</summary>
    public string? Url { get; init; }

    /// <summary>The subject of reviews of the owners of one organisation or group. Forges do not tell upper case from lower case in a path.</summary>
    /// <param name="target">The organisation or group: <c>github:acme</c>.</param>
    public static string OfOwners(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return OwnersOf + target.ToLowerInvariant();
    }

    /// <summary>Whose owners a subject is about: <c>github:acme</c>; null where it is about something else.</summary>
    /// <param name="subject">The subject.</param>
    public static string? OwnedBy(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.StartsWith(OwnersOf, StringComparison.Ordinal) ? subject[OwnersOf.Length..] : null;
    }
}

/// <summary>A row of a review.</summary>
/// <param name="Entry">What commands name it by: <c>e1</c>.</param>
/// <param name="Principal">Who, or which group: <c>@acme/platform</c>. Text of others: escape it.</param>
/// <param name="Keep">Whether they keep it; null while nobody has decided.</param>
/// <param name="Reviewer">Who decided; null while nobody has.</param>
/// <param name="DecidedAt">When that came to count; null while nobody has decided.</param>
public sealed record ReviewRow(string Entry, string Principal, bool? Keep = null, Person? Reviewer = null, DateTimeOffset? DecidedAt = null);
