using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3223: what people read of a pipeline is what runs.</summary>
public sealed class PO3223ShowAllCharacters : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No pipeline holds characters that nobody sees, or that have it shown in another order than it is run.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1007];

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is not PipelineKind.Lock;

    // Of one kind in one file there is one decision to be made.
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        from hidden in pipeline.HiddenTexts
        let weight = Weigh(hidden)
        where weight is not null
        group (Text: hidden, Weight: weight.Value) by new { hidden.Span.Path, hidden.Kind, hidden.IsRemark, weight.Value } into alike
        let first = alike.First()
        select new Finding
        {
            Message = Describe(first.Text),
            Subject = $"{alike.Key.Path}#{(alike.Key.IsRemark ? "remarks" : "texts")}/{alike.Key.Kind}/{alike.Key.Value.Severity}",
            Place = first.Text.Span,
            Severity = first.Weight.Severity,
            Pedantic = first.Weight.Pedantic,
            Related = [.. alike.Skip(1).Select(again => new RelatedPlace(again.Text.Span, $"{again.Text.Characters} stands here as well"))],
        };

    // Letters that are written from right to left are shown as they should be by the help of such characters.
    private static (Severity Severity, bool Pedantic)? Weigh(HiddenText hidden) => hidden switch
    {
        { Kind: HiddenKind.Override, IsRemark: false } => (Severity.High, false),
        { Kind: HiddenKind.Embedding, IsRemark: false, IsBesideLetters: false } => (Severity.High, false),
        { Kind: HiddenKind.Override } or { Kind: HiddenKind.Tag } or { Kind: HiddenKind.Embedding, IsBesideLetters: false } => (Severity.Medium, false),
        { Kind: HiddenKind.Embedding, IsRemark: false } => (Severity.Medium, false),
        { Kind: HiddenKind.Embedding } or { Kind: HiddenKind.Mark, IsRemark: true, IsBesideLetters: true } => null,
        { Kind: HiddenKind.Mark, IsBesideLetters: true } or { IsRemark: true } => (Severity.Low, true),
        _ => (Severity.Medium, false),
    };

    private static string Describe(HiddenText hidden) => hidden.Kind switch
    {
        HiddenKind.Override or HiddenKind.Embedding =>
            $"'{hidden.Characters}' has this line shown in another order than the one in which it is read by programs, so that whoever reviews it sees another text than the one that runs. Remove it"
            + (hidden.IsRemark ? ", or write the remark without it." : ", or write it as an escape where a program needs it."),
        HiddenKind.Tag => $"'{hidden.Characters}' spells a text here that no person sees, and that a program or an agent reads all the same. Remove it.",
        HiddenKind.Mark => $"'{hidden.Characters}' stands here and is not seen, though no letters around it need it: what looks like another name, option or address is not the same. Remove it, or write it as an escape where a program needs it.",
        _ => $"'{hidden.Characters}' stands here and is not seen"
            + (hidden.IsRemark ? ". Nobody needs it there, and what is copied from there carries it along. Remove it." : ": what looks like another name, option or address is not the same, so that something else runs than what is read. Remove it, or write it as an escape where a program needs it."),
    };
}
