using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>One way in which a pipeline comes to be, and what is known of its variables then.</summary>
internal sealed record PipelineEvent
{
    /// <summary>How findings call it.</summary>
    public required string Name { get; init; }

    /// <summary>What <c>CI_PIPELINE_SOURCE</c> says.</summary>
    public required string Source { get; init; }

    /// <summary>The least trusted person who can start it.</summary>
    public required Origin StartedBy { get; init; }

    /// <summary>The least trusted person whose code and configuration it runs.</summary>
    public required Origin CodeBy { get; init; }

    /// <summary>Whose runners and secrets it uses.</summary>
    public EventPlace Place { get; init; }

    /// <summary>Whether the project's variables that are not protected, and a token of a member, are there.</summary>
    public bool HasSecrets { get; init; } = true;

    /// <summary>Whether it is for a branch, so that <c>only: branches</c> holds.</summary>
    public Truth IsBranch { get; init; }

    /// <summary>Whether it is for a tag.</summary>
    public Truth IsTag { get; init; }

    /// <summary>Whether it is for a merge request.</summary>
    public Truth IsMergeRequest { get; init; }

    /// <summary>Whether <c>changes</c> looks at changes at all; where it does not, it always holds.</summary>
    public bool HasChanges { get; init; }

    /// <summary>Whether another pipeline starts it.</summary>
    public bool IsCall { get; init; }

    /// <summary>What becomes of the repository when it comes.</summary>
    public Occasion Occasion => Source switch
    {
        _ when IsTag is Truth.True => Occasion.Release,
        "push" => Occasion.Push,
        "merge_request_event" or "external_pull_request_event" => Occasion.Proposal,
        "schedule" => Occasion.Schedule,
        "parent_pipeline" or "pipeline" => Occasion.Unknown,
        _ => Occasion.Other,
    };

    /// <summary>What is known of variables, beside what is known in all pipelines.</summary>
    public required FrozenDictionary<string, RuleValue> Values { get; init; }

    /// <summary>The cases that it falls into, where it may be for a branch, a tag or a merge request; itself elsewhere.</summary>
    public ImmutableArray<PipelineEvent> Cases { get => field.IsDefaultOrEmpty ? [this] : field; private init; }

    /// <summary>It, in the cases that are given.</summary>
    public PipelineEvent In(params ReadOnlySpan<PipelineEvent> cases) => this with { Cases = [.. cases] };

    /// <summary>Whether an expression is true in it.</summary>
    public Truth IsTrue(RuleExpression expression)
    {
        var cases = Cases;
        var truth = RuleEvaluator.IsTrue(expression, cases[0].Value);
        return cases.All(found => RuleEvaluator.IsTrue(expression, found.Value) == truth) ? truth : Truth.Unknown;
    }

    /// <summary>What is known of a variable while the pipeline is made.</summary>
    public RuleValue Value(string name)
    {
        if (Values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (RuleVariables.IsOfMergeRequest(name))
        {
            return IsMergeRequest is Truth.False ? RuleValue.Null : RuleValue.Any;
        }

        return name is "CI_PIPELINE_SOURCE" ? RuleValue.Of(Source)
            : RuleVariables.IsJobOnly(name) ? RuleValue.Null
            : RuleVariables.Common.TryGetValue(name, out var common) ? common
            : RuleValue.Any;
    }
}
