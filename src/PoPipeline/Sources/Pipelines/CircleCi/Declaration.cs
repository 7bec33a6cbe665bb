using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>A parameter as it is declared.</summary>
/// <param name="Entry">Its name, and what is said of it.</param>
/// <remarks>Source: https://circleci.com/docs/reference/reusing-config/#parameter-types.</remarks>
internal sealed record Declaration(YamlEntry Entry)
{
    private YamlMapping? Keys => Entry.Value as YamlMapping;

    /// <summary>Its type, as written; empty where none is.</summary>
    public string Type => (Keys?["type"] as YamlScalar)?.Value ?? "";

    /// <summary>What it is where nothing is said; null where something must be.</summary>
    public YamlNode? Default => Keys?.Entry("default")?.Value;

    /// <summary>The values of an <c>enum</c>.</summary>
    public ImmutableArray<YamlScalar> Choices => [.. ((Keys?["enum"] as YamlSequence)?.Items ?? []).OfType<YamlScalar>()];

    /// <summary>What somebody who says it is free to write.</summary>
    public Charset Charset => Type switch
    {
        "boolean" or "integer" or "enum" or "executor" or "steps" => Charset.Fixed,
        "env_var_name" => Charset.Limited,
        _ => Charset.Free,
    };

    /// <summary>The parameters that a command, a job, an executor or a pipeline declares.</summary>
    /// <param name="parameters">What stands under <c>parameters</c>.</param>
    public static IEnumerable<Declaration> In(YamlNode? parameters) => (parameters as YamlMapping)?.Entries.Select(entry => new Declaration(entry)) ?? [];
}
