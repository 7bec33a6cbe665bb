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
    public static ImmutableArray<NamedText> Bounded(string name, IEnumerable<(string Name, string Text)> texts)
    {
        ImmutableArray<(string Name, string Text)> all = [.. texts];
        return all.Length <= PartList.Most
            ? [.. all.Select(one => new NamedText(one.Name, PartList.TextOf(one.Text)))]
            : [new NamedText($"{name}, {Counted.Of(all.Length, "part")}", PartList.TextOf(CanonicalText.Of([.. all])))];
    }
}
