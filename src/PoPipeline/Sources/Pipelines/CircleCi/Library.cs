using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>What one configuration, or one orb, defines under its names.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/reusing-config/ and https://circleci.com/docs/orbs/author/author-orbs/: an orb sees nothing of the configuration around it.</remarks>
internal sealed class Library
{
    // An orb within an orb within an orb …
    private const int Deepest = 8;

    private readonly Dictionary<string, Orb> orbs = new(StringComparer.Ordinal);

    /// <summary>Reads the names.</summary>
    /// <param name="content">The configuration or the orb.</param>
    /// <param name="hasMarks">Whether parameters are put into texts.</param>
    /// <param name="references">Reads what an orb is.</param>
    /// <param name="ownOrb">The orb that the repository itself is the source of; null where there is none.</param>
    /// <param name="depth">How many orbs are around it.</param>
    public Library(YamlMapping? content, bool hasMarks, ReferenceReader references, Func<YamlMapping?>? ownOrb = null, int depth = 0)
    {
        Content = content;
        HasMarks = hasMarks;
        IsOrb = depth > 0;
        Commands = content?["commands"] as YamlMapping;
        Jobs = content?["jobs"] as YamlMapping;
        Executors = content?["executors"] as YamlMapping;
        Parameters = content?["parameters"] as YamlMapping;
        Groups = content?["job-groups"] as YamlMapping;

        // What tests an orb leaves its place empty, into which a setup puts the one of the same commit.
        // https://circleci.com/docs/orbs/author/testing-orbs/#integration-testing
        YamlMapping? Filled(YamlMapping inline) => inline.Entries.IsEmpty ? ownOrb?.Invoke() : inline;
        foreach (var entry in depth < Deepest ? (content?["orbs"] as YamlMapping)?.Entries ?? [] : [])
        {
            _ = orbs.TryAdd(entry.Key.Value, new Orb(
                entry,
                entry.Value is YamlMapping inline && Filled(inline) is { } filled ? new Library(filled, hasMarks: true, references, ownOrb: null, depth + 1) : null,
                entry.Value is YamlScalar { IsNull: false } text ? references.Orb(text, this) : null));
        }
    }

    /// <summary>All of it; null where there is nothing.</summary>
    public YamlMapping? Content { get; }

    /// <summary>Whether parameters are put into texts, as since version 2.1.</summary>
    public bool HasMarks { get; }

    /// <summary>Whether it is an orb within a configuration.</summary>
    public bool IsOrb { get; }

    /// <summary>The commands; null where there are none.</summary>
    public YamlMapping? Commands { get; }

    /// <summary>The jobs; null where there are none.</summary>
    public YamlMapping? Jobs { get; }

    /// <summary>The executors; null where there are none.</summary>
    public YamlMapping? Executors { get; }

    /// <summary>The parameters of the pipeline; null where there are none.</summary>
    public YamlMapping? Parameters { get; }

    /// <summary>The groups of jobs; null where there are none.</summary>
    public YamlMapping? Groups { get; }

    /// <summary>The orbs, by the names that they have here.</summary>
    public IReadOnlyDictionary<string, Orb> Orbs => orbs;

    /// <summary>Finds a command.</summary>
    /// <param name="name">Its name, with that of its orb before a slash.</param>
    public Part? Command(string name) => Find(name, library => library.Commands);

    /// <summary>Finds a job.</summary>
    /// <param name="name">Its name, with that of its orb before a slash.</param>
    public Part? Job(string name) => Find(name, library => library.Jobs);

    /// <summary>Finds an executor.</summary>
    /// <param name="name">Its name, with that of its orb before a slash.</param>
    public Part? Executor(string name) => Find(name, library => library.Executors);


    private Part? Find(string name, Func<Library, YamlMapping?> list)
    {
        if (list(this)?.Entry(name) is { } own)
        {
            return new Part(this, own, Orb: null);
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || !orbs.TryGetValue(name[..slash], out var orb))
        {
            return null;
        }

        // Of one that nothing is known of, anything may be in there.
        return orb.Inline is null ? new Part(this, Definition: null, orb)
            : list(orb.Inline)?.Entry(name[(slash + 1)..]) is { } inner ? new Part(orb.Inline, inner, Orb: null)
            : null;
    }
}

/// <summary>What a name stands for.</summary>
/// <param name="Library">Where it is defined, or the orb is declared.</param>
/// <param name="Definition">How it is defined; null where an orb of others does that.</param>
/// <param name="Orb">That orb; null where there is none.</param>
internal sealed record Part(Library Library, YamlEntry? Definition, Orb? Orb);

/// <summary>An orb that a configuration declares.</summary>
/// <param name="Entry">Its name, and what it is.</param>
/// <param name="Inline">What it defines, where that is written here; null otherwise.</param>
/// <param name="Reference">What it is of others; null otherwise.</param>
internal sealed record Orb(YamlEntry Entry, Library? Inline, Rules.Model.Pipelines.Reference? Reference);
