using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>What a parameter is in one run.</summary>
/// <param name="Name">What is set: <c>hermetic</c>.</param>
/// <param name="Value">What it is; null where something fills it in, or it is no text.</param>
/// <param name="Source">Where that is written: on the run, or as the default of its pipeline.</param>
internal sealed record EffectiveValue(string Name, string? Value, YamlNode Source)
{
    /// <summary>Whether the run itself says it.</summary>
    public bool IsOfRun { get; init; }

    /// <summary>The place of what is written there.</summary>
    public Place Span => Source is YamlScalar scalar ? scalar.TextSpan : Source.Span;

    /// <summary>As written, for people: <c>hermetic: false</c>.</summary>
    public string Text => Value is { Length: <= LongestShown } value ? $"{Name}: {(value.Length == 0 ? "''" : value)}" : Name;

    private const int LongestShown = 60;
}
