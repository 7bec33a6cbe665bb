using System.Collections.Immutable;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>Joins what several runs learnt of the organisation itself. Each asked for all of it: what one was told and another was not is known, and what they were told differently no one run was.</summary>
internal sealed class MergedOrganization
{
    private readonly ImmutableArray<OrganizationSettings> parts;
    private readonly List<ForgeSetting> differing = [];

    private MergedOrganization(ImmutableArray<OrganizationSettings> parts)
    {
        this.parts = parts;
        Joined = parts[0] with
        {
            Mfa = Fact(ForgeSetting.MfaDemand, part => part.Mfa),
            WithoutMfa = People(ForgeSetting.MfaUse, part => part.WithoutMfa),
            SignOn = Fact(ForgeSetting.SignOn, part => part.SignOn),
            Owners = People(ForgeSetting.OrganizationOwners, part => part.Owners),
            Roles = Fact(ForgeSetting.OrganizationRoles, part => part.Roles),
            OutsideCollaborators = People(ForgeSetting.OutsideCollaborators, part => part.OutsideCollaborators),
            Members = Fact(ForgeSetting.MemberRights, part => part.Members),
            Apps = Fact(ForgeSetting.Apps, part => part.Apps),
            Tokens = Keys(ForgeSetting.OrganizationTokens, part => part.Tokens),
            Webhooks = Fact(ForgeSetting.Webhooks, part => part.Webhooks),
            Pipelines = Fact(ForgeSetting.OrganizationPipelines, part => part.Pipelines),
            Ssh = Fact(ForgeSetting.Ssh, part => part.Ssh),
            Protection = Fact(ForgeSetting.OrganizationProtection, part => part.Protection),
        };
    }

    /// <summary>What they learnt together.</summary>
    public OrganizationSettings Joined { get; }

    /// <summary>What they were told differently.</summary>
    public IReadOnlyList<ForgeSetting> Differing => differing;

    /// <summary>Joins them.</summary>
    /// <param name="parts">What each run learnt, all of the same organisation.</param>
    public static MergedOrganization Of(ImmutableArray<OrganizationSettings> parts) => new(parts);

    private Observed<T> Fact<T>(ForgeSetting setting, Func<OrganizationSettings, Observed<T>> of)
        where T : class => Fact(setting, of, value => value, values => values[0]);

    // The runs themselves use tokens, and people go on working while they last: when somebody was there last is that of the first who asked.
    private Observed<AccessKeyList> Keys(ForgeSetting setting, Func<OrganizationSettings, Observed<AccessKeyList>> of) => Fact(
        setting,
        of,
        list => list with { Keys = [.. list.Keys.Select(key => key with { UsedAt = null })] },
        lists => lists[0] with { Keys = [.. lists[0].Keys.Select((key, index) => key with { UsedAt = First(lists.Select(list => list.Keys[index].UsedAt)) })] });

    private Observed<PrincipalList> People(ForgeSetting setting, Func<OrganizationSettings, Observed<PrincipalList>> of) => Fact(
        setting,
        of,
        list => list with { Principals = [.. list.Principals.Select(person => person with { ActiveAt = null })] },
        lists => lists[0] with { Principals = [.. lists[0].Principals.Select((person, index) => person with { ActiveAt = First(lists.Select(list => list.Principals[index].ActiveAt)) })] });

    private static DateTimeOffset? First(IEnumerable<DateTimeOffset?> moments) => moments.OrderBy(moment => moment ?? DateTimeOffset.MinValue).First();

    private Observed<T> Fact<T>(ForgeSetting setting, Func<OrganizationSettings, Observed<T>> of, Func<T, T> withoutMoments, Func<ImmutableArray<T>, T> first)
        where T : class
    {
        ImmutableArray<Observed<T>> facts = [.. parts.Select(of)];
        ImmutableArray<T> known = [.. facts.Select(fact => fact.Value).OfType<T>()];
        if (known.IsEmpty)
        {
            // What failed, or is not known, is no evidence that there is none.
            return facts.OrderByDescending(fact => fact.HasFailed).ThenBy(fact => fact.IsUnavailable).ThenBy(fact => fact.Why, StringComparer.Ordinal).First();
        }

        var isOne = known.Select(value => SettingText.Of(withoutMoments(value))).Distinct(StringComparer.Ordinal).Count() == 1;
        if (!isOne || facts.Any(fact => fact is { IsKnown: false, IsUnavailable: true }))
        {
            differing.Add(setting);
        }

        return Observed<T>.Known(isOne ? first(known) : known[0]);
    }
}
