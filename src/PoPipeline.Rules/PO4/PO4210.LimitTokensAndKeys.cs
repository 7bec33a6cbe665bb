using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4210: keys and tokens end, and those that nobody uses are gone.</summary>
public sealed class PO4210LimitTokensAndKeys : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "Keys and tokens that may write have an end where they can have one, and none is left that nobody uses.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [613];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.RepositoryKeys, ForgeSetting.OrganizationTokens];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        return Of(repository.Keys, $"the list of keys of '{repository.Name}'", list => Look(list, $"'{repository.Name}'", view, (part, what) => view.On(repository, part, what, SettingTopic.RepositoryKeys)));
    }

    /// <inheritdoc/>
    protected override Verdict? LookAround(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        return Of(organization.Tokens, $"the list of tokens of '{organization.Name}'", list => Look(list, $"'{organization.Name}'", view, (part, what) => view.On(organization, part, what, SettingTopic.Tokens)));
    }

    private static Verdict Look(AccessKeyList list, string where, SettingsView view, Func<string, string, Finding> find)
    {
        // One that has ended lets nobody in.
        var keys = list.Keys.Where(key => key.EndsAt is not { } end || end > view.Snapshot.ObservedAt)
            .GroupBy(key => $"{key.Kind}/{key.Name}", StringComparer.Ordinal)
            .OrderBy(named => named.Key, StringComparer.Ordinal)
            .Select(named => new { named.Key, Faults = named.Select(key => FaultOf(key, where, view)).OfType<Fault>().ToImmutableArray(), Gaps = named.SelectMany(key => GapsOf(key, where, view)).ToImmutableArray() })
            .ToImmutableArray();
        return Seen(
            keys.IsEmpty ? $"No key lets anybody in to {where}." : $"{Counted.Of(keys.Length, "key")} of {where} looked at.",
            keys.Where(key => !key.Faults.IsEmpty).Select(key => find($"keys/{key.Key}", key.Faults.MaxBy(fault => fault.Severity)!.What) with
            {
                Severity = key.Faults.Max(fault => fault.Severity),
                Evidence = string.Join('\n', key.Faults.Select(fault => fault.Evidence).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            }),
            keys.SelectMany(key => key.Gaps));
    }

    private static Fault? FaultOf(AccessKey key, string where, SettingsView view)
    {
        var isEndless = key is { MayEnd: true, EndsAt: null, MayWrite: true };
        var unused = LastUse(key) is { } last && last < view.Snapshot.ObservedAt.AddDays(-view.Policy.InactiveDays)
            ? key.UsedAt is null ? $"was never used since {last:yyyy-MM-dd}, when it was made" : $"was used last on {last:yyyy-MM-dd}"
            : null;
        if (!isEndless && unused is null)
        {
            return null;
        }

        var does = key.MayWrite switch { true => "which lets whoever holds it change things", false => "which lets whoever holds it read", null => "of which the forge does not say whether it may write" };
        var what = string.Join(" and ", new[] { isEndless ? "never ends" : null, unused }.OfType<string>());
        return new Fault(
            $"The {key.Kind} '{key.Name}' of {where}, {does}, {what}. {(unused is null ? "A copy of it, in a log, a backup or on the machine of somebody who left, works for ever" : "Nobody would notice that somebody else uses it, and nobody misses it")}.",
            key.MayWrite is false ? Severity.Low : Severity.Medium,
            $"{key.Kind} {key.Name} {(key.MayWrite is false ? "reads" : "writes")}{(isEndless ? " endless" : "")}{(unused is null ? "" : " unused")}");
    }

    private static IEnumerable<Gap> GapsOf(AccessKey key, string where, SettingsView view)
    {
        var what = $"the {key.Kind} '{key.Name}' of {where}";
        if (key is { MayEnd: true, EndsAt: null, MayWrite: null })
        {
            yield return NotTold(what, "whether it may write");
        }

        if (LastUse(key) is null)
        {
            yield return NotTold(what, "when it was used last");
        }
    }

    // One that was never used is as old as it is. Where nobody tells, nothing is known.
    private static DateTimeOffset? LastUse(AccessKey key) => key.UsedAt ?? (key.TellsUse ? key.CreatedAt : null);

    // What is said of a key, and what it rests on.
    private sealed record Fault(string What, Severity Severity, string Evidence);
}
