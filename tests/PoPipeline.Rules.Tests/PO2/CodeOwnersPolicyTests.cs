using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO2;

namespace PoPipeline.Rules.Tests.PO2;

public sealed class CodeOwnersPolicyTests
{
    private static readonly OwnersEntry Source = Entry("/src/", 1, "@alice");

    [Fact]
    public void Without_a_minimum_an_unowned_file_is_worth_knowing_and_no_more() =>
        Assert.Equal(Severity.Low, new PO2103OwnEveryFile().Judge(Snapshot(new CodeOwnersPolicy())).Findings.Single().Severity);

    [Fact]
    public void Below_the_minimum_of_the_policy_an_unowned_file_is_a_weakness()
    {
        var finding = new PO2103OwnEveryFile().Judge(Snapshot(new CodeOwnersPolicy { MinimumShare = 0.8 })).Findings.Single();

        Assert.Equal(Severity.Medium, finding.Severity);
        Assert.Contains("2 of 4 tracked files (50 %) have no owner, and the policy allows 20 %", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_minimum_is_met_by_the_share_itself() =>
        Assert.Equal(VerdictKind.Pass, new PO2103OwnEveryFile().Judge(Snapshot(new CodeOwnersPolicy { MinimumShare = 0.5 })).Kind);

    [Fact]
    public void Exempt_files_need_no_owner()
    {
        var policy = new CodeOwnersPolicy { Exempt = ["*.md", "/CODEOWNERS"], MinimumShare = 1 };

        Assert.Equal(VerdictKind.Pass, new PO2103OwnEveryFile().Judge(Snapshot(policy)).Kind);
        Assert.Equal(VerdictKind.NotApplicable, new PO2104OwnSecurityCriticalFiles().Judge(Snapshot(policy)).Kind);
    }

    [Fact]
    public void The_policy_names_further_critical_files()
    {
        var findings = new PO2104OwnSecurityCriticalFiles().Judge(Snapshot(new CodeOwnersPolicy { Critical = ["*.md"] })).Findings;

        Assert.Equal(["CODEOWNERS#codeowners", "CODEOWNERS#named"], findings.Select(finding => finding.Subject));
        Assert.All(findings, finding => Assert.Equal(Severity.Medium, finding.Severity));
    }

    [Fact]
    public void A_pipeline_is_critical_wherever_it_lies()
    {
        var snapshot = Snapshot(new CodeOwnersPolicy { Exempt = ["/CODEOWNERS"] });
        snapshot = snapshot with { Pipelines = [new Pipeline { Platform = Platform.GitHubActions, Kind = PipelineKind.Workflow, Path = "README.md" }] };

        Assert.Equal("CODEOWNERS#pipelines", new PO2104OwnSecurityCriticalFiles().Judge(snapshot).Findings.Single().Subject);
    }

    [Fact]
    public void A_name_that_the_policy_calls_a_group_is_one()
    {
        Assert.Equal(VerdictKind.Fail, new PO2105DesignateGroups().Judge(Snapshot(new CodeOwnersPolicy())).Kind);
        Assert.Equal(VerdictKind.Pass, new PO2105DesignateGroups().Judge(Snapshot(new CodeOwnersPolicy { Groups = ["@Alice"] })).Kind);
    }

    [Fact]
    public void A_list_of_files_with_gaps_is_no_ground_to_call_a_pattern_dead()
    {
        var snapshot = Snapshot(new CodeOwnersPolicy(), Entry("/gone/", 2, "@acme/team"));
        var incomplete = snapshot with { Repository = snapshot.Repository with { Gaps = ["git could not be run"] } };

        Assert.Equal(VerdictKind.Fail, new PO2109RemoveDeadPatterns().Judge(snapshot).Kind);
        Assert.Equal(VerdictKind.Unknown, new PO2109RemoveDeadPatterns().Judge(incomplete).Kind);
    }

    [Fact]
    public void Patterns_written_to_take_too_much_work_are_given_up_and_never_a_pass()
    {
        var snapshot = Snapshot(new CodeOwnersPolicy(), [.. Enumerable.Range(0, 20_000).Select(number => Entry($"*q{number}*", number + 2, "@acme/team"))]);
        ImmutableArray<string> files = [.. Enumerable.Range(0, 20_000).Select(number => $"src/{number}.c").Order(StringComparer.Ordinal)];

        var verdict = new PO2103OwnEveryFile().Judge(snapshot with { Repository = new Repository { Files = files } });

        Assert.Equal(VerdictKind.Unknown, verdict.Kind);
        Assert.True(verdict.Gaps.Single().Failed);
    }

    [Fact]
    public void The_list_of_folders_in_a_message_is_bounded()
    {
        var snapshot = Snapshot(new CodeOwnersPolicy());
        ImmutableArray<string> files = [.. Enumerable.Range(0, 5_000).Select(number => $"folder{number}/{new string('x', 100)}").Append("src/x").Order(StringComparer.Ordinal)];

        var message = new PO2103OwnEveryFile().Judge(snapshot with { Repository = new Repository { Files = files } }).Findings.Single().Message;

        Assert.InRange(message.Length, 1, 1_000);
        Assert.Contains("and 4995 in 4995 more folders", message, StringComparison.Ordinal);
    }

    private static OwnersEntry Entry(string pattern, int line, string owner) => new()
    {
        Pattern = pattern,
        Span = new Place("CODEOWNERS", new Region(line, 1, line, pattern.Length + 1)),
        Owners = [new Located<string>(owner, new Place("CODEOWNERS", new Region(line, pattern.Length + 2, line, pattern.Length + 2 + owner.Length)))],
    };

    private static Snapshot Snapshot(CodeOwnersPolicy policy, params ImmutableArray<OwnersEntry> more) => new()
    {
        ObservedAt = DateTimeOffset.UnixEpoch,
        Repository = new Repository { Files = ["CODEOWNERS", "README.md", "src/a.c", "src/b.c"] },
        Policy = new Policy { CodeOwners = policy },
        CodeOwners =
        [
            new CodeOwnersFile
            {
                Forge = Forge.GitHub,
                Path = "CODEOWNERS",
                Effective = true,
                Sections = [new OwnersSection { Name = "", Span = Place.StartOf("CODEOWNERS"), Entries = [Source, .. more] }],
            },
        ],
    };
}
