using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the token may do.</summary>
internal sealed record PermissionsShape : Shape
{
    private static readonly ImmutableArray<string> All = [.. PublishedSchema.Workflow.WordsOf("permissions")];

    /// <summary>The scopes, with the levels that each has.</summary>
    public static FrozenDictionary<string, string[]> Scopes { get; } = PublishedSchema.Workflow["permissions-mapping"].Properties
        .ToFrozenDictionary(property => property.Key, property => PublishedSchema.Workflow.WordsOf(property.Definition).ToArray(), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        switch (node)
        {
            case YamlScalar scalar when All.Contains(scalar.Value, StringComparer.Ordinal):
                break;
            case YamlScalar scalar:
                context.Add(ProblemKind.Permissions, $"'{scalar.Value}' is not a permission for all scopes; it is {string.Concat(All.Select(word => $"'{word}', ")).TrimEnd(' ', ',')} or '{{}}'", scalar.Span);
                break;
            case YamlMapping mapping:
                MappingKeys.CheckDuplicates(mapping, context);
                foreach (var entry in mapping.Entries)
                {
                    CheckScope(entry, context);
                }

                break;
            default:
                context.Add(ProblemKind.Permissions, $"'{label}' must be a mapping of scopes, not {Describe(node)}", node.Span);
                break;
        }
    }

    private static void CheckScope(YamlEntry entry, ValidationContext context)
    {
        if (entry.Key.Value is MappingKeys.Merge)
        {
            return;
        }

        if (!Scopes.TryGetValue(entry.Key.Value, out var levels))
        {
            context.Add(ProblemKind.Permissions, $"'{entry.Key.Value}' is not a scope of permissions; {Names.OneOf(Scopes.Keys)}", entry.Key.Span);
        }
        else if (entry.Value is not YamlScalar level || !levels.Contains(level.Value, StringComparer.Ordinal))
        {
            context.Add(ProblemKind.Permissions, $"'{(entry.Value as YamlScalar)?.Value}' is not a permission of '{entry.Key.Value}'; {Names.OneOf(levels)}", entry.Value.Span);
        }
    }
}
