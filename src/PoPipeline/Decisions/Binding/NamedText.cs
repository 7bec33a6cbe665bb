using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Binding;

/// <summary>A part of what a decision may be bound to. It is made once, and used for each finding that it belongs to.</summary>
/// <param name="Name">What it is, for people; text of others.</param>
/// <param name="Text">What it says.</param>
internal sealed record NamedText(string Name, EvidenceText Text)
{
    /// <summary>Some texts as they are, or all in one where there are so many that a request could not list them.</summary>
    /// <param name="name">What they are together.</param>
    /// <param name="texts">The texts.</param>
    public static ImmutableArray<NamedText> Bounded(string name, List<(string Name, string Text)> texts)
    {
        if (texts.Count > PartList.Most)
        {
            return [new NamedText($"{name}, {Counted.Of(texts.Count, "part")}", PartList.TextOf(CanonicalText.Of([.. texts])))];
        }

        var bounded = ImmutableArray.CreateBuilder<NamedText>(texts.Count);
        foreach (var (part, text) in texts)
        {
            bounded.Add(new NamedText(part, PartList.TextOf(text)));
        }

        return bounded.MoveToImmutable();
    }
}
