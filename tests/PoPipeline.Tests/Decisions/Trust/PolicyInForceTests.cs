using PoPipeline.Decisions.Trust;
using PoPipeline.Rules.Model;
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
