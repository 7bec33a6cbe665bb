using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads <c>runs-on</c>.</summary>
internal static class RunnerReader
{
    /// <summary>The machine that a job asks for; null where it asks for none.</summary>
    /// <param name="job">The job.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="policy">The policy in force.</param>
    public static Runner? Read(JobNode job, ActionsScope scope, Policy policy)
    {
        var node = job.Node["runs-on"];
        if (node is null or YamlScalar { IsNull: true })
        {
            return null;
        }

        // A mapping asks for a group, of larger hosted machines or of own ones, and perhaps for labels.
        var group = (node as YamlMapping).Scalar("group");
        var kinds = ImmutableArray.CreateBuilder<RunnerKind>();
        var labels = new List<Located<string>>();
        foreach (var request in Requests(node is YamlMapping mapping ? mapping["labels"] : node, scope))
        {
            kinds.Add(KindOf(request, policy));
            labels.AddRange(request);
        }

        return new Runner
        {
            Span = node.Span,
            Kind = KindOf(kinds.DrainToImmutable(), group is not null),
            Labels = [.. labels.DistinctBy(label => label.Value, StringComparer.OrdinalIgnoreCase)],
        };
    }

    // What one machine must bear, once for every value that the matrix gives. One that is not known makes the kind unknown.
    private static IReadOnlyList<Located<string>[]> Requests(YamlNode? labels, ActionsScope scope)
    {
        switch (labels)
        {
            case YamlScalar { IsNull: false } scalar:
                return [.. StaticTexts.Of(scalar, scope).Select(One)];
            case YamlSequence sequence:
                var all = sequence.Items.OfType<YamlScalar>().Select(item => StaticTexts.Of(item, scope).ToArray()).ToList();

                // Each further value of a label takes the place of the first one in a request of its own.
                return [.. all.SelectMany((values, index) => values.Skip(index == 0 ? 0 : 1)
                    .Select(value => all.Select((others, other) => other == index ? value.Located : others[0].Located).ToArray()))];
            default:
                return [];
        }
    }

    private static Located<string>[] One(StaticText text) =>
        text.Node is YamlSequence sequence ? [.. sequence.Scalars().Select(label => new Located<string>(label.Value, label.Span))] : [text.Located];

    private static RunnerKind KindOf(ImmutableArray<RunnerKind> kinds, bool inGroup) =>
        kinds.Contains(RunnerKind.SelfHosted) ? RunnerKind.SelfHosted
        : inGroup || kinds.IsEmpty || kinds.Contains(RunnerKind.Unknown) ? RunnerKind.Unknown
        : RunnerKind.Hosted;

    private static RunnerKind KindOf(Located<string>[] request, Policy policy) =>
        HostedLabels.KindOf([.. request.Select(label => label.Value)], policy.Pipelines.HostedRunners);
}
