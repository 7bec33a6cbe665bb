using System.Collections.Frozen;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Dinghy.Template;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>The files of a repository that modules may lie in, each read and taken apart once.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Its files.</param>
internal sealed class ModuleFiles(Repository repository, WorkingTree tree)
{
    // What is longer is no file that people write.
    private const int LongestFile = 1_000_000;

    private readonly FrozenSet<string> known = repository.Files.ToFrozenSet(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceText?> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<SourceText, ParsedTemplate> templates = new(ReferenceEqualityComparer.Instance);

    /// <summary>A file of the repository; null where there is none, or it cannot be read.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public SourceText? Read(string path)
    {
        if (!texts.TryGetValue(path, out var text))
        {
            text = known.Contains(path) && tree.Read(path) is { Fault: null } file && file.Text.Length <= LongestFile ? new SourceText(path, file.Text) : null;
            texts.Add(path, text);
        }

        return text;
    }

    /// <summary>The template that a file is.</summary>
    /// <param name="source">The file.</param>
    public ParsedTemplate TemplateOf(SourceText source)
    {
        if (!templates.TryGetValue(source, out var template))
        {
            template = TemplateReader.Read(source.Text);
            templates.Add(source, template);
        }

        return template;
    }
}
