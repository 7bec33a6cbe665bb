namespace PoPipeline.Rules.Model;

/// <summary>What a template is for.</summary>
public enum TemplateKind
{
    /// <summary>The text that an issue starts with.</summary>
    Issue,

    /// <summary>The text that a pull request or a merge request starts with.</summary>
    Change,

    /// <summary>What people choose a template from: GitHub's <c>config.yml</c>.</summary>
    Config,
}
