using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers.Folder.Signatures;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers;

/// <summary>A comment as the tracker shows it now, verbatim.</summary>
public sealed record TrackedComment
{
    /// <summary>What never changes: the database id, or the path of the file.</summary>
    public required string Id { get; init; }

    /// <summary>Its place among the comments of the issue by when the tracker took it in, which no back-dating changes.</summary>
    public required long Order { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Account Author { get; init; }

    /// <summary>The text, as it was written. Text of others.</summary>
    public required string Body { get; init; }

    /// <summary>When it was written, as the tracker claims.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last change after it was first written; known to be null where there was none.</summary>
    public required Fact<TrackedEdit?> LastEdit { get; init; }

    /// <summary>The name of the app or program that wrote it on behalf of its author; null where a person did.</summary>
    public string? Via { get; init; }

    /// <summary>Whether it came by e-mail, where the sender's name proves nothing.</summary>
    public bool ByEmail { get; init; }

    /// <summary>Whether it was imported from somewhere else, under the name of somebody who never wrote it here.</summary>
    public bool IsImported { get; init; }

    /// <summary>Why it cannot count however it is written, as a sentence without a full stop; null where it can. A folder says so of what is not committed, or not signed.</summary>
    public string? Unproven { get; init; }

    /// <summary>How it came to be no longer there; null where it is there, or where something else took its place unseen.</summary>
    public TrackedRemoval? Removal { get; init; }

    /// <summary>Where to look at it; null where there is no page.</summary>
    public string? Url { get; init; }

    /// <summary>Whose key signed it, as the file of signers says; empty where nothing is signed, or nobody asks for it.</summary>
    internal ImmutableArray<AllowedSigner> SignedBy { get; init; } = [];
}

/// <summary>Whether those who wrote a change are who they are said to be.</summary>
/// <param name="Change">Why that is not proven of somebody who wrote the file's last change or the change that is checked, as sentences; null where it is, or where nobody asks for proof.</param>
/// <param name="File">The same, but of the change that is checked only as far as it is one of the file.</param>
public sealed record AuthorProof(string? Change, string? File)
{
    /// <summary>Nothing is in doubt.</summary>
    public static AuthorProof Given { get; } = new(Change: null, File: null);
}

/// <summary>A change of a text after it was first written.</summary>
/// <param name="Editor">Who changed it; null where the tracker does not tell.</param>
/// <param name="At">When, by the tracker's clock.</param>
public sealed record TrackedEdit(Account? Editor, DateTimeOffset At)
{
    /// <summary>The file that was changed, relative to the root; null where it was a text of a forge.</summary>
    public string? File { get; init; }

    /// <summary>The commit that changed it; null where it was a text of a forge.</summary>
    public string? Commit { get; init; }

    /// <summary>The first such change, after which a later one may have put back what was there; null where this is the only one, or the tracker does not tell.</summary>
    public TrackedEdit? First { get; init; }
}
