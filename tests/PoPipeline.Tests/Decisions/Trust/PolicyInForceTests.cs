using PoPipeline.Decisions.Trust;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Tests.Decisions.Trackers.Folder;

namespace PoPipeline.Tests.Decisions.Trust;

/// <summary>Which policy judges a tree, wherever it was cloned from and whatever was pushed there.</summary>
public sealed class PolicyInForceTests
{
    private const string Strict = "required: [PO.3.2]\nexceptions:\n  inline: false\n";
    private const string Loose = "exceptions:\n  inline: true\n";

    [Fact]
    public void The_policy_of_the_branch_judges_a_change_in_a_clone()
    {
        using var origin = Published();
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("switch", "--quiet", "--create", "change");
        clone.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);

        var (policy, trust) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);

        Assert.Equal((PolicySource.Branch, "main", false), (trust.Source, trust.Branch, policy.Exceptions.Inline));
        Assert.Equal(["required", "exceptions.inline"], trust.Loosened.Select(demand => demand.Key));
        Assert.Equal(["PO.3.2"], policy.Required);
    }

    [Fact]
    public void A_policy_that_is_deleted_or_not_committed_still_judges()
    {
        using var origin = Published();
        using var clone = FolderTrackerTests.Clone(origin);
        File.Delete(Path.Combine(clone.Root, ".popipeline.yml"));

        var (policy, trust) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);

        Assert.Equal((false, 2), (policy.Exceptions.Inline, trust.Loosened.Length));
    }

    [Fact]
    public void A_pushed_branch_with_a_usual_name_is_not_believed_where_nobody_names_the_default()
    {
        using var origin = Published("trunk");
        origin.Git("switch", "--quiet", "--create", "main");
        origin.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("remote", "set-head", "origin", "--delete");

        var (policy, trust) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);

        Assert.Equal((PolicySource.Unknown, true), (trust.Source, trust.Reason.Contains("--trusted-branch", StringComparison.Ordinal)));
        Assert.True(policy.Exceptions.Inline);
        (policy, trust) = PolicyInForce.Of(clone.Root, config: null, new BranchHint(Given: null, Told: "trunk"));
        Assert.Equal((PolicySource.Branch, "trunk", false), (trust.Source, trust.Branch, policy.Exceptions.Inline));
    }

    [Theory]
    [InlineData("https://gitlab.example.com/acme/app.git", "CI_DEFAULT_BRANCH", "GITHUB_EVENT_PATH")]
    [InlineData("https://github.com/acme/app.git", "GITHUB_EVENT_PATH", "CI_DEFAULT_BRANCH")]
    public void Where_nobody_names_the_default_the_forge_that_hosts_the_clone_is_spoken_of_alone(string remote, string said, string unsaid)
    {
        using var origin = Published();
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("remote", "set-head", "origin", "--delete");
        clone.Git("remote", "set-url", "origin", remote);

        var (_, trust) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);

        Assert.Contains(said, trust.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(unsaid, trust.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_branch_is_not_known_the_tree_asks_for_no_less_than_the_defaults_do()
    {
        using var origin = Published();
        origin.Write(".popipeline.yml", "exceptions:\n  maximum-days: 3000\n  approvers: [mallory@example.org]\nrules:\n  disable:\n    - { rule: PO3204, reason: a }\n").Commit(RecordsRepository.Mallory);
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("remote", "set-head", "origin", "--delete");

        var (policy, _) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);

        Assert.Equal((365, 0), (policy.Exceptions.MaximumDays, policy.Disabled.Length));
    }

    [Fact]
    public void The_branch_that_the_trusted_policy_names_judges_and_not_the_one_that_the_tree_names()
    {
        using var origin = Published();
        origin.Git("branch", "evil");
        origin.Git("switch", "--quiet", "--create", "release");
        origin.Write(".popipeline.yml", "exceptions:\n  maximum-days: 10\n  records: { branch: release }\n").Commit(RecordsRepository.Alice);
        origin.Git("switch", "--quiet", "main");
        origin.Write(".popipeline.yml", "exceptions:\n  records: { branch: release }\n").Commit(RecordsRepository.Alice);
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Write(".popipeline.yml", "exceptions:\n  records: { branch: evil }\n");

        var (policy, trust) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);

        Assert.Equal(("release", 10, "release"), (trust.Branch, policy.Exceptions.MaximumDays, policy.Exceptions.Records.Branch));
    }

    [Fact]
    public void A_file_inside_the_tree_is_compared_and_one_outside_of_it_is_taken_as_it_is()
    {
        using var origin = Published();
        origin.Write("ci/policy.yml", Strict).Commit(RecordsRepository.Alice);
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Write("ci/policy.yml", Loose);
        using var outside = new TempTree();
        outside.Write("policy.yml", Loose);

        Assert.Equal(2, PolicyInForce.Of(clone.Root, Path.Combine(clone.Root, "ci", "policy.yml"), BranchHint.None).Trust.Loosened.Length);
        var (policy, trust) = PolicyInForce.Of(clone.Root, outside.PathOf("policy.yml"), BranchHint.None);
        Assert.Equal((PolicySource.Given, true), (trust.Source, policy.Exceptions.Inline));
    }

    [Fact]
    public void A_link_outside_of_the_tree_that_leads_into_it_makes_no_file_of_the_runner_of_it()
    {
        using var origin = Published();
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Write(".popipeline.yml", Loose);
        using var outside = new TempTree();
        File.CreateSymbolicLink(outside.PathOf("policy.yml"), Path.Combine(clone.Root, ".popipeline.yml"));

        Assert.Equal(2, PolicyInForce.Of(clone.Root, outside.PathOf("policy.yml"), BranchHint.None).Trust.Loosened.Length);
    }

    [Fact]
    public void A_plain_folder_and_a_clone_of_ones_own_are_judged_by_their_own_policy_and_it_is_said()
    {
        using var plain = new TempTree();
        plain.Write(".popipeline.yml", Loose);
        using var own = Published();

        Assert.Equal(PolicySource.Tree, PolicyInForce.Of(plain.Root, config: null, BranchHint.None).Trust.Source);
        own.Write(".popipeline.yml", Loose);
        var trust = PolicyInForce.Of(own.Root, config: null, BranchHint.None).Trust;
        Assert.Equal((PolicySource.Tree, true), (trust.Source, trust.Reason.Length > 0));
    }

    [Fact]
    public void A_repository_in_a_format_that_is_not_read_is_not_called_damaged()
    {
        using var tree = new TempTree();
        tree.Write(".popipeline.yml", Strict).Git("init", "--object-format=sha256").Git("add", ".").Git("commit", "-m", "x");

        var (_, trust) = PolicyInForce.Of(tree.Root, config: null, BranchHint.None);

        Assert.Equal(PolicySource.Unknown, trust.Source);
        Assert.Contains("'--config'", trust.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("fsck", trust.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_branches_of_ones_own_the_one_that_is_checked_out_is_not_taken_where_another_asks_for_more()
    {
        using var own = Published();
        own.Git("switch", "--quiet", "--create", "change");
        Assert.Equal(PolicySource.Tree, PolicyInForce.Of(own.Root, config: null, BranchHint.None).Trust.Source);

        own.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);

        Assert.Equal(PolicySource.Unknown, PolicyInForce.Of(own.Root, config: null, BranchHint.None).Trust.Source);
        Assert.Equal(2, PolicyInForce.Of(own.Root, config: null, new BranchHint(Given: "main", Told: null)).Trust.Loosened.Length);
    }

    [Fact]
    public void A_change_that_left_the_branch_before_it_was_tightened_loosens_nothing_and_is_judged_by_what_the_branch_says_now()
    {
        using var origin = Published();
        origin.Git("switch", "--quiet", "--create", "change");
        origin.Write("README.md", "b").Commit(RecordsRepository.Bob);
        origin.Git("switch", "--quiet", "main");
        origin.Write(".popipeline.yml", Strict + "  maximum-days: 30\n").Commit(RecordsRepository.Alice);
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("switch", "--quiet", "change");

        var (policy, trust) = PolicyInForce.Of(clone.Root, config: null, BranchHint.None);
        Assert.Equal((0, 30), (trust.Loosened.Length, policy.Exceptions.MaximumDays));

        clone.Write(".popipeline.yml", Strict + "  maximum-days: 400\n");
        Assert.Equal(["exceptions.maximum-days"], PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust.Loosened.Select(demand => demand.Key));
        clone.Write(".popipeline.yml", Loose);
        Assert.Equal(["required", "exceptions.inline"], PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust.Loosened.Select(demand => demand.Key));
    }

    [Fact]
    public void A_policy_of_the_branch_that_cannot_be_used_vouches_for_nothing()
    {
        using var origin = Published();
        origin.Write(".popipeline.yml", "exceptions: 1\n").Commit(RecordsRepository.Mallory);
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Write(".popipeline.yml", Loose);

        var trust = PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust;

        Assert.Equal((PolicySource.Unknown, true), (trust.Source, trust.Reason.Contains(".popipeline.yml:1:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_change_that_joins_the_histories_so_that_they_have_several_bases_is_excused_nothing(bool isFeatureOlder)
    {
        using var origin = Published();
        origin.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Alice);
        origin.Git("branch", "feature");
        foreach (var isFeature in new[] { isFeatureOlder, !isFeatureOlder })
        {
            origin.Git("switch", "--quiet", isFeature ? "feature" : "main");
            _ = isFeature ? origin.Write("README.md", "b").Commit(RecordsRepository.Bob) : origin.Write(".popipeline.yml", Strict).Commit(RecordsRepository.Alice);
        }

        origin.Git("switch", "--quiet", "main");
        origin.Git("merge", "--quiet", "--no-ff", "--message=m", "feature");
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("switch", "--quiet", "--create", "attack", "origin/feature");
        clone.Git("merge", "--quiet", "--strategy=ours", "--message=m", "origin/main~1");
        clone.Write("README.md", "c").Commit(RecordsRepository.Mallory);

        var trust = PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust;

        Assert.Equal((PolicySource.Branch, "main"), (trust.Source, trust.Branch));
        Assert.Equal(["required", "exceptions.inline"], trust.Loosened.Select(demand => demand.Key));
    }

    [Fact]
    public void A_change_whose_base_was_not_fetched_is_excused_nothing()
    {
        using var origin = Published();
        origin.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Alice);
        origin.Git("branch", "change");
        origin.Write(".popipeline.yml", Strict).Commit(RecordsRepository.Alice);
        using var shallow = FolderTrackerTests.Clone(origin, "--depth=1", "--no-single-branch");
        shallow.Git("switch", "--quiet", "change");
        using var unrelated = FolderTrackerTests.Clone(origin);
        unrelated.Git("switch", "--quiet", "--orphan", "change2");
        unrelated.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);

        Assert.Equal(2, PolicyInForce.Of(shallow.Root, config: null, BranchHint.None).Trust.Loosened.Length);
        Assert.Equal(2, PolicyInForce.Of(unrelated.Root, config: null, BranchHint.None).Trust.Loosened.Length);
    }

    [Theory]
    [InlineData("remote add origin {0}|fetch --quiet origin +{1}:|reset --quiet --hard {1}")]
    [InlineData("remote add upstream {0}|fetch --quiet --no-write-fetch-head upstream +{1}:|reset --quiet --hard {1}")]
    [InlineData("fetch --quiet {0} change|checkout --quiet --detach FETCH_HEAD")]
    [InlineData("fetch --quiet {0} change|reset --quiet --hard FETCH_HEAD")]
    [InlineData("fetch --quiet --no-write-fetch-head {0} change:change|checkout --quiet --detach change|branch --quiet -D change")]
    [InlineData("fetch --quiet --no-write-fetch-head {0} change:refs/remotes/x/change|reset --quiet --hard x/change")]
    [InlineData("fetch --quiet --no-write-fetch-head --depth=1 {0} change:change|switch --quiet change")]
    public void A_clone_into_which_something_was_fetched_is_nobodys_own(string commands)
    {
        using var origin = PublishedWithChange();
        using var tree = new TempTree();
        tree.Git("init", "--quiet", "--initial-branch=main");
        foreach (var command in commands.Split('|'))
        {
            tree.Git(string.Format(System.Globalization.CultureInfo.InvariantCulture, command, "file://" + origin.Root, origin.Git("rev-parse", "change")).Split(' '));
        }

        var trust = PolicyInForce.Of(tree.Root, config: null, BranchHint.None).Trust;

        Assert.Equal(PolicySource.Unknown, trust.Source);
        AssertAdviceWorks(tree, "file://" + origin.Root, trust.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("remote remove origin")]
    public void A_cut_off_clone_of_one_branch_is_nobodys_own_and_the_advice_works(string then)
    {
        using var origin = PublishedWithChange();
        using var clone = FolderTrackerTests.Clone(origin, "--depth=1", "--branch=change");
        if (then.Length > 0)
        {
            clone.Git(then.Split(' '));
        }

        var trust = PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust;

        Assert.Equal(PolicySource.Unknown, trust.Source);
        AssertAdviceWorks(clone.Tree, "file://" + origin.Root, trust.Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_branch_that_is_not_in_the_clone_is_fetched_by_the_command_that_is_told(bool hasRemote)
    {
        using var origin = PublishedWithChange();
        using var clone = FolderTrackerTests.Clone(origin, "--depth=1", "--branch=change");
        if (!hasRemote)
        {
            clone.Git("remote", "remove", "origin");
        }

        var told = new BranchHint(Given: null, Told: "main");
        var trust = PolicyInForce.Of(clone.Root, config: null, told).Trust;

        Assert.Equal(PolicySource.Unknown, trust.Source);
        Assert.DoesNotContain("no commit yet", trust.Reason, StringComparison.Ordinal);
        AssertAdviceWorks(clone.Tree, "file://" + origin.Root, trust.Reason, told);
    }

    [Theory]
    [InlineData(Forge.GitHub, "'fetch-depth: 0' of actions/checkout", "GIT_DEPTH")]
    [InlineData(Forge.GitLab, "GIT_DEPTH", "actions/checkout")]
    [InlineData(Forge.Unknown, "git fetch origin main:refs/remotes/origin/main", "fetch-depth")]
    public void The_advice_speaks_of_the_job_that_it_is_given_in(Forge job, string said, string notSaid)
    {
        using var origin = Published();
        origin.Git("branch", "change");
        using var clone = FolderTrackerTests.Clone(origin, "--depth=1", "--branch=change");

        var reason = PolicyInForce.Of(clone.Root, config: null, new BranchHint(Given: null, Told: "main") { Job = job }).Trust.Reason;

        Assert.Contains(said, reason, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_tells_the_name_of_what_is_checked_out_vouches_for_nothing_where_it_was_fetched_without_a_remote()
    {
        using var origin = Published();
        origin.Git("switch", "--quiet", "--create", "change");
        origin.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);
        using var tree = new TempTree();
        tree.Git("init", "--quiet", "--initial-branch=main").Git("fetch", "--quiet", "file://" + origin.Root, "change").Git("reset", "--quiet", "--hard", "FETCH_HEAD");

        Assert.Equal(PolicySource.Unknown, PolicyInForce.Of(tree.Root, config: null, new BranchHint(Given: null, Told: "main")).Trust.Source);
    }

    [Fact]
    public void A_clone_that_pulls_is_judged_by_the_branch_as_before()
    {
        using var origin = Published();
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("pull", "--quiet");
        Assert.True(File.Exists(Path.Combine(clone.Root, ".git", "FETCH_HEAD")));

        Assert.Equal((PolicySource.Branch, "main"), (PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust.Source, PolicyInForce.Of(clone.Root, config: null, BranchHint.None).Trust.Branch));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("origin/main")]
    [InlineData("refs/heads/main")]
    [InlineData("refs/remotes/origin/main")]
    public void The_branch_may_be_named_as_git_shows_it(string name)
    {
        using var origin = Published();
        using var clone = FolderTrackerTests.Clone(origin);
        clone.Git("remote", "set-head", "origin", "--delete");
        clone.Write(".popipeline.yml", Loose);

        var trust = PolicyInForce.Of(clone.Root, config: null, new BranchHint(Given: name, Told: null)).Trust;

        Assert.Equal((PolicySource.Branch, "main", 2), (trust.Source, trust.Branch, trust.Loosened.Length));
    }

    [Fact]
    public void A_pushed_branch_that_is_called_as_git_shows_another_is_not_taken_for_it()
    {
        using var origin = Published();
        origin.Git("switch", "--quiet", "--create", "origin/main");
        origin.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);
        origin.Git("switch", "--quiet", "main");
        origin.Git("update-ref", "refs/heads/refs/heads/main", "refs/heads/origin/main");
        origin.Git("update-ref", "refs/heads/refs/remotes/origin/main", "refs/heads/origin/main");
        using var clone = FolderTrackerTests.Clone(origin);

        foreach (var name in new[] { "refs/heads/main", "refs/remotes/origin/main" })
        {
            Assert.Equal("main", PolicyInForce.Of(clone.Root, config: null, new BranchHint(Given: name, Told: null)).Trust.Branch);
        }

        var trust = PolicyInForce.Of(clone.Root, config: null, new BranchHint(Given: "origin/main", Told: null)).Trust;
        Assert.Equal((PolicySource.Unknown, true), (trust.Source, trust.Reason.Contains("refs/heads/origin/main", StringComparison.Ordinal)));
        Assert.Equal("origin/main", PolicyInForce.Of(clone.Root, config: null, new BranchHint(Given: "refs/heads/origin/main", Told: null)).Trust.Branch);
    }

    [Fact]
    public void A_branch_of_ones_own_that_tightens_the_policy_or_brings_the_first_is_judged_by_its_own()
    {
        using var own = new RecordsRepository();
        own.Git("switch", "--quiet", "--create", "first");
        own.Write(".popipeline.yml", "exceptions:\n  approvers: [alice@example.org, bob@example.org]\n").Commit(RecordsRepository.Alice);
        Assert.Equal(PolicySource.Tree, PolicyInForce.Of(own.Root, config: null, BranchHint.None).Trust.Source);

        own.Git("switch", "--quiet", "--create", "tighter");
        own.Write(".popipeline.yml", "exceptions:\n  inline: false\n  approvers: [bob@example.org, alice@example.org]\n").Commit(RecordsRepository.Alice);
        Assert.Equal(PolicySource.Tree, PolicyInForce.Of(own.Root, config: null, BranchHint.None).Trust.Source);

        own.Write(".popipeline.yml", "exceptions:\n  approvers: [bob@example.org]\n").Commit(RecordsRepository.Bob);
        Assert.Equal(PolicySource.Unknown, PolicyInForce.Of(own.Root, config: null, BranchHint.None).Trust.Source);
    }

    // Whatever is told to be run is run, and the branch is known then.
    private static void AssertAdviceWorks(TempTree tree, string address, string advice, BranchHint? hint = null)
    {
        var commands = advice.Split('`').Where(part => part.StartsWith("git ", StringComparison.Ordinal)).Select(part => part.Replace("<address>", address, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            tree.Run("sh", "-c", command);
        }

        var trust = PolicyInForce.Of(tree.Root, config: null, hint ?? BranchHint.None).Trust;
        Assert.True(trust is { Source: PolicySource.Branch, Branch: "main", Loosened.Length: 2 }, $"{advice}\n{trust.Reason}");
    }

    // Beside the branch, one that loosens its policy.
    private static RecordsRepository PublishedWithChange()
    {
        var origin = Published();
        origin.Git("switch", "--quiet", "--create", "change");
        origin.Write(".popipeline.yml", Loose).Commit(RecordsRepository.Mallory);
        origin.Git("switch", "--quiet", "main");
        return origin;
    }

    private static RecordsRepository Published(string branch = "main")
    {
        var repository = new RecordsRepository();
        if (branch is not "main")
        {
            repository.Git("branch", "--move", branch);
        }

        repository.Write(".popipeline.yml", Strict).Commit(RecordsRepository.Alice);
        return repository;
    }
}
