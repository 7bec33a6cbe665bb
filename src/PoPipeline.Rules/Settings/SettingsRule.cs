using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>A rule about settings of a forge. What could not be seen is a gap, and what the plan has no notion of does not apply: neither is ever a pass.</summary>
public abstract class SettingsRule : Rule
{
    /// <summary>What could not be seen where no forge was asked.</summary>
    public const string All = "settings";

    /// <inheritdoc/>
    public sealed override Verdict Judge(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Settings is not { } settings)
        {
            // Whoever did not ask a forge is judged by this rule only where somebody named it.
            return new Verdict { Reason = "No forge was asked for its settings.", Gaps = [new Gap(All, "the forge was not asked for them; --forge names it", Failed: true)] };
        }

        var looks = Look(new SettingsView(snapshot, settings)).ToImmutableArray();
        var seen = looks.Count(look => look.Judged > 0);
        return new Verdict
        {
            Judged = looks.Sum(look => look.Judged),
            Findings = [.. looks.SelectMany(look => look.Findings)],
            Gaps = [.. looks.SelectMany(look => look.Gaps).GroupBy(gap => new { gap.Reason, gap.Failed }).Select(Together)],
            Reason = looks switch
            {
                [] => "Nothing was asked for that this rule looks at.",
                [var one] => one.Reason,
                _ when looks.FirstOrDefault(look => look.Judged == 0) is { } first => $"{seen} of {looks.Length} looked at. {first.Reason}",
                _ => $"{seen} of {looks.Length} looked at.",
            },
        };
    }

    /// <summary>What could not be seen, thing by thing: what is said once of many to a reader is not told apart from what is said of others.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public ImmutableArray<Gap> Unseen(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Settings is { } settings ? [.. Look(new SettingsView(snapshot, settings)).SelectMany(look => look.Gaps)] : Judge(snapshot).Gaps;
    }

    // What keeps many things from being seen is said once.
    private static Gap Together(IEnumerable<Gap> alike)
    {
        var gaps = alike.ToList();
        return gaps.Count == 1 ? gaps[0] : gaps[0] with { Subject = $"{gaps[0].Subject} and {Counted.Of(gaps.Count - 1, "more thing")}" };
    }

    /// <summary>Looks at each thing by itself: a repository, or the organisation.</summary>
    /// <param name="view">What there is to see.</param>
    /// <returns>What is said of each, with a reason that is one sentence.</returns>
    protected abstract IEnumerable<Verdict> Look(SettingsView view);

    /// <summary>What is said of something that is known, not known, or not there at all.</summary>
    /// <param name="fact">The thing.</param>
    /// <param name="what">What it is, as a noun: <c>the webhooks of 'acme/app'</c>.</param>
    /// <param name="look">Looks at it where it is known.</param>
    /// <typeparam name="T">What it is.</typeparam>
    protected static Verdict Of<T>(Observed<T> fact, string what, Func<T, Verdict> look)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(look);
        return fact.Value is { } value ? look(value)
            : fact.IsUnavailable ? Verdict.NotApplicable($"{Capital(what)} cannot be judged: {fact.Reason}.")
            : Unseen(what, fact.Reason, fact.HasFailed);
    }

    /// <summary>What is said of something that is as it should be, or not.</summary>
    /// <param name="reason">What was looked at, as a sentence.</param>
    /// <param name="findings">What is not as it should be.</param>
    protected static Verdict Seen(string reason, params ReadOnlySpan<Finding> findings) => new() { Judged = 1, Findings = [.. findings], Reason = reason };

    /// <summary>What is said of something of which a part may not be known.</summary>
    /// <param name="reason">What was looked at, as a sentence.</param>
    /// <param name="findings">What is not as it should be.</param>
    /// <param name="gaps">What of it is not known.</param>
    protected static Verdict Seen(string reason, IEnumerable<Finding> findings, IEnumerable<Gap> gaps) => new() { Judged = 1, Findings = [.. findings], Gaps = [.. gaps], Reason = reason };

    /// <summary>Something that the forge answered, but for this.</summary>
    /// <param name="what">What was looked at, as a noun.</param>
    /// <param name="whether">What it does not say, as a clause: <c>whether it ends</c>.</param>
    protected static Gap NotTold(string what, string whether) => new(what, $"the forge does not say {whether}", Failed: false);

    /// <summary>What is said of something that could not be looked at.</summary>
    /// <param name="what">What it is, as a noun.</param>
    /// <param name="why">Why, as a clause.</param>
    /// <param name="hasFailed">Whether looking was tried and failed.</param>
    protected static Verdict Unseen(string what, string why, bool hasFailed = false) => new()
    {
        Reason = $"{Capital(what)} could not be looked at.",
        Gaps = [new Gap(what, why, hasFailed)],
    };

    /// <summary>A text that begins with a capital.</summary>
    /// <param name="text">The text.</param>
    protected static string Capital(string text) => text is [var first, ..] ? char.ToUpperInvariant(first) + text[1..] : "";
}
