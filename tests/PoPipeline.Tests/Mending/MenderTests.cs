using PoPipeline.Ledger;
using PoPipeline.Mending;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Mending;

public sealed class MenderTests
{
    private const string Path = ".github/workflows/ci.yml";

    private const string Workflow = """
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
              - run: npm ci && npm test
        """;

    private const string Action = """
        name: Setup
        description: Sets things up.
        runs:
          using: composite
          steps:
            - uses: actions/checkout@v4
            - run: npm ci && npm test
              shell: bash
        """;

    [Fact]
    public void What_becomes_safe_by_one_fix_is_mended_in_the_same_run()
    {
        using var tree = new TempTree().Write(Path, Workflow);

        var plan = Plan(tree);

        Assert.Equal(["PO3207", "PO3209"], plan.Mended.Select(finding => finding.Rule.Id).Order(StringComparer.Ordinal));
        Assert.Equal(Workflow, File.ReadAllText(tree.PathOf(Path)));
    }

    [Theory]
    [InlineData("git push")]
    [InlineData("./release.sh")]
    [InlineData("make release")]
    [InlineData("make test release")]
    [InlineData("npm run deploy")]
    [InlineData("npm run build:push && npm run test:release")]
    [InlineData("npm run build:push")]
    [InlineData("npm run test:release")]
    [InlineData("pnpm run build:prod:publish")]
    [InlineData("yarn run lint:version")]
    [InlineData("bun run check:tag")]
    [InlineData("npm run build:")]
    [InlineData("npm run :test")]
    [InlineData("make test:deploy")]
    [InlineData("mvn install:publish")]
    [InlineData("gradle build:publish")]
    [InlineData("npm run build:pages")]
    [InlineData("$TOOL")]
    [InlineData("eval \"$COMMANDS\"")]
    [InlineData("find . -exec git push ;")]
    public void What_may_push_keeps_its_token_and_its_rights(string command)
    {
        using var tree = new TempTree().Write(Path, Workflow.Replace("npm ci && npm test", command, StringComparison.Ordinal));

        Assert.Empty(Plan(tree).Mended);
    }

    [Theory]
    [InlineData("npm run test:unit && npm run build:prod")]
    [InlineData("yarn run test:e2e:ci")]
    [InlineData("make test")]
    public void What_builds_and_tests_by_a_well_known_name_needs_neither(string command)
    {
        using var tree = new TempTree().Write(Path, Workflow.Replace("npm ci && npm test", command, StringComparison.Ordinal));

        Assert.Equal(["PO3207", "PO3209"], Plan(tree).Mended.Select(finding => finding.Rule.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_checked_out_with_a_token_of_its_own_is_not_held_by_the_rights_of_the_job()
    {
        using var tree = new TempTree().Write(Path, """
            on: push
            permissions:
              contents: read
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - uses: actions/checkout@v4
                    with:
                      token: ${{ secrets.RELEASER }}
                  - run: ./release.sh
            """);

        Assert.Empty(Plan(tree).Mended);
    }

    [Fact]
    public void A_comment_above_an_input_of_a_checkout_stays_with_it()
    {
        using var tree = new TempTree().Write(Path, """
            on: push
            permissions:
              contents: read
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - uses: actions/checkout@v4
                    with: # all
                      # the history
                      fetch-depth: 0
                  - run: make test
            """);

        Assert.Contains("with: # all\n          persist-credentials: false\n          # the history\n", Assert.Single(Plan(tree).Files).After, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_behind_a_link_is_left_and_it_is_said_why()
    {
        using var tree = new TempTree().Write("real/setup.yml", Action).Link("setup/action.yml", "../real/setup.yml");

        var plan = Plan(tree);

        Assert.Empty(plan.Files);
        Assert.All(plan.Left, left => Assert.Contains("is a symbolic link", left.Reason, StringComparison.Ordinal));
        Assert.NotEmpty(plan.Left);
    }

    [Fact]
    public void A_file_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        using var tree = new TempTree().Write(Path, Workflow);
        var file = Assert.Single(Plan(tree).Files);
        tree.Write(Path, "theirs");

        var exception = Assert.Throws<RefusedException>(file.Write);

        Assert.Contains("changed meanwhile", exception.Message, StringComparison.Ordinal);
        Assert.Equal("theirs", File.ReadAllText(tree.PathOf(Path)));
        Assert.Single(Directory.EnumerateFiles(tree.PathOf(".github/workflows")));
    }

    [Fact]
    public void A_file_that_became_a_link_meanwhile_is_not_written_through()
    {
        using var tree = new TempTree().Write(Path, Workflow);
        var file = Assert.Single(Plan(tree).Files);
        File.Move(tree.PathOf(Path), tree.PathOf("moved.yml"));
        tree.Link(Path, "../../moved.yml");

        Assert.Throws<RefusedException>(file.Write);

        Assert.Equal(Workflow, File.ReadAllText(tree.PathOf("moved.yml")));
    }

    [Fact]
    public void A_file_keeps_its_mode_and_one_that_may_not_be_written_is_left()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        using var tree = new TempTree().Write(Path, Workflow).Write(".github/workflows/closed.yml", Workflow);
        File.SetUnixFileMode(tree.PathOf(Path), Mode);
        File.SetUnixFileMode(tree.PathOf(".github/workflows/closed.yml"), UnixFileMode.UserRead);

        var plan = Plan(tree, applies: true);
        Assert.Single(plan.Files).Write();

        Assert.Equal(Mode, File.GetUnixFileMode(tree.PathOf(Path)));
        Assert.All(plan.Left, left => Assert.Contains("may not be written", left.Reason, StringComparison.Ordinal));
        Assert.NotEmpty(plan.Left);
    }

    [Fact]
    public void What_may_not_be_written_to_is_shown_with_its_fixes_where_nothing_is_written()
    {
        using var tree = new TempTree().Write(Path, Workflow);
        File.SetAttributes(tree.PathOf(Path), FileAttributes.ReadOnly);

        var plan = Plan(tree);

        Assert.True(Assert.Single(plan.Files).IsReadOnly);
        Assert.Empty(plan.Left);
        File.SetAttributes(tree.PathOf(Path), FileAttributes.Normal);
    }

    [Fact]
    public void A_finding_with_an_exception_is_left_as_it_is()
    {
        using var tree = new TempTree().Write(Path, Workflow.Replace("  test:", "  test: # po: ignore PO3207 until 2027-01-31 -- the token of the organisation only reads", StringComparison.Ordinal));

        var plan = Plan(tree);

        Assert.DoesNotContain(plan.Mended, finding => finding.Rule.Id is "PO3207");
        Assert.True(Assert.Single(plan.Left, left => left.Finding.Rule.Id is "PO3207").Excused);
    }

    [Fact]
    public void Only_findings_of_the_rules_that_are_asked_for_are_mended()
    {
        using var tree = new TempTree().Write(Path, Workflow);

        var plan = Plan(tree, new RuleSelection { Rules = ["PO3207"] });

        Assert.Equal(["PO3207"], plan.Mended.Select(finding => finding.Rule.Id));
    }

    private static MendingPlan Plan(TempTree tree, RuleSelection? selection = null, bool applies = false)
    {
        var time = new FixedTime(CaseTree.ObservedAt);
        var request = new CollectionRequest { Root = tree.Root, UseGit = false };
        return new Mender(time) { Applies = applies }.Plan(request, new Collector(time).Collect(request), [], selection ?? new RuleSelection { Pedantic = true });
    }
}
