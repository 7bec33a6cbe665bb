using PoPipeline.Decisions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Tells the comments of a YAML file from the number signs inside its scalars.</summary>
/// <param name="source">The text.</param>
internal sealed class YamlComments(string source)
{
    private readonly YamlLayout? layout = YamlReader.Read(source) is { Error: null } document ? YamlLayout.Of(document) : null;

    /// <summary>Whether YAML takes it for a comment; what is no YAML has none.</summary>
    public bool IsComment(Comment comment) => layout is not null && layout.IsComment(comment.Offset, comment.Column - 1);
}
