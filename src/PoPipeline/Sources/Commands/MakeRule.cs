using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Commands;

/// <summary>What the rules of one target of make say together.</summary>
/// <param name="name">The target.</param>
/// <param name="span">Where it is written.</param>
internal sealed class MakeRule(string name, Place span)
{
    /// <summary>The target.</summary>
    public string Name { get; } = name;

    /// <summary>What tells it from others: the target, and for which other one it is made, where that decides.</summary>
    public string Key { get; private init; } = name;

    /// <summary>Where it is written first.</summary>
    public Place Span { get; } = span;

    /// <summary>What the pattern that made it stands for in it; null where no pattern did.</summary>
    public string? Stem { get; set; }

    /// <summary>Whether the next line of a recipe is the first one of another recipe, which takes the place of the one before.</summary>
    public bool IsBegunAnew { get; set; }

    /// <summary>What runs before it; as it is written where variables in it are not known where it stands.</summary>
    public List<string> Prerequisites { get; } = [];

    /// <summary>The variables that hold for it alone.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them that its commands have in their environment.</summary>
    public Dictionary<string, Place> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>The lines of its recipe, each with the lines that it goes on in: offsets of start and end.</summary>
    public List<List<(int Start, int End)>> Recipe { get; } = [];

    /// <summary>The rule as it is where another one needs it, which hands it its variables.</summary>
    /// <param name="other">The other rule.</param>
    public MakeRule For(MakeRule other)
    {
        var made = new MakeRule(Name, Span) { Key = $"{Name}@{other.Name}", Stem = Stem };
        made.Prerequisites.AddRange(Prerequisites);
        made.Recipe.AddRange(Recipe);
        foreach (var (variable, value) in other.Variables.Concat(Variables))
        {
            made.Variables[variable] = value;
        }

        foreach (var (variable, place) in other.Exported.Concat(Exported))
        {
            made.Exported[variable] = place;
        }

        return made;
    }

    /// <summary>What a pattern stands for in a name; null where that does not fit.</summary>
    /// <param name="name">The name.</param>
    /// <param name="pattern">The pattern.</param>
    public static string? StemOf(string name, string pattern)
    {
        var at = pattern.IndexOf('%', StringComparison.Ordinal);
        var start = pattern.AsSpan(0, at);
        var end = pattern.AsSpan(at + 1);
        return name.Length >= start.Length + end.Length && name.AsSpan().StartsWith(start, StringComparison.Ordinal) && name.AsSpan().EndsWith(end, StringComparison.Ordinal)
            ? name[start.Length..^end.Length]
            : null;
    }
}
