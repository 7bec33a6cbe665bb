using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Shows the comments of a file to who reads those of others, which start with a <c>#</c>.</summary>
internal static class GroovyComments
{
    /// <summary>The text, as long as it was, in which each comment of one line starts with a <c>#</c>, and nothing else has one.</summary>
    /// <param name="text">The text.</param>
    public static string Marked(string text)
    {
        var marked = text.Replace('#', ' ').ToCharArray();
        foreach (var token in GroovyLexer.Read(text))
        {
            if (token is { Kind: GroovyTokenKind.Comment, Length: > 1 } && text[token.Start] is '/' && text[token.Start + 1] is '/')
            {
                marked[token.Start] = ' ';
                marked[token.Start + 1] = '#';
            }
        }

        return new string(marked);
    }
}
