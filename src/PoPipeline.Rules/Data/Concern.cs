using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Data;

/// <summary>An advisory that concerns a reference.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Note">What we add to it.</param>
internal sealed record Concern(Advisory Advisory, AdvisoryNote Note)
{
    private static readonly AdvisoryNote Nothing = new();

    /// <summary>Whether the reference names a commit that is malicious itself.</summary>
    public bool IsMalicious { get; private init; }

    /// <summary>The versions among which the one is that is reused, or the last that are concerned; null where these say nothing.</summary>
    public VersionRange? Range { get; private init; }

    /// <summary>The version in the comment behind a commit, where that alone tells of it; null where the reference itself does.</summary>
    public string? Comment { get; private init; }

    /// <summary>Whether the commit is none of the releases that are known to be concerned, so that the comment behind it may be out of date.</summary>
    public bool IsDoubtful => Comment is not null && !Advisory.Commits.IsEmpty;

    /// <summary>The input that does the harm, whichever version is reused; null where it is the version.</summary>
    public string? Input { get; private init; }

    /// <summary>What concerns a reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="files">What the policy adds.</param>
    /// <param name="valueOf">Gives the value of an input; null where none is given.</param>
    public static IEnumerable<Concern> Of(Reference reference, ImmutableArray<AdvisoryFile> files, Func<string, string?> valueOf) =>
        Advisories.Of(reference, files).Select(part => Of(part.Component, part.Advisory, reference, valueOf)).OfType<Concern>();

    private static Concern? Of(string component, Advisory advisory, Reference reference, Func<string, string?> valueOf)
    {
        var note = Advisories.NoteOf(advisory) ?? Nothing;
        if (note.Unreused is not null || (!note.Within.IsEmpty && !note.Within.Any(path => reference.Name.Equals($"{component}/{path}", StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        var concern = new Concern(advisory, note);
        return Names(reference, note.Commits) ? concern with { IsMalicious = true, Range = note.OnlyCommits ? null : advisory.Ranges.LastOrDefault() }
            : note.Whenever?.Holds(valueOf) == true ? concern with { Input = note.Whenever.Input }
            : note.OnlyCommits || note.When?.Holds(valueOf) == false ? null
            : concern.OfVersion(reference);
    }

    private static bool Names(Reference reference, ImmutableArray<string> commits) => reference.Version is { } version && commits.Contains(version.Value, StringComparer.OrdinalIgnoreCase);

    private Concern? OfVersion(Reference reference)
    {
        var isContent = reference.Pin is Pin.Commit or Pin.Digest;

        // Where tags were moved to foreign code, a commit that is not the foreign one never was concerned.
        if (isContent && Note.IsCompromise)
        {
            return null;
        }

        var text = isContent ? reference.VersionComment : reference.Version?.Value;
        return ComponentVersion.Parse(text) is { } version && Advisory.Ranges.FirstOrDefault(version.IsIn) is { } range ? this with { Range = range, Comment = isContent && !Names(reference, Advisory.Commits) ? text : null }
            : isContent && Names(reference, Advisory.Commits) ? this with { Range = Advisory.Ranges.LastOrDefault() }
            : Advisory.Versions.Any(known => ComponentVersion.IsSame(known, text)) ? this
            : null;
    }
}
