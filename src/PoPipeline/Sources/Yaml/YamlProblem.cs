using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Yaml;

/// <summary>Something that keeps a document, or a part of it, from being read.</summary>
/// <param name="Message">What is wrong, without a full stop.</param>
/// <param name="Span">Where.</param>
internal sealed record YamlProblem(string Message, Place Span)
{
    /// <summary>The message, to stand behind a colon.</summary>
    public string AsClause => char.ToLowerInvariant(Message[0]) + Message[1..];
}
