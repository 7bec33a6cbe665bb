using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says what a text becomes in each run of its job, where the matrix and the variables of the file decide it and nothing else does, or nothing at all.</summary>
internal static class DecidedTexts
{
    // Variables that name variables multiply.
    private const int MostParts = 1_000;

    // A variable that names another one names it no deeper.
    private const int Depth = 4;

    private const int MostRuns = 256;
    private const string Matrix = "matrix";
    private const string Variables = "env";
    private const string Inputs = "inputs";

    /// <summary>The text of each run, in the order of the runs; one where all have the same; empty where the file does not say it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">Where it stands.</param>
    public static ImmutableArray<string> Of(YamlScalar text, ActionsScope scope) => Parts(text, scope) is { } parts ? Of(parts, scope) : [];

    /// <summary>What is put in place of an expression, as <see cref="Of(YamlScalar, ActionsScope)"/> says it of a text.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="scope">Where it stands.</param>
    public static ImmutableArray<string> Of(EmbeddedExpression expression, ActionsScope scope) => PartsOf(expression.Root, scope) is { } parts ? Of(parts, scope) : [];

    /// <summary>The input that is put in place of an expression as it is, itself or by a variable of the file; null where something else is.</summary>
    /// <param name="root">The expression.</param>
    /// <param name="scope">Where it stands.</param>
    public static string? InputOf(Expression? root, ActionsScope scope)
    {
        for (var depth = 0; depth < Depth && root is not null && ContextPath.Of(root) is { Segments: [var context, var name] } && name is not ContextPath.Any; depth++)
        {
            if (context.Equals(Inputs, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }

            root = scope.Job is not null && context.Equals(Variables, StringComparison.OrdinalIgnoreCase) && VariableOf(name, scope) is { } value && ExpressionScanner.IsWhole(value.Value)
                && ExpressionScanner.Scan(value.Value) is [var only] ? only.Root : null;
        }

        return null;
    }

    /// <summary>What a variable of the file is in every run; null where the file does not say it, or nothing sets it there.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="scope">Where it is asked for.</param>
    public static string? ConstantOf(string name, ActionsScope scope) =>
        scope.Job is not null && VariableOf(name, scope) is { } value && PartsOfVariable(value, scope) is { } parts && !parts.Exists(part => part.Path is not null) ? Joined(parts, []) : null;

    private static ImmutableArray<string> Of(List<Part> parts, ActionsScope scope)
    {
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

    private static List<Part>? Parts(YamlScalar text, ActionsScope scope)
    {
        var left = MostParts;
        return Parts(text, scope, depth: 0, ref left);
    }

    private static List<Part>? PartsOf(Expression? root, ActionsScope scope)
    {
        var left = MostParts;
        return Parts(root, scope, depth: 0, ref left);
    }

    private static List<Part>? PartsOfVariable(YamlScalar value, ActionsScope scope)
    {
        var left = MostParts;
        return Parts(value, scope, depth: 1, ref left);
    }

    // Null where something else decides about it, or it is made of very many parts.
    private static List<Part>? Parts(YamlScalar text, ActionsScope scope, int depth, ref int left)
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
            if (left-- <= 0 || Parts(expression.Root, scope, depth, ref left) is not { } inner)
            {
                return null;
            }

            parts.AddRange(inner);
        }

        parts.Add(new Part(text.Value[position..], Path: null));
        return parts;
    }

    private static List<Part>? Parts(Expression? root, ActionsScope scope, int depth, ref int left)
    {
        if (root is null)
        {
            return null;
        }

        if (ExpressionEvaluator.ConstantOf(root) is { IsScalar: true } constant)
        {
            return [new Part(constant.AsText, Path: null)];
        }

        if (scope.Job is null || ContextPath.Of(root) is not { } path || path.Segments.Contains(ContextPath.Any) || path[1] is not { } name)
        {
            return null;
        }

        return path.Context.Equals(Matrix, StringComparison.OrdinalIgnoreCase) ? [new Part("", new ContextPath([Matrix, .. path.Segments[1..]]))]
            : path.Context.Equals(Variables, StringComparison.OrdinalIgnoreCase) && path[2] is null && depth < Depth && VariableOf(name, scope) is { } value ? Parts(value, scope, depth + 1, ref left)
            : null;
    }

    // The nearest counts, unless a step before hands another value to those behind it.
    private static YamlScalar? VariableOf(string name, ActionsScope scope)
    {
        var job = scope.Job!;
        if (scope.Step is { } step && job.Exported.MaySet(name, step))
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
