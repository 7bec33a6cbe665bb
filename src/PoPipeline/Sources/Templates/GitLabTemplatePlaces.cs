using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Sources.Templates;

/// <summary>
/// Where GitLab looks for templates, by its documentation "Description templates": <c>.md</c> files in two folders, whose names are case
/// sensitive. <c>Default.md</c>, whatever its case, is filled in.
/// </summary>
internal static class GitLabTemplatePlaces
{
    // Asked of every file there is: nearly none is taken apart.
    private const string Folder = ".gitlab/";

    private const string Issues = "issue_templates";
    private const string Changes = "merge_request_templates";

    /// <summary>What GitLab makes of a file; null where its name is not like that of a template.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public static TemplatePlace? Of(string path) => !path.StartsWith(Folder, StringComparison.Ordinal) ? null : path.Split('/') switch
    {
        [".gitlab", Issues, var file] => InFolder(TemplateKind.Issue, file),
        [".gitlab", Changes, var file] => InFolder(TemplateKind.Change, file),
        [".gitlab", Issues or Changes, _, .., var file] when IsMarkdown(file) => Ignored(TemplateKind.Issue, "GitLab reads no folder below that of the templates; move it up"),
        [".gitlab", var folder, .., var file] when IsMarkdown(file) => Misnamed(folder),
        [".gitlab", var file] when IsMarkdown(file) => Misnamed(file[..^3]),
        _ => null,
    };

    private static TemplatePlace? InFolder(TemplateKind kind, string file) => file switch
    {
        _ when file.Equals("README.md", StringComparison.OrdinalIgnoreCase) => null,
        _ when IsMarkdown(file) => new TemplatePlace(Forge.GitLab, kind, TemplateFormat.Markdown, file.Equals("default.md", StringComparison.OrdinalIgnoreCase)) { InMenu = true },
        _ when file.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
            || file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) =>
            Ignored(kind, "a description template is Markdown and ends in '.md'; rename it"),
        _ => null,
    };

    private static TemplatePlace? Misnamed(string folder) => folder.ToLowerInvariant() switch
    {
        "issue_templates" or "issue_template" or "issue-templates" or "issue-template" => Ignored(TemplateKind.Issue, $"the folder is called '.gitlab/{Issues}', in lower case; move it there"),
        "merge_request_templates" or "merge_request_template" or "merge-request-templates" or "merge-request-template" or "pull_request_template" or "pull_request_templates" =>
            Ignored(TemplateKind.Change, $"the folder is called '.gitlab/{Changes}', in lower case; move it there"),
        _ => null,
    };

    private static TemplatePlace Ignored(TemplateKind kind, string why) => new(Forge.GitLab, kind, TemplateFormat.Markdown) { Ignored = why };

    private static bool IsMarkdown(string file) => file.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
