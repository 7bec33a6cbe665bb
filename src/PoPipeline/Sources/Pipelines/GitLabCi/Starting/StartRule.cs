using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>One entry of <c>rules</c>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#rules.</remarks>
internal sealed record StartRule
{
    private readonly Dictionary<PipelineEvent, Truth> held = new(ReferenceEqualityComparer.Instance);

    private readonly Lazy<ImmutableArray<StartFault>> faults;
    private readonly Lazy<ImmutableArray<Gate>?> admitting;
    private readonly Lazy<ImmutableArray<Gate>?> refusing;

    /// <summary>A rule; what many jobs ask of it is found out once.</summary>
    public StartRule()
    {
        faults = new(() => [.. StartFaults.Own(this)]);
        admitting = new(() => StartGates.Own(this, wanted: true));
        refusing = new(() => StartGates.Own(this, wanted: false));
    }

    /// <summary>What is unsound about it by itself, which is found once.</summary>
    public ImmutableArray<StartFault> Faults => faults.Value;

    /// <summary>What it demands where it holds; null where it never does.</summary>
    public ImmutableArray<Gate>? AdmittingGates => admitting.Value;

    /// <summary>What it demands where it does not hold; null where it always does.</summary>
    public ImmutableArray<Gate>? RefusingGates => refusing.Value;

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>What it holds; null where it is no mapping, so that nothing is known of it.</summary>
    public required YamlMapping? Node { get; init; }

    /// <summary>The text of <c>if</c>; null where there is none.</summary>
    public YamlScalar? If { get; init; }

    /// <summary>What <c>if</c> says; null where there is none, or where it cannot be read.</summary>
    public RuleExpression? Expression { get; init; }

    /// <summary>Why <c>if</c> cannot be read; null where it can.</summary>
    public RuleExpressionError? Error { get; init; }

    /// <summary>The value of <c>when</c>; null where there is none.</summary>
    public YamlScalar? When { get; init; }

    /// <summary>The value of <c>allow_failure</c>; null where there is none.</summary>
    public YamlScalar? AllowFailure { get; init; }

    /// <summary>Whether it asks for <c>changes</c> or <c>exists</c>.</summary>
    public bool HasFiles => HasChanges || HasExists;

    /// <summary>Whether it asks for <c>changes</c>.</summary>
    public bool HasChanges { get; init; }

    /// <summary>Whether the changes are those against a ref that it names.</summary>
    public bool ComparesTo { get; init; }

    /// <summary>Whether it asks for <c>exists</c>.</summary>
    public bool HasExists { get; init; }

    /// <summary>Whether it holds always, so that no rule behind it is ever looked at.</summary>
    public bool IsUnconditional => Node is not null && If is null && !HasFiles;

    /// <summary>Whether it leaves the job out where it holds.</summary>
    public bool IsNever => When?.Value is "never";

    /// <summary>What decides: its <c>if</c>, or all of it.</summary>
    public Place Decides => If?.Span ?? Span;

    /// <summary>Whether it holds in one case of an event.</summary>
    public Truth Holds(PipelineEvent found)
    {
        if (!held.TryGetValue(found, out var truth))
        {
            truth = Judge(found);
            held[found] = truth;
        }

        return truth;
    }

    private Truth Judge(PipelineEvent found)
    {
        if (Node is null || Error is not null)
        {
            return Truth.Unknown;
        }

        var truth = Expression is null ? Truth.True : RuleEvaluator.IsTrue(Expression, found.Value);

        // Without a push there are no changes to look at, and then all paths count as changed.
        truth = HasChanges && (ComparesTo || found.HasChanges) ? truth.And(Truth.Unknown) : truth;
        return HasExists ? truth.And(Truth.Unknown) : truth;
    }
}
