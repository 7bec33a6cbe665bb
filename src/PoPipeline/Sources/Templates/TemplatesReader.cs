using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources.Exceptions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>Reads the templates for issues and changes, as each forge finds them.</summary>
internal static class TemplatesReader
{
    /// <summary>Reads the templates of a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="repository">What it holds.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TemplatesReading Read(WorkingTree tree, Repository repository, CancellationToken cancellation)
    {
        var templates = new List<Template>();
        var ignored = ImmutableArray.CreateBuilder<IgnoredTemplate>();
        var exceptions = ImmutableArray.CreateBuilder<InlineException>();
        foreach (var (path, place) in repository.Files.SelectMany(Places))
        {
            cancellation.ThrowIfCancellationRequested();
            if (place.Ignored is { } why)
            {
                ignored.Add(new IgnoredTemplate(place.Forge, path, why));
                continue;
            }

            var (template, comments) = Read(tree.Read(path), place);
            templates.Add(template);
            exceptions.AddRange(comments);
        }

        return new TemplatesReading([.. WithUniqueNames(templates)], ignored.DrainToImmutable(), exceptions.DrainToImmutable());
    }

    /// <summary>Reads one file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="place">What the forge makes of it.</param>
    public static (Template Template, ImmutableArray<InlineException> Exceptions) Read(SourceFile source, TemplatePlace place)
    {
        var template = new Template
        {
            Path = source.Path,
            Forge = place.Forge,
            Kind = place.Kind,
            Format = place.Format,
            Name = Path.GetFileNameWithoutExtension(source.Path),
            Default = place.Default,
        };
        if (source.Fault is { } fault)
        {
            return (template with { Unreadable = fault }, []);
        }

        if (place.Format is TemplateFormat.Markdown)
        {
            return (MarkdownTemplate.Read(template, source, place), []);
        }

        var document = YamlReader.Read(source.Path, source.Text);
        return (place.Kind is TemplateKind.Config ? ChooserConfig.Read(template, document) : IssueForm.Read(template, document), InlineExceptions.Read(source.Path, document));
    }

    private static IEnumerable<(string Path, TemplatePlace Place)> Places(string path) =>
        new[] { GitHubTemplatePlaces.Of(path), GitLabTemplatePlaces.Of(path) }.OfType<TemplatePlace>().Select(place => (path, place));

    // "Must be unique from all other templates, including Markdown templates."
    private static IEnumerable<Template> WithUniqueNames(List<Template> templates)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var template in templates)
        {
            var isNamed = template is { Forge: Forge.GitHub, Kind: TemplateKind.Issue, Unreadable: null, Default: false };
            yield return isNamed && !names.TryAdd(template.Name, template.Path)
                ? template with
                {
                    Problems = [.. template.Problems, new Problem(ProblemKind.Name, $"The name {FormProblems.Quote(template.Name)} is that of '{names[template.Name]}' too; the name of a template must be unique", Place.StartOf(template.Path)) { Text = "name" }],
                }
                : template;
        }
    }
}

/// <summary>What was found of templates.</summary>
/// <param name="Templates">The templates, by path.</param>
/// <param name="Ignored">What looks like one, but is never offered.</param>
/// <param name="Exceptions">The exceptions that comments in forms make.</param>
internal sealed record TemplatesReading(ImmutableArray<Template> Templates, ImmutableArray<IgnoredTemplate> Ignored, ImmutableArray<InlineException> Exceptions);
