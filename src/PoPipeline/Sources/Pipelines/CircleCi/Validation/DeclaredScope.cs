using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Which parameters there are in a part of a configuration, and of what types.</summary>
/// <param name="Library">What is defined.</param>
/// <param name="Parameters">The parameters, by name; null where any may be there.</param>
internal sealed record DeclaredScope(Library Library, IReadOnlyDictionary<string, Declaration>? Parameters)
{
    /// <summary>Whether names of a matrix may stand here.</summary>
    public bool HasMatrix { get; init; }

    /// <summary>That of a command, a job or an executor.</summary>
    /// <param name="library">What is defined.</param>
    /// <param name="definition">The part.</param>
    public static DeclaredScope Of(Library library, YamlMapping? definition) =>
        new(library, Declaration.In(definition?["parameters"]).DistinctBy(one => one.Entry.Key.Value).ToDictionary(one => one.Entry.Key.Value, StringComparer.Ordinal));

    /// <summary>The type of what a name stands for; null where it is not known.</summary>
    /// <param name="name">The name: <c>parameters.count</c>.</param>
    public string? TypeOf(string name) =>
        name.StartsWith("parameters.", StringComparison.Ordinal) ? Parameters?.GetValueOrDefault(name["parameters.".Length..])?.Type
        : name.StartsWith("pipeline.parameters.", StringComparison.Ordinal) && Library.Parameters?.Entry(name["pipeline.parameters.".Length..]) is { } entry ? new Declaration(entry).Type
        : null;

    /// <summary>Why a name stands for nothing, as a predicate; null where it stands for something.</summary>
    /// <param name="name">The name.</param>
    public string? FaultOf(string name)
    {
        if (name.StartsWith("parameters.", StringComparison.Ordinal))
        {
            var key = name["parameters.".Length..];
            return Parameters is null || Parameters.ContainsKey(key) || HasMatrix ? null : $"is no parameter that is declared here{Checker.Meant(key, [.. Parameters.Keys])}";
        }

        if (name.StartsWith("pipeline.parameters.", StringComparison.Ordinal))
        {
            // An orb, and what a setup goes on with, may be handed parameters that stand elsewhere.
            var key = name["pipeline.parameters.".Length..];
            return Library.IsOrb || Library.Parameters?.Entry(key) is not null ? null
                : $"is no parameter of the pipeline that is declared{(Library.Parameters is { } all ? Checker.Meant(key, [.. all.Entries.Select(entry => entry.Key.Value)]) : "")}";
        }

        return null;
    }
}
