using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells who controls a context, or a value in it.</summary>
internal static class ContextOrigins
{
    /// <summary>Who controls what the path names.</summary>
    public static Provenance Of(ContextPath path, OriginScope scope)
    {
        var origin = Find(path, scope);
        return origin.Origin is Origin.Constant || !origin.Sources.IsEmpty ? origin : origin with { Sources = [path.ToString()] };
    }

#pragma warning disable CA1308 // Contexts are the same in any case; the tables are in lower case.
    private static Provenance Find(ContextPath path, OriginScope scope) => path.Context.ToLowerInvariant() switch
#pragma warning restore CA1308
    {
        "github" => GitHub(path, scope),
        "env" => path[1] is { } name and not ContextPath.Any ? scope.Variable(name) ?? Provenance.Unknown : Provenance.Unknown,
        "inputs" => Input(path[1], scope),
        "matrix" => path[1] is { } and not ContextPath.Any
            ? scope.Matrix(string.Join('.', path.Segments.Skip(1))) ?? Provenance.Unknown
            : Provenance.Unknown,
        "steps" => Output(path, scope.StepOutput),
        "needs" or "jobs" => Output(path, scope.JobOutput),
        "vars" or "secrets" => new Provenance(Origin.Maintainer, Charset.Free),
        "runner" => path.Is("runner.name") ? new Provenance(Origin.Maintainer, Charset.Limited) : Provenance.Constant,
        "strategy" or "job" => Provenance.Constant,
        _ => Provenance.Unknown,
    };

    private static Provenance Input(string? name, OriginScope scope)
    {
        if (name is not null and not ContextPath.Any && scope.Input(name) is { } known)
        {
            return known;
        }

        return new Provenance(scope.IsCalled ? Origin.Caller : Origin.Maintainer, Charset.Free);
    }

    private static Provenance Output(ContextPath path, Func<string, string, Provenance?> find)
    {
        if (path[2] is { } kind and not ContextPath.Any && !kind.Equals("outputs", StringComparison.OrdinalIgnoreCase))
        {
            // result, outcome, conclusion: words of the platform.
            return Provenance.Constant;
        }

        return path[1] is { } id and not ContextPath.Any && path[3] is { } name and not ContextPath.Any
            ? find(id, name) ?? Provenance.Unknown
            : Provenance.Unknown;
    }

    private static Provenance GitHub(ContextPath path, OriginScope scope)
    {
        if (path[1] is not { } property || property is ContextPath.Any)
        {
            return WholeEvent(scope);
        }

        if (!property.Equals("event", StringComparison.OrdinalIgnoreCase))
        {
            return RefOrigins.Of(path, scope) ?? GitHubContexts.Find(path) ?? Provenance.Unknown;
        }

        if (path[2] is not { } payload || payload is ContextPath.Any)
        {
            return WholeEvent(scope);
        }

        if (!EventPayloads.CanHold(payload, scope))
        {
            return Provenance.Constant;
        }

        if (payload.Equals("inputs", StringComparison.OrdinalIgnoreCase))
        {
            return Input(path[3], scope);
        }

        return RefOrigins.Of(path, scope) ?? GitHubContexts.Find(path) ?? EventPayloads.ByName(path.Segments[^1]) ?? WholeEvent(scope);
    }

    // What those send by hand who may push, or a clock starts, holds no text of anybody else.
    private static Provenance WholeEvent(OriginScope scope) =>
        !scope.IsCalled && !scope.Events.IsEmpty && scope.Events.All(found => found.Name is "repository_dispatch" or "workflow_dispatch" or "schedule") ? Insiders : Outsiders;

    private static Provenance Insiders { get; } = new(Origin.Contributor, Charset.Free);

    private static Provenance Outsiders { get; } = new(Origin.Outsider, Charset.Free);
}
