using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>The branches and tags for which a job runs.</summary>
/// <param name="OnBranches">Whether it runs for branches.</param>
/// <param name="OnTags">Whether it runs for tags.</param>
/// <param name="Gates">What keeps changes of forks out.</param>
/// <param name="Text">The filters, as one reads them; null where there are none.</param>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#jobfilters: for tags a job runs only where its filters name some, and an expression may stand in place of the lists.</remarks>
internal sealed record Filters(bool OnBranches, bool OnTags, ImmutableArray<Gate> Gates, Located<string>? Text)
{
    // As people name the branch of a change.
    private const string Proposed = "some-change";

    /// <summary>Whether it runs for new commits of the default branch.</summary>
    public Holding OnDefaultBranch { get; private init; } = Holding.Always;

    /// <summary>Whether it runs for the branch of a proposed change.</summary>
    public Holding OnProposals { get; private init; } = Holding.Always;

    /// <summary>The refs for which it never runs; an expression in place of the lists tells of none.</summary>
    public RefKinds NeverFor { get; private init; }

    /// <summary>A job without filters.</summary>
    public static Filters None { get; } = new(OnBranches: true, OnTags: false, [], Text: null);

    /// <summary>Reads filters.</summary>
    /// <param name="node">What stands under <c>filters</c>.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <param name="texts">Puts parameters into texts.</param>
    public static Filters Read(YamlNode? node, Scope scope, TextResolver texts)
    {
        switch (node)
        {
            case YamlScalar { IsNull: false } expression:
                var isTag = expression.Value.Contains("pipeline.git.tag", StringComparison.Ordinal);
                return new Filters(OnBranches: true, isTag, ExpressionGates.Demand(expression.Value) ? [new Gate(GateKind.TrustedEvent, expression.Value, expression.Span)] : [], new Located<string>(expression.Value, expression.Span))
                {
                    OnDefaultBranch = Holding.Unknown,
                    OnProposals = Holding.Unknown,
                };
            case YamlMapping mapping:
                return Read(mapping, scope, texts);
            default:
                return None;
        }
    }

    private static Filters Read(YamlMapping mapping, Scope scope, TextResolver texts)
    {
        var branches = mapping["branches"] as YamlMapping;
        var only = Entries(branches?["only"], scope, texts);
        var ignore = Entries(branches?["ignore"], scope, texts);
        var tags = mapping["tags"] as YamlMapping;
        var onTags = tags is not null && (Entries(tags["only"], scope, texts).Length > 0 || Entries(tags["ignore"], scope, texts) is { Length: > 0 } left && !left.Any(entry => RefPattern.MeansAll(entry.Value)));
        var onBranches = only.Length > 0 || !ignore.Any(entry => RefPattern.MeansAll(entry.Value));
        var gates = ImmutableArray.CreateBuilder<Gate>();
        if (only.Length > 0)
        {
            if (!only.Any(entry => RefPattern.MeansAll(entry.Value) || RefPattern.MeansProposals(entry.Value)))
            {
                gates.Add(Gate(GateKind.TrustedEvent, "only", only));
            }
        }
        else if (ignore.Any(entry => RefPattern.MeansProposals(entry.Value)))
        {
            gates.Add(Gate(onBranches ? GateKind.SameRepository : GateKind.TrustedEvent, "ignore", ignore));
        }

        // What has no rights here makes no tags.
        var text = only.Length > 0 ? Shown("only", only) : ignore.Length > 0 ? Shown("ignore", ignore) : Entries(tags?["only"] ?? tags?["ignore"], scope, texts) is { Length: > 0 } all ? Shown("tags", all) : "tags";
        return new Filters(onBranches, onTags, gates.DrainToImmutable(), new Located<string>(text, mapping.Span))
        {
            OnDefaultBranch = onBranches ? Any(DefaultBranches.NamedIn(only.Concat(ignore).Select(entry => entry.Value)).Select(branch => Takes(only, ignore, branch))) : Holding.Never,
            OnProposals = onBranches ? Takes(only, ignore, Proposed) : Holding.Never,
            NeverFor = (onTags ? RefKinds.None : RefKinds.Tag) | (onBranches ? RefKinds.None : RefKinds.Other),
        };
    }

    private static Holding Any(IEnumerable<Holding> holdings) => holdings.Aggregate(Holding.Never, (found, next) => found is Holding.Always || next is Holding.Always ? Holding.Always : found is Holding.Unknown ? found : next);

    private static Holding Takes(ImmutableArray<Located<string>> only, ImmutableArray<Located<string>> ignore, string branch)
    {
        var isOnly = only.Length == 0 ? true : Matches(only, branch);
        return (isOnly, Matches(ignore, branch)) switch
        {
            (false, _) or (_, true) => Holding.Never,
            (true, false) => Holding.Always,
            _ => Holding.Unknown,
        };
    }

    private static bool? Matches(ImmutableArray<Located<string>> entries, string branch)
    {
        var isUnknown = false;
        foreach (var entry in entries)
        {
            var found = RefPattern.PatternIn(entry.Value) is { } pattern ? RefPattern.Matches(pattern, branch) : entry.Value.Contains("<<", StringComparison.Ordinal) ? null : entry.Value == branch;
            if (found is true)
            {
                return true;
            }

            isUnknown |= found is null;
        }

        return isUnknown ? null : false;
    }

    private static Gate Gate(GateKind kind, string word, ImmutableArray<Located<string>> entries) => new(kind, Shown(word, entries), entries[0].Span);

    private static string Shown(string word, ImmutableArray<Located<string>> entries) => $"{word}: {string.Join(", ", entries.Take(4).Select(entry => entry.Value))}";

    private static ImmutableArray<Located<string>> Entries(YamlNode? node, Scope scope, TextResolver texts) =>
    [
        .. ((node as YamlSequence)?.Items ?? (node is null ? [] : [node])).OfType<YamlScalar>().Where(entry => !entry.IsNull)
            .Select(entry => texts.Resolve(entry, scope, takesDefaults: true)).Select(entry => new Located<string>(entry.Text, entry.Span)),
    ];
}
