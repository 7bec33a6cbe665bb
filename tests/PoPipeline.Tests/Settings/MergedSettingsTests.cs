using System.Collections.Immutable;
using System.Reflection;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;

namespace PoPipeline.Tests.Settings;

/// <summary>What several runs learnt of one organisation is joined without regard to the order in which they are named, or not at all.</summary>
public sealed class MergedSettingsTests
{
    private static readonly OrganizationSettings Organization = new() { Name = "acme", Url = "https://github.com/acme", Repositories = new RepositoryManifest(0, []) };

    // Each fact that there is, also one that is thought of later.
    public static TheoryData<string> Facts => [.. typeof(OrganizationSettings).GetProperties().Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Observed<>)).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void What_one_run_could_not_see_is_what_another_one_saw_in_either_order(string fact)
    {
        var (known, unknown, other) = (With(fact, "Known", Some(fact, seed: 1)), With(fact, "Unknown", "the token lacks it"), With(fact, "Failed", "503"));

        Assert.All(Orders(known, unknown, other), order =>
        {
            Assert.Null(MergedSettings.Fault(order));
            Assert.Equal(SettingText.Of(known.Organization!), SettingText.Of(MergedSettings.Of(order).Organization!));
        });
        Assert.All(Orders(unknown, other, unknown), order => Assert.Equal(SettingText.Of(other.Organization!), SettingText.Of(MergedSettings.Of(order).Organization!)));
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public void What_two_runs_saw_differently_is_refused_in_either_order(string fact)
    {
        var (one, other, none) = (With(fact, "Known", Some(fact, seed: 1)), With(fact, "Known", Some(fact, seed: 2)), With(fact, "Unavailable", "the plan has none"));

        Assert.All(Orders(one, other, one), order => Assert.EndsWith("of 'acme' differently", MergedSettings.Fault(order), StringComparison.Ordinal));
        Assert.All(Orders(one, none, one), order => Assert.EndsWith("of 'acme' differently", MergedSettings.Fault(order), StringComparison.Ordinal));
        Assert.All(Orders(one, one, one), order => Assert.Null(MergedSettings.Fault(order)));
    }

    [Fact]
    public void What_is_not_known_is_not_taken_to_be_unavailable()
    {
        var (none, unknown) = (With("Tokens", "Unavailable", "the plan has none"), With("Tokens", "Unknown", "the token lacks it"));

        Assert.All(Orders(none, unknown, none), order => Assert.Equal(SettingText.Of(unknown.Organization!), SettingText.Of(MergedSettings.Of(order).Organization!)));
    }

    [Fact]
    public void When_a_token_was_used_may_differ_since_the_runs_use_them_and_the_first_moment_counts()
    {
        ForgeSettings[] parts = [Used(hour: 9), Used(hour: 8), Used(hour: 10)];

        Assert.All(Orders(parts), order =>
        {
            Assert.Null(MergedSettings.Fault(order));
            Assert.Equal(8, MergedSettings.Of(order).Organization!.Tokens.Value!.Keys[0].UsedAt!.Value.Hour);
        });

        static ForgeSettings Used(int hour) => Of(Organization with
        {
            Tokens = Observed<AccessKeyList>.Known(new AccessKeyList([new AccessKey { Name = "a", Kind = "token", TellsUse = true, UsedAt = new DateTimeOffset(2026, 11, 1, hour, 0, 0, TimeSpan.Zero) }])),
        });
    }

    [Fact]
    public void What_a_list_of_people_does_not_tell_is_not_told_by_what_is_joined_either()
    {
        var (part, whole) = (People("the others are none of ours"), People(untold: null));

        Assert.All(Orders(part, part, part), order =>
        {
            Assert.Null(MergedSettings.Fault(order));
            Assert.Equal("the others are none of ours", MergedSettings.Of(order).Organization!.WithoutMfa.Value!.Untold);
        });
        Assert.All(Orders(part, whole, part), order => Assert.EndsWith("of 'acme' differently", MergedSettings.Fault(order), StringComparison.Ordinal));

        static ForgeSettings People(string? untold) => Of(Organization with { WithoutMfa = Observed<PrincipalList>.Known(new PrincipalList([new Principal { Name = "mallory" }]) { Untold = untold }) });
    }

    [Fact]
    public void One_without_a_list_of_repositories_is_refused()
    {
        Assert.All(
            Orders(Of(Organization), Of(Organization with { Repositories = null }), Of(Organization)),
            order => Assert.Contains("does not say which repositories there are", MergedSettings.Fault(order), StringComparison.Ordinal));
        Assert.NotNull(MergedSettings.Fault([Of(Organization with { Repositories = null }), Of(Organization with { Repositories = null })]));
    }

    [Fact]
    public void A_repository_that_two_saw_is_merged_where_they_saw_the_same()
    {
        var one = Of(Organization, isArchived: false);

        Assert.Null(MergedSettings.Fault([one, Of(Organization, isArchived: false)]));
        Assert.All(Orders(one, Of(Organization, isArchived: true), one), order => Assert.Equal("two of them looked at 'acme/app' and saw it differently", MergedSettings.Fault(order)));
    }

    private static IEnumerable<ImmutableArray<ForgeSettings>> Orders(params ForgeSettings[] parts) => [[.. parts], [.. parts.Reverse()], [parts[1], parts[0], parts[2]], [parts[2], parts[0], parts[1]]];

    private static ForgeSettings Of(OrganizationSettings organization) => new() { Forge = Forge.GitHub, Server = "https://github.com", Organization = organization };

    private static ForgeSettings Of(OrganizationSettings organization, bool isArchived) => Of(organization) with
    {
        Repositories = [new RepositorySettings { Name = "acme/app", Url = "https://github.com/acme/app", Traits = Observed<RepositoryTraits>.Known(new RepositoryTraits { IsArchived = isArchived }) }],
    };

    private static ForgeSettings With(string fact, string how, object what)
    {
        var property = typeof(OrganizationSettings).GetProperty(fact)!;
        var organization = Organization with { };
        property.SetValue(organization, property.PropertyType.GetMethod(how, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [what]));
        return Of(organization);
    }

    private static object Some(string fact, int seed) => typeof(OrganizationSettings).GetProperty(fact)!.PropertyType.GetGenericArguments()[0] switch
    {
        var type when type == typeof(MfaDemand) => new MfaDemand(seed == 1, null, null, null),
        var type when type == typeof(PrincipalList) => new PrincipalList([new Principal { Name = $"{seed}" }]),
        var type when type == typeof(SignOn) => new SignOn($"{seed}.example.com"),
        var type when type == typeof(RoleList) => new RoleList([new OrganizationRole { Name = $"{seed}" }]),
        var type when type == typeof(MemberRights) => new MemberRights { MayDelete = seed == 1 },
        var type when type == typeof(AppList) => new AppList([new InstalledApp($"{seed}", TakesAll: true, [], IsSuspended: false)]),
        var type when type == typeof(AccessKeyList) => new AccessKeyList([new AccessKey { Name = $"{seed}", Kind = "token" }]),
        var type when type == typeof(WebhookList) => new WebhookList([new Webhook($"https://{seed}.example.com", IsActive: true, null, null)]),
        var type when type == typeof(PipelineSettings) => new PipelineSettings { TokenMayWrite = seed == 1 },
        var type when type == typeof(SshSettings) => new SshSettings(seed == 1, null, null),
        var type when type == typeof(BranchProtection) => new BranchProtection { Branch = $"{seed}" },
        var type => throw new NotSupportedException($"Make two of {type.Name} that differ."),
    };
}
