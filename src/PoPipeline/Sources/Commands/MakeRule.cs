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

    /// <summary>Where it is written first.</summary>
    public Place Span { get; } = span;

    /// <summary>What runs before it, as it is written: variables in it are those of the end of the file.</summary>
    public List<string> Prerequisites { get; } = [];

    /// <summary>The variables that hold for it alone.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of them that its commands have in their environment.</summary>
    public Dictionary<string, Place> Exported { get; } = new(StringComparer.Ordinal);

    /// <summary>The lines of its recipe, each with the lines that it goes on in: offsets of start and end.</summary>
    public List<List<(int Start, int End)>> Recipe { get; } = [];
}
