namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>The names of a configuration that something uses.</summary>
internal sealed class UsedNames
{
    private readonly HashSet<(Library Library, UsedKind Kind, string Name)> names = [];
    private readonly HashSet<(Library Library, UsedKind Kind)> all = [];

    /// <summary>Adds a use.</summary>
    /// <param name="library">Where the name is used.</param>
    /// <param name="name">The name, with that of its orb before a slash.</param>
    /// <param name="kind">Of what it is.</param>
    public void Add(Library library, string name, UsedKind kind)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && library.Orbs.TryGetValue(name[..slash], out var orb))
        {
            names.Add((library, UsedKind.Orb, name[..slash]));
            if (orb.Inline is { } inline)
            {
                names.Add((inline, kind, name[(slash + 1)..]));
            }
        }
        else
        {
            names.Add((library, kind, name));
        }
    }

    /// <summary>Adds a use of each name of a kind, where any of them may be meant.</summary>
    /// <param name="library">Where they are used.</param>
    /// <param name="kind">Of what they are.</param>
    public void AddAll(Library library, UsedKind kind) => all.Add((library, kind));

    /// <summary>Whether something uses a name.</summary>
    /// <param name="library">Where it is defined.</param>
    /// <param name="name">The name.</param>
    /// <param name="kind">Of what it is.</param>
    public bool Has(Library library, string name, UsedKind kind) => names.Contains((library, kind, name)) || all.Contains((library, kind));
}

/// <summary>What a name is of.</summary>
internal enum UsedKind
{
    /// <summary>A command.</summary>
    Command,

    /// <summary>A job.</summary>
    Job,

    /// <summary>An executor.</summary>
    Executor,

    /// <summary>An orb.</summary>
    Orb,
}
