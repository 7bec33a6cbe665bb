using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the token may do.</summary>
internal sealed record PermissionsShape : Shape
{
    private static readonly string[] Levels = ["read", "write", "none"];

    private static readonly FrozenDictionary<string, string[]> Scopes = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["actions"] = Levels,
        ["artifact-metadata"] = Levels,
        ["attestations"] = Levels,
        ["checks"] = Levels,
        ["code-quality"] = Levels,
        ["contents"] = Levels,
        ["deployments"] = Levels,
        ["discussions"] = Levels,
        ["id-token"] = ["write", "none"],
        ["issues"] = Levels,
        ["models"] = ["read", "none"],
        ["packages"] = Levels,
        ["pages"] = Levels,
        ["pull-requests"] = Levels,
        ["repository-projects"] = Levels,
        ["security-events"] = Levels,
        ["statuses"] = Levels,
        ["vulnerability-alerts"] = ["read", "none"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        switch (node)
        {
            case YamlScalar { Value: "read-all" or "write-all" }:
                break;
            case YamlScalar scalar:
                context.Add(ProblemKind.Permissions, $"'{scalar.Value}' is not a permission for all scopes; it is 'read-all', 'write-all' or '{{}}'", scalar.Span);
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
