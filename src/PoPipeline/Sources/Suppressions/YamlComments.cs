using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Tells the comments of a YAML file from the number signs inside its scalars.</summary>
/// <param name="file">The file.</param>
internal sealed class YamlComments(SourceFile file)
{
    private readonly YamlDocument document = file.Yaml;
    private YamlLayout? layout;

    /// <summary>Whether YAML takes it for a comment; what is no YAML has none, and what is too large for us may have.</summary>
    public bool IsComment(Comment comment) =>
        document.IsTooLarge || (document.Error is null && (layout ??= YamlLayout.Of(document)).IsComment(comment.Offset, comment.Column - 1));
}
