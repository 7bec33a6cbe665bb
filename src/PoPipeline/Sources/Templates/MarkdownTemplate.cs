using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>Reads templates in Markdown.</summary>
internal static class MarkdownTemplate
{
    /// <summary>Reads one.</summary>
    /// <param name="template">What is known of it by its path.</param>
    /// <param name="source">The file.</param>
    /// <param name="place">What the forge makes of it.</param>
    public static Template Read(Template template, SourceFile source, TemplatePlace place)
    {
        if (source.Text.Length > MarkdownItems.MaximumLength)
        {
            return template with { Unreadable = $"it is longer than the {MarkdownItems.MaximumLength} characters of an issue" };
        }

        var takesFrontMatter = place is { Forge: Forge.GitHub, Kind: TemplateKind.Issue };
        var matter = takesFrontMatter ? FrontMatter.Of(source) : new FrontMatter(Yaml: null, Length: 0, IsOpen: false);
        if (!new MarkdownItems(new TemplateText(source)).TryRead(matter.Length, out var found))
        {
            return template with { Unreadable = "it nests deeper than Markdown is read" };
        }

        template = template with { Items = found.Items, Headings = found.Headings };
        return place is { InMenu: true, Forge: Forge.GitHub } ? WithMatter(template, matter) : template;
    }

    // Without these keys GitHub keeps the template out of the menu, though its address still works.
    private static Template WithMatter(Template template, FrontMatter matter)
    {
        var problems = new FormProblems();
        if (matter.IsOpen)
        {
            problems.Add(ProblemKind.Syntax, "The front matter is opened by '---' and never closed", Place.StartOf(template.Path), "");
        }
        else if (matter.Yaml is null)
        {
            problems.Add(ProblemKind.Hidden, "The template does not start with front matter, the YAML with 'name' and 'about' that GitHub's menu of templates is made of", Place.StartOf(template.Path), "front matter");
        }
        else if (matter.Yaml is { IsTooLarge: true, Error: { } limit })
        {
            return template with { Unreadable = limit.AsClause };
        }
        else if (matter.Yaml.Error is { } error)
        {
            problems.Add(ProblemKind.Syntax, $"The front matter cannot be read: {error.Message}", error.Span, "");
        }
        else
        {
            var keys = matter.Yaml.Root as YamlMapping;
            foreach (var key in new[] { "name", "about" })
            {
                if (keys?[key] is not YamlScalar { IsNull: false } value || string.IsNullOrWhiteSpace(value.Value))
                {
                    problems.Add(ProblemKind.Hidden, $"The front matter says no '{key}', which GitHub's menu of templates needs", keys?.Entry(key)?.Key.Span ?? Place.StartOf(template.Path), key);
                }
            }

            return template with { Name = FormProblems.NameOf(keys) ?? template.Name, Problems = problems.InOrder() };
        }

        return template with { Problems = problems.InOrder() };
    }
}
