using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Dinghy.Spel;

/// <summary>Who controls what expressions ask for, by what starts the pipeline.</summary>
/// <remarks>Source: https://spinnaker.io/docs/reference/pipeline/expressions/ and https://spinnaker.io/docs/guides/user/pipeline/expressions/.</remarks>
internal sealed record SpelSources
{
    /// <summary>Where nothing is known of what starts it.</summary>
    public static SpelSources None { get; } = new();

    /// <summary>Who writes what a trigger brings.</summary>
    public Origin Payload { get; init; } = Origin.Unknown;

    /// <summary>Who fills in the parameters.</summary>
    public Origin Parameters { get; init; } = Origin.Contributor;

    /// <summary>Who controls a property; null where it names nothing that is known.</summary>
    /// <param name="path">The names, the first of which is that of a value: <c>trigger</c>, <c>payload</c>, <c>title</c>.</param>
    public Provenance? Of(ImmutableArray<string> path) => path switch
    {
        ["trigger", .. var rest] => OfTrigger(rest, path),
        ["parameters", var name, ..] => Filled($"params.{name}"),
        ["parameters"] => Filled("params.*"),
        ["execution", "trigger", .. var rest] => OfTrigger(rest, path),
        ["execution", "stages" or "context", ..] => Made(path),
        ["execution", "authentication", ..] => new Provenance(Origin.Contributor, Charset.Limited) { Sources = [string.Join('.', path)] },
        ["execution", ..] => Provenance.Constant,
        ["templateVariables" or "scmInfo", ..] => new Provenance(Origin.Contributor, Charset.Line) { Sources = [string.Join('.', path)] },
        ["deployedServerGroups", ..] => Made(path),
        _ => null,
    };

    private Provenance OfTrigger(ImmutableArray<string> path, ImmutableArray<string> whole)
    {
        var source = string.Join('.', whole);
        return path switch
        {
            ["payload", ..] or [] => new Provenance(Payload, Charset.Free) { Sources = [source] },
            ["parameters", var name, ..] => Filled($"params.{name}"),
            ["parameters"] => Filled("params.*"),
            ["type" or "enabled" or "rebake" or "dryRun" or "strategy" or "hash" or "account" or "registry" or "repository" or "project" or "slug" or "source" or "job" or "master" or "buildNumber" or "cronExpression" or "id" or "eventId" or "correlationId" or "executionId", ..] => Provenance.Constant,
            ["user" or "runAsUser", ..] => new Provenance(Origin.Contributor, Charset.Limited) { Sources = [source] },
            ["tag" or "digest" or "version", ..] => new Provenance(Origin.Contributor, Charset.Limited) { Sources = [source] },
            ["branch", ..] => new Provenance(Origin.Contributor, Charset.Line) { Sources = [source], IsOneWord = true },
            ["buildInfo", "number" or "building" or "result" or "duration" or "timestamp", ..] => Provenance.Constant,
            ["buildInfo" or "properties" or "artifacts" or "resolvedExpectedArtifacts" or "link" or "linkText" or "action", ..] => new Provenance(Origin.Contributor, Charset.Line) { Sources = [source] },
            ["parentExecution" or "parentPipelineName" or "parentPipelineStageId", ..] => Made(whole),
            _ => new Provenance(Payload is Origin.Outsider ? Origin.Outsider : Origin.Contributor, Charset.Line) { Sources = [source] },
        };
    }

    private Provenance Filled(string source) => new(Parameters, Charset.Free) { Sources = [source] };

    private static Provenance Made(ImmutableArray<string> path) => Provenance.Unknown with { Sources = [string.Join('.', path)] };
}
