using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>
/// A pattern of a CODEOWNERS file, taken apart. Both forges' patterns come down to the same parts; they differ in where a
/// pattern without a slash holds, in what it says of the files below a folder, and in what <c>**</c> at the end means.
/// </summary>
internal sealed record PathPattern
{
    /// <summary>The parts from the root on; empty where the pattern matches at the root itself.</summary>
    public ImmutableArray<Segment> Segments { get; private init; } = [];

    /// <summary>Whether it matches a file whose path is exactly the parts.</summary>
    public bool Exact { get; private init; }

    /// <summary>Whether it matches every file, at any depth, below a folder whose path is the parts.</summary>
    public bool Below { get; private init; }

    /// <summary>Takes a pattern apart; one that can never match has neither <see cref="Exact"/> nor <see cref="Below"/>.</summary>
    /// <param name="text">The pattern, escapes as written, without the mark of an exclusion.</param>
    /// <param name="forge">Whose syntax.</param>
    public static PathPattern Parse(string text, Forge forge) => forge is Forge.GitLab ? ParseGitLab(text) : ParseGitHub(text);

    // gitignore's rules: a pattern without an inner slash holds at every depth, and what names a folder holds for all below it.
    private static PathPattern ParseGitHub(string text)
    {
        var anchored = text.StartsWith('/');
        var inner = anchored ? text[1..] : text;
        var folder = inner.EndsWith('/');
        inner = folder ? inner[..^1] : inner;
        if (inner.Length == 0 || inner.Contains("***", StringComparison.Ordinal))
        {
            return new PathPattern();
        }

        var parts = inner.Split('/');
        var segments = new List<Segment>(parts.Length + 1);
        if (!anchored && parts.Length == 1)
        {
            segments.Add(new Segment(SegmentKind.Folders, "**", Glob: null));
        }

        segments.AddRange(parts.Select(part => part is "**" ? new Segment(SegmentKind.Folders, part, Glob: null) : Glob.Read(part, classes: false)));
        var last = segments[^1].Kind;
        var below = folder || last is SegmentKind.Folders;
        return Simplify(segments, exact: !below, below || last is not SegmentKind.Any);
    }

    // Ruby's File.fnmatch with FNM_PATHNAME | FNM_DOTMATCH: the whole path matches or nothing does; a path is a file's, so that a
    // folder needs its slash; '**' is special only before a slash; and what does not start with a slash holds at every depth.
    private static PathPattern ParseGitLab(string text)
    {
        if (text is "*")
        {
            return new PathPattern { Below = true };
        }

        var anchored = text.StartsWith('/');
        var inner = anchored ? text[1..] : text;
        var folder = inner.Length == 0 || inner.EndsWith('/');
        inner = inner.EndsWith('/') ? inner[..^1] : inner;
        var parts = inner.Length == 0 ? [] : inner.Split('/');
        var segments = new List<Segment>(parts.Length + 1);
        if (!anchored)
        {
            segments.Add(new Segment(SegmentKind.Folders, "**", Glob: null));
        }

        segments.AddRange(parts.Select((part, index) => part is "**" && (folder || index < parts.Length - 1)
            ? new Segment(SegmentKind.Folders, part, Glob: null)
            : Glob.Read(part, classes: true)));
        return Simplify(segments, exact: !folder, below: folder);
    }

    // "X/**/*" is everything below X, and so is "X/**" followed by "everything below".
    private static PathPattern Simplify(List<Segment> segments, bool exact, bool below)
    {
        if (exact && !below && segments is [.., { Kind: SegmentKind.Folders }, { Kind: SegmentKind.Any }])
        {
            segments.RemoveAt(segments.Count - 1);
            (exact, below) = (false, true);
        }

        while (!exact && segments is [.., { Kind: SegmentKind.Folders }])
        {
            segments.RemoveAt(segments.Count - 1);
        }

        var parts = segments.Where((segment, index) => index == 0 || segment.Kind is not SegmentKind.Folders || segments[index - 1].Kind is not SegmentKind.Folders);
        return new PathPattern { Segments = [.. parts], Exact = exact, Below = below };
    }
}
