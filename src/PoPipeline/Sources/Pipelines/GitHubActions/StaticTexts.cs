using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says what a scalar can become where its expressions take values that are written in the file.</summary>
internal static class StaticTexts
{
    /// <summary>Every text that it can become; the scalar as it is written where that cannot be told. Never empty.</summary>
    public static ImmutableArray<StaticText> Of(YamlScalar scalar, ActionsScope scope) =>
        [new StaticText(new Located<string>(scalar.Value, scalar.Span), scalar, !scalar.HasExpression())];
}
