using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Sources.Templates;

/// <summary>Reads the templates for issues and changes, as each forge finds them.</summary>
internal sealed class TemplatesSource : ISource
{
    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Templates), nameof(SnapshotPart.IgnoredTemplates), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var places = ImmutableArray.CreateBuilder<(string Path, TemplatePlace Place)>();
        foreach (var path in repository.Files)
        {
            if (GitHubTemplatePlaces.Of(path) is { } onGitHub)
            {
                places.Add((path, onGitHub));
            }

            if (GitLabTemplatePlaces.Of(path) is { } onGitLab)
            {
                places.Add((path, onGitLab));
            }
        }

        var found = places.DrainToImmutable();

        // What is never offered has a finding, which is bound to what the file says.
        return new SourcePlan(found.Select(file => file.Path), (tree, cancellation) => Read(tree, found, cancellation));
    }

    private static SnapshotPart Read(WorkingTree tree, ImmutableArray<(string Path, TemplatePlace Place)> found, CancellationToken cancellation)
    {
        var templates = new List<Template>();
        var ignored = ImmutableArray.CreateBuilder<IgnoredTemplate>();
        var commented = ImmutableArray.CreateBuilder<CommentedFile>();
        foreach (var (path, place) in found)
        {
            cancellation.ThrowIfCancellationRequested();
            if (place.Ignored is { } why)
            {
                ignored.Add(new IgnoredTemplate(place.Forge, path, why));
                continue;
            }

            var file = tree.Read(path);
            templates.Add(Read(file, place));
            if (file.Fault is null && place.Format is not TemplateFormat.Markdown)
            {
                commented.Add(new CommentedFile(path, IsYaml: true));
            }
        }

        return new SnapshotPart { Templates = [.. WithUniqueNames(templates)], IgnoredTemplates = ignored.DrainToImmutable(), Commented = commented.DrainToImmutable() };
    }

    /// <summary>Reads one file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="place">What the forge makes of it.</param>
    public static Template Read(SourceFile source, TemplatePlace place)
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
        return source.Fault is { } fault ? template with { Unreadable = fault }
            : place.Format is TemplateFormat.Markdown ? MarkdownTemplate.Read(template, source, place)
            : place.Kind is TemplateKind.Config ? ChooserConfig.Read(template, source.Yaml)
            : IssueForm.Read(template, source.Yaml);
    }

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
