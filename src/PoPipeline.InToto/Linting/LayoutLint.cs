using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Linting;

/// <summary>Looks for what makes a layout weaker than it looks. No signature is asked for.</summary>
public static class LayoutLint
{
    /// <summary>The weaknesses of a layout, in the order of the places.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="now">The time.</param>
    /// <param name="notice">How long before it expires that is said.</param>
    public static ImmutableArray<LayoutRemark> Of(Layout layout, DateTimeOffset now, TimeSpan notice)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var remarks = OfExpiry(layout, now, notice)
            .Concat(layout.Steps.IsEmpty ? [new(LayoutWeakness.NoSteps, layout.Place, "The layout has no steps, so that it asks for nothing.")] : [])
            .Concat(layout.Steps.SelectMany(step => OfStep(layout, step)))
            .Concat(OfSharedKeys(layout))
            .Concat(layout.Inspections.SelectMany(inspection => OfInspection(layout, inspection)));
        return [.. remarks.OrderBy(remark => (remark.Place.InPayload ?? remark.Place).Line).ThenBy(remark => (remark.Place.InPayload ?? remark.Place).Column).ThenBy(remark => remark.Weakness)];
    }

    private static IEnumerable<LayoutRemark> OfExpiry(Layout layout, DateTimeOffset now, TimeSpan notice)
    {
        var day = layout.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (layout.Expires < now)
        {
            yield return new(LayoutWeakness.Expired, layout.ExpiresPlace, $"The layout expired on {day}, so that nothing verifies by it. Sign it anew with a later 'expires'.");
        }
        else if (layout.Expires - now <= notice)
        {
            yield return new(LayoutWeakness.ExpiresSoon, layout.ExpiresPlace, $"The layout expires on {day}; from then on nothing verifies by it. Sign it anew with a later 'expires' before that day.");
        }
    }

    private static IEnumerable<LayoutRemark> OfStep(Layout layout, LayoutStep step)
    {
        var name = Shown.Of(step.Name);
        var keys = step.KeyIds.DistinctBy(id => id.KeyId, StringComparer.Ordinal).Select(id => (Id: id, Key: layout.KeyOf(id.KeyId))).ToList();
        if (keys.Count == 0)
        {
            yield return new(LayoutWeakness.StepWithoutKeys, step.Place, $"The step '{name}' names no key that may sign it, so that nobody can do it. Name the keys of those who may in 'pubkeys'.");
        }

        if (step.Threshold == 1)
        {
            yield return new(LayoutWeakness.ThresholdOfOne, step.ThresholdPlace, $"The step '{name}' asks for one signature, so that one person alone, or one stolen key, can do it. Ask for two or more in 'threshold'.");
        }

        foreach (var (id, key) in keys)
        {
            if (key is null)
            {
                yield return new(LayoutWeakness.UnknownKey, id.Place, $"The step '{name}' names the key {Shown.Of(id.KeyId)}, which the layout has not. Add it to 'keys', or take it out of 'pubkeys'.");
            }
            else if (key.Unsupported is { } reason)
            {
                yield return new(LayoutWeakness.UnsupportedKey, id.Place, $"The step '{name}' names the key {Shown.Of(id.KeyId)}, which cannot be used here: {reason}.");
            }
        }

        if (step.CertificatesPlace is { } certificates)
        {
            yield return new(LayoutWeakness.UnsupportedKey, certificates, $"The step '{name}' lets certificates sign ('cert_constraints'), which are not supported here; links that they sign are not counted.");
        }

        var usable = keys.Where(pair => pair.Key?.Key is not null).GroupBy(pair => pair.Key!.Key!.Material, StringComparer.Ordinal).ToList();
        foreach (var again in usable.SelectMany(group => group.Skip(1)))
        {
            yield return new(LayoutWeakness.RepeatedKey, again.Id.Place, $"The step '{name}' names one key under several ids; it counts once. Take {Shown.Of(again.Id.KeyId)} out of 'pubkeys'.");
        }

        if (keys.Count > 0 && step.Threshold > usable.Count && step.CertificatesPlace is null && keys.TrueForAll(pair => pair.Key?.Unsupported is null))
        {
            yield return new(LayoutWeakness.ThresholdOutOfReach, step.ThresholdPlace, $"The step '{name}' asks for {Amount.Of(step.Threshold, "signature")} and has {Amount.Of(usable.Count, "key")} that could make them. Name more keys in 'pubkeys', or lower 'threshold'.");
        }

        foreach (var remark in OfRules(layout, step.Materials, $"materials of the step '{name}'").Concat(OfRules(layout, step.Products, $"products of the step '{name}'")))
        {
            yield return remark;
        }
    }

    private static IEnumerable<LayoutRemark> OfInspection(Layout layout, LayoutInspection inspection)
    {
        var name = Shown.Of(inspection.Name);
        if (!inspection.Run.IsEmpty)
        {
            yield return new(LayoutWeakness.RunsCommand, inspection.Place, $"The inspection '{name}' has a command, which in-toto-verify runs on the machine that verifies. PoPipeline never does. Verify where that command may run.");
        }

        foreach (var remark in OfRules(layout, inspection.Materials, $"materials of the inspection '{name}'").Concat(OfRules(layout, inspection.Products, $"products of the inspection '{name}'")))
        {
            yield return remark;
        }
    }

    // No name is empty, so that '?*' refuses all of them. Allowing is as good as open already where only the length of a name counts.
    private static IEnumerable<LayoutRemark> OfRules(Layout layout, RuleList list, string what)
    {
        if (list.Rules.LastOrDefault()?.Rule is not { Kind: ArtifactRuleKind.Disallow, Pattern: var refused } || Pattern.Of(refused).LeastLength is not (0 or 1))
        {
            yield return new(LayoutWeakness.OpenRules, list.Rules.LastOrDefault()?.Place ?? list.Place, $"The rules about the {what} do not end with DISALLOW *, so that whatever no rule names is allowed. End them with [\"DISALLOW\", \"*\"].");
        }

        foreach (var (place, rule) in list.Rules)
        {
            if (rule.Kind is ArtifactRuleKind.Allow && Pattern.Of(rule.Pattern).LeastLength is not null)
            {
                yield return new(LayoutWeakness.AllowsEverything, place, $"The rules about the {what} hold ALLOW {Shown.Of(rule.Pattern)}, so that nothing is left that rules behind it could refuse. Allow what is expected by name.");
            }
            else if (rule.Kind is ArtifactRuleKind.Match && !layout.Has(rule.Step))
            {
                yield return new(LayoutWeakness.UnknownStep, place, $"A rule about the {what} matches with '{Shown.Of(rule.Step)}', which is no step of the layout, so that it never matches. Name a step.");
            }
        }
    }

    private static IEnumerable<LayoutRemark> OfSharedKeys(Layout layout)
    {
        Dictionary<string, string> firsts = new(StringComparer.Ordinal);
        foreach (var step in layout.Steps)
        {
            foreach (var id in step.KeyIds.DistinctBy(id => id.KeyId, StringComparer.Ordinal))
            {
                var material = layout.KeyOf(id.KeyId)?.Key?.Material ?? id.KeyId;
                if (!firsts.TryAdd(material, step.Name) && firsts[material] != step.Name)
                {
                    yield return new(LayoutWeakness.SharedKey, id.Place, $"The key {Shown.Of(id.KeyId)} may sign the step '{Shown.Of(step.Name)}' and the step '{Shown.Of(firsts[material])}', so that who holds it can do both. Give each step keys of its own.");
                }
            }
        }
    }
}
