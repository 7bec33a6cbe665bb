using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Platforms;

/// <summary>The words of a forge about templates, so that rules need not know any.</summary>
internal sealed record ForgeProfile
{
    /// <summary>What it calls a proposed change.</summary>
    public required string Change { get; init; }

    /// <summary>Where it looks for a template for issues first.</summary>
    public required string IssueTemplate { get; init; }

    /// <summary>Where it looks for a template for changes first.</summary>
    public required string ChangeTemplate { get; init; }

    /// <summary>Why a tree without templates of its own may have them all the same.</summary>
    public required string Elsewhere { get; init; }

    /// <summary>The words of a forge.</summary>
    public static ForgeProfile Of(Forge forge) => forge is Forge.GitLab ? GitLab : GitHub;

    private static ForgeProfile GitHub { get; } = new()
    {
        Change = "pull request",
        IssueTemplate = ".github/ISSUE_TEMPLATE/bug.yml",
        ChangeTemplate = ".github/pull_request_template.md",
        Elsewhere = "the '.github' repository of its owner may give one, which the working tree does not show",
    };

    private static ForgeProfile GitLab { get; } = new()
    {
        Change = "merge request",
        IssueTemplate = ".gitlab/issue_templates/Default.md",
        ChangeTemplate = ".gitlab/merge_request_templates/Default.md",
        Elsewhere = "the project's settings, its group or the instance may give one, which the working tree does not show",
    };
}
