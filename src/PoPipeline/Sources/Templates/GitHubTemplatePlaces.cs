using System.Buffers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Sources.Templates;

/// <summary>
/// Where GitHub looks for templates, by its documentation "About issue and pull request templates": names are not case sensitive, forms lie in
/// <c>.github/ISSUE_TEMPLATE</c> alone, and the chooser is <c>config.yml</c>, never <c>config.yaml</c>.
/// </summary>
internal static class GitHubTemplatePlaces
{
    private const string IssueName = "issue_template";
    private const string ChangeName = "pull_request_template";
    private const string FormFolder = ".github/ISSUE_TEMPLATE";

    // What every name below has.
    private static readonly SearchValues<string> Word = SearchValues.Create(["template"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What GitHub makes of a file; null where its name is not like that of a template.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public static TemplatePlace? Of(string path)
    {
        // Asked of every file there is: nearly none is taken apart.
        if (!path.AsSpan().ContainsAny(Word))
        {
            return null;
        }

        var parts = path.ToLowerInvariant().Split('/');
        var isRoot = parts[0] is not (".github" or "docs");
        var rest = isRoot ? parts : parts[1..];
        return rest switch
        {
            [var file] => Single(file),
            [IssueName, .. var below] => Issue(below, isForm: parts[0] is ".github"),
            [ChangeName, var file] => Change(file),
            [ChangeName, .., var file] when IsMarkdown(file) => Ignored(TemplateKind.Change, "GitHub reads no folder below 'PULL_REQUEST_TEMPLATE'; move it up"),
            ["issue_templates" or "issue-template" or "issue-templates", .., var file] when !isRoot && (IsMarkdown(file) || IsYaml(file)) =>
                Ignored(TemplateKind.Issue, $"the folder is called '{FormFolder}'; move it there"),
            ["pull_request_templates" or "merge_request_templates" or "pull-request-template", .., var file] when !isRoot && IsMarkdown(file) =>
                Ignored(TemplateKind.Change, "the folder is called '.github/PULL_REQUEST_TEMPLATE'; move it there"),
            _ => null,
        };
    }

    private static TemplatePlace? Single(string file) => (Name(file), Extension(file)) switch
    {
        (IssueName, ".md" or ".txt" or "") => new TemplatePlace(Forge.GitHub, TemplateKind.Issue, TemplateFormat.Markdown, Default: true),
        (ChangeName, ".md" or ".txt" or "") => new TemplatePlace(Forge.GitHub, TemplateKind.Change, TemplateFormat.Markdown, Default: true),
        (IssueName, ".yml" or ".yaml") => Ignored(TemplateKind.Issue, $"a form has to lie in '{FormFolder}'; move it there"),
        (ChangeName, ".yml" or ".yaml") => Ignored(TemplateKind.Change, "GitHub has no forms for pull requests; write it in Markdown, as 'PULL_REQUEST_TEMPLATE.md'"),
        _ => null,
    };

    private static TemplatePlace? Issue(string[] below, bool isForm) => below switch
    {
        ["config.yml"] when isForm => new TemplatePlace(Forge.GitHub, TemplateKind.Config, TemplateFormat.Form),
        ["config.yaml"] when isForm => Ignored(TemplateKind.Config, "the file that sets the chooser up is called 'config.yml'; rename it"),
        ["readme.md"] => null,
        [var file] when Name(file) is ChangeName && IsMarkdown(file) => Ignored(TemplateKind.Change, "among issue templates it is none for pull requests; move it to '.github/PULL_REQUEST_TEMPLATE.md'"),
        [var file] when IsYaml(file) => isForm
            ? new TemplatePlace(Forge.GitHub, TemplateKind.Issue, TemplateFormat.Form) { InMenu = true }
            : Ignored(TemplateKind.Issue, $"a form has to lie in '{FormFolder}'; move it there"),
        [var file] when IsMarkdown(file) => new TemplatePlace(Forge.GitHub, TemplateKind.Issue, TemplateFormat.Markdown) { InMenu = isForm },
        [var file] when isForm && Extension(file) is ".txt" or ".markdown" => Ignored(TemplateKind.Issue, "a template ends in '.md', a form in '.yml'; rename it"),
        [_, .., var file] when isForm && file is not "readme.md" && (IsYaml(file) || IsMarkdown(file)) => Ignored(TemplateKind.Issue, $"GitHub reads no folder below '{FormFolder}'; move it up"),
        _ => null,
    };

    private static TemplatePlace? Change(string file) => Extension(file) switch
    {
        ".md" or ".txt" when Name(file) is not "readme" => new TemplatePlace(Forge.GitHub, TemplateKind.Change, TemplateFormat.Markdown),
        ".yml" or ".yaml" => Ignored(TemplateKind.Change, "GitHub has no forms for pull requests; write it in Markdown"),
        _ => null,
    };

    private static TemplatePlace Ignored(TemplateKind kind, string why) => new(Forge.GitHub, kind, TemplateFormat.Markdown) { Ignored = why };

    private static bool IsMarkdown(string file) => Extension(file) is ".md";

    private static bool IsYaml(string file) => Extension(file) is ".yml" or ".yaml";

    private static string Extension(string file) => file.LastIndexOf('.') is > 0 and var dot ? file[dot..] : "";

    private static string Name(string file) => file[..^Extension(file).Length];
}
