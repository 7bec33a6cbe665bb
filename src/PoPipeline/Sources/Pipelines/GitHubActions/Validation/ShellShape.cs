using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The name of a shell, or a command with <c>{0}</c> for the script's file.</summary>
/// <param name="Availability">What an expression in it may use.</param>
internal sealed record ShellShape(Availability Availability) : Shape
{
    private static readonly FrozenSet<string> Shells = new[] { "bash", "sh", "pwsh", "powershell", "cmd", "python" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is not YamlScalar { IsNull: false, Value.Length: > 0 } scalar)
        {
            context.Add(ProblemKind.Type, "'shell' must be the name of a shell", node.Span);
        }
        else if (ScalarExpressions.HasAny(scalar))
        {
            ScalarExpressions.CheckText(scalar, Availability, context);
        }
        else if (!Shells.Contains(scalar.Value) && !scalar.Value.Contains("{0}", StringComparison.Ordinal))
        {
            context.Add(ProblemKind.Shell, $"'{scalar.Value}' is not a shell; {Names.OneOf(Shells)}, or a command with '{{0}}' for the script's file", scalar.Span);
        }
    }
}
