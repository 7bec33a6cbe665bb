using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says what a text becomes in each run of its job, where the matrix and the variables of the file decide it and nothing else does, or nothing at all.</summary>
internal static class DecidedTexts
{
    // A variable that names another one names it no deeper.
    private const int Depth = 4;

    private const int MostRuns = 256;
    private const string Matrix = "matrix";
    private const string Variables = "env";
    private const string Exports = "GITHUB_ENV";

    /// <summary>The text of each run, in the order of the runs; one where all have the same; empty where the file does not say it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">Where it stands.</param>
    public static ImmutableArray<string> Of(YamlScalar text, ActionsScope scope)
    {
        if (Parts(text, scope) is not { } parts)
        {
            return [];
        }

        if (!parts.Any(part => part.Path is { Context: Matrix }))
        {
            return [.. Joined(parts, []) is { } only ? (string[])[only] : []];
        }

        if (scope.Job?.Matrix.Runs is not { Length: > 0 and <= MostRuns } runs)
        {
            return [];
        }

        var texts = runs.Select(run => Joined(parts, run)).ToList();
        return texts.Contains(null) ? [] : texts.TrueForAll(one => one == texts[0]) ? [texts[0]!] : [.. texts.OfType<string>()];
    }

    private static string? Joined(List<Part> parts, Dictionary<string, YamlNode> run)
    {
        var texts = parts.ConvertAll(part => part.Path is { } path ? ValueOf(path, run) : part.Text);
        return texts.Contains(null) ? null : string.Concat(texts);
    }

    // A name that a run does not have is empty.
    private static string? ValueOf(ContextPath path, Dictionary<string, YamlNode> run)
    {
        var node = path[1] is { } name ? run.GetValueOrDefault(name) : null;
        for (var depth = 2; path[depth] is { } inner && node is not null; depth++)
        {
            node = node is YamlMapping mapping ? mapping.InputEntry(inner)?.Value : null;
        }

        return node switch
        {
            null => "",
            YamlScalar scalar when !scalar.HasExpression() => StaticTexts.TextOf(scalar),
            _ => null,
        };
    }

    // Null where something else decides about it.
    private static List<Part>? Parts(YamlScalar text, ActionsScope scope, int depth = 0)
    {
        if (!text.HasExpression())
        {
            return [new Part(depth == 0 ? text.Value : StaticTexts.TextOf(text), Path: null)];
        }

        var parts = new List<Part>();
        var position = 0;
        foreach (var expression in ExpressionScanner.Scan(text.Value))
        {
            parts.Add(new Part(text.Value[position..expression.Offset], Path: null));
            position = expression.Offset + expression.Length;
            if (expression.Root is { } root && ExpressionEvaluator.ConstantOf(root) is { IsScalar: true } constant)
            {
                parts.Add(new Part(constant.AsText, Path: null));
                continue;
            }

            if (scope.Job is null || expression.Root is null || ContextPath.Of(expression.Root) is not { } path || path.Segments.Contains(ContextPath.Any) || path[1] is not { } name)
            {
                return null;
            }

            if (path.Context.Equals(Matrix, StringComparison.OrdinalIgnoreCase))
            {
                parts.Add(new Part("", new ContextPath([Matrix, .. path.Segments[1..]])));
            }
            else if (path.Context.Equals(Variables, StringComparison.OrdinalIgnoreCase) && path[2] is null && depth < Depth && VariableOf(name, scope) is { } value && Parts(value, scope, depth + 1) is { } inner)
            {
                parts.AddRange(inner);
            }
            else
            {
                return null;
            }
        }

        parts.Add(new Part(text.Value[position..], Path: null));
        return parts;
    }

    // The nearest counts, unless a step before hands another value to those behind it.
    private static YamlScalar? VariableOf(string name, ActionsScope scope)
    {
        var job = scope.Job!;
        var before = scope.Step is { } step ? step : 0;
        if (job.StepNodes.Take(before).Any(one => one.Scalar("run") is { } run && run.Value.Contains(Exports, StringComparison.Ordinal) && run.Value.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        foreach (var level in (YamlNode?[])[scope.Step is { } own && own < job.StepNodes.Length ? job.StepNodes[own]["env"] : null, job.Node["env"], scope.Lookup.Root?["env"]])
        {
            if (level is YamlScalar { IsNull: false })
            {
                return null;
            }

            if (level is YamlMapping variables && variables.InputEntry(name) is { } entry)
            {
                return entry.Value as YamlScalar;
            }
        }

        return null;
    }

    private sealed record Part(string Text, ContextPath? Path);
}
