using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Who controls a text, and how far.</summary>
/// <param name="Origin">The least trusted one who controls it.</param>
/// <param name="Charset">What they are free to write.</param>
public sealed record Provenance(Origin Origin, Charset Charset)
{
    /// <summary>A text that is written in the pipeline.</summary>
    public static Provenance Constant { get; } = new(Origin.Constant, Charset.Fixed);

    /// <summary>How the sources start that are commits or branches of somebody's proposal, whose names nobody can harm by and whose code everybody can.</summary>
    public const string ProposedCode = "proposed code by ";

    /// <summary>The commit of somebody's proposal.</summary>
    /// <param name="teller">Who tells of it.</param>
    public static Provenance ProposedBy(string teller) => Constant with { Sources = [ProposedCode + teller] };

    /// <summary>How the sources start that are jobs in which files of somebody's proposal lie: where the job runs them, they decide on what it hands on.</summary>
    public const string ForeignJob = "code of an outsider in the job ";

    /// <summary>What a job hands on in which files of somebody's proposal lie.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="path">The file that the job stands in.</param>
    public static Provenance MadeIn(string job, string path) => new(Origin.Outsider, Charset.Free) { Sources = [$"{ForeignJob}'{job}' of '{path}'"] };

    /// <summary>Whether nothing but such jobs can have made the text an outsider's.</summary>
    [JsonIgnore]
    public bool IsOnlyMade => !Sources.IsEmpty && Sources.All(source => source.StartsWith(ForeignJob, StringComparison.Ordinal));

    /// <summary>A text of which nothing is known.</summary>
    public static Provenance Unknown { get; } = new(Origin.Unknown, Charset.Free);

    /// <summary>What the text is taken from, least trusted first: <c>github.event.issue.title</c>, <c>inputs.name</c>; empty for a constant.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>How the text came here when not directly, as a clause: "through the input 'title' that '.github/workflows/a.yml' passes"; null when directly.</summary>
    public string? Route { get; init; }

    /// <summary>The way from where the text enters to where it is used, a place a hop; empty where it enters at the very place.</summary>
    public ImmutableArray<Hop> Way { get; init; } = [];

    /// <summary>Whether there is no blank and no break of lines in it, as in the names of branches, so that it stays one word without quotes.</summary>
    public bool IsOneWord { get; init; }

    /// <summary>Whether something else stands before it that nobody chooses, so that it starts with no sign of an option.</summary>
    [JsonIgnore]
    public bool IsLed { get; init; }

    // How harmful it is to paste such a text: a title that anybody writes is worse than a login that anybody chooses.
    private int Weight => (((Charset >= Charset.Line ? 1 : 0) << 8 | (int)Origin) << 8) | (int)Charset;

    /// <summary>Whether somebody else may write whatever an interpreter would read as more than data.</summary>
    [JsonIgnore]
    public bool IsForeign => Origin is Origin.Outsider or Origin.Contributor or Origin.Caller && Charset >= Charset.Line;

    /// <summary>The text after one more hop; of what nobody else controls no way is kept.</summary>
    /// <param name="place">Where it is handed on.</param>
    /// <param name="text">What is done with it there, as a clause: "is put into the variable 'TITLE'".</param>
    public Provenance Through(Place place, string text)
    {
        // A text that goes round in circles through a file is told of by its ends.
        const int Longest = 24;
        return Charset is Charset.Fixed || Origin is Origin.Constant or Origin.Unknown or Origin.Maintainer ? this
            : Way.Length < Longest ? this with { Way = Way.Add(new Hop(place, text)) }
            : this with { Way = Way.SetItem(Longest - 1, new Hop(place, text)) };
    }

    /// <summary>The text when no more than this is left of what could be written in it.</summary>
    public Provenance AtMost(Charset charset) => Charset <= charset ? this : this with { Charset = charset };

    /// <summary>What is known of a text that is one of the two, or made of both: the worse of them, with the sources of both.</summary>
    public static Provenance Join(Provenance left, Provenance right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var (worse, other) = left.Weight >= right.Weight ? (left, right) : (right, left);
        worse = worse.IsLed && !other.IsLed ? worse with { IsLed = false } : worse;
        worse = worse.IsOneWord && !other.IsOneWord && other.Charset > Charset.Limited ? worse with { IsOneWord = false } : worse;
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
        other is not null && Origin == other.Origin && Charset == other.Charset && Route == other.Route && IsOneWord == other.IsOneWord && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan()) && Way.AsSpan().SequenceEqual(other.Way.AsSpan());

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

    /// <summary>Any text on one line: a title, the name of a branch.</summary>
    Line,

    /// <summary>Any text, breaks of lines in it too: a body, the names of files.</summary>
    Free,
}

/// <summary>A place that a text passes on its way.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">What is done with it there, as a clause whose subject is the text: "is written to the output 'title'".</param>
public sealed record Hop(Place Place, string Text);

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
