using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A function of expressions.</summary>
/// <param name="Name">The name, as GitHub writes it.</param>
/// <param name="Minimum">How many arguments it takes at least.</param>
/// <param name="Maximum">How many it takes at most.</param>
/// <param name="IsPure">Whether its result depends on its arguments alone.</param>
internal sealed record ExpressionFunction(string Name, int Minimum, int Maximum, bool IsPure)
{
    /// <summary>Every function.</summary>
    public static FrozenDictionary<string, ExpressionFunction> All { get; } = new[]
    {
        new ExpressionFunction("contains", 2, 2, IsPure: true),
        new ExpressionFunction("startsWith", 2, 2, IsPure: true),
        new ExpressionFunction("endsWith", 2, 2, IsPure: true),
        new ExpressionFunction("format", 1, 255, IsPure: true),
        new ExpressionFunction("join", 1, 2, IsPure: true),
        new ExpressionFunction("toJSON", 1, 1, IsPure: true),
        new ExpressionFunction("fromJSON", 1, 1, IsPure: true),
        new ExpressionFunction("case", 3, 255, IsPure: true),
        new ExpressionFunction("hashFiles", 1, 255, IsPure: false),
        new ExpressionFunction("always", 0, 0, IsPure: false),
        new ExpressionFunction("cancelled", 0, 0, IsPure: false),
        new ExpressionFunction("success", 0, 255, IsPure: false),
        new ExpressionFunction("failure", 0, 255, IsPure: false),
    }.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The function of this name, in any case; null where there is none.</summary>
    public static ExpressionFunction? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>Whether it takes so many arguments.</summary>
    public bool Takes(int count) => count >= Minimum && count <= Maximum;
}
