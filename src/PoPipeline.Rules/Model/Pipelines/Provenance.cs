using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Who controls a text, and how far.</summary>
/// <param name="Origin">The least trusted one who controls it.</param>
/// <param name="Charset">What they are free to write.</param>
public sealed record Provenance(Origin Origin, Charset Charset)
{
    /// <summary>A text that is written in the pipeline.</summary>
    public static Provenance Constant { get; } = new(Origin.Constant, Charset.Fixed);

    /// <summary>A text of which nothing is known.</summary>
    public static Provenance Unknown { get; } = new(Origin.Unknown, Charset.Free);

    /// <summary>What the text is taken from, least trusted first: <c>github.event.issue.title</c>, <c>inputs.name</c>; empty for a constant.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>How the text came here when not directly, as a clause: "through the input 'title' that '.github/workflows/a.yml' passes"; null when directly.</summary>
    public string? Route { get; init; }

    // How harmful it is to paste such a text: a title that anybody writes is worse than a login that anybody chooses.
    private int Weight => (((Charset is Charset.Free ? 1 : 0) << 8 | (int)Origin) << 8) | (int)Charset;

    /// <summary>What is known of a text that is one of the two, or made of both: the worse of them, with the sources of both.</summary>
    public static Provenance Join(Provenance left, Provenance right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var (worse, other) = left.Weight >= right.Weight ? (left, right) : (right, left);
        return other.Sources.IsEmpty || other.Sources.SequenceEqual(worse.Sources)
            ? worse
            : worse with { Sources = [.. worse.Sources.Union(other.Sources, StringComparer.Ordinal)] };
    }

    /// <summary>The worst of several, with the sources of all.</summary>
    public static Provenance Join(IEnumerable<Provenance> origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        return origins.Aggregate(Constant, Join);
    }

    /// <summary>Equality by content, the sources included.</summary>
    public bool Equals(Provenance? other) =>
        other is not null && Origin == other.Origin && Charset == other.Charset && Route == other.Route && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Charset, Route);
}

/// <summary>What the one who controls a text is free to write.</summary>
public enum Charset
{
    /// <summary>Nothing that a shell would read as more than one word: a number, a commit, a fixed word.</summary>
    Fixed,

    /// <summary>A limited set of characters, none of them an operator of a shell: a login, a date.</summary>
    Limited,

    /// <summary>Any text: a title, a body, the name of a branch.</summary>
    Free,
}

/// <summary>Who controls a text or a piece of code; the order is from the most to the least trusted.</summary>
public enum Origin
{
    /// <summary>Nobody: it is written in the pipeline, or the platform makes it in a fixed form.</summary>
    Constant,

    /// <summary>Those who administer or maintain the repository: variables, secrets, manual inputs.</summary>
    Maintainer,

    /// <summary>Those who can push to the repository.</summary>
    Contributor,

    /// <summary>Whoever calls this pipeline code: an input of an action or of a reusable workflow, whose callers are not all known.</summary>
    Caller,

    /// <summary>It cannot be told from the files: the output of a step, a file of the workspace.</summary>
    Unknown,

    /// <summary>Anybody, from outside.</summary>
    Outsider,
}
