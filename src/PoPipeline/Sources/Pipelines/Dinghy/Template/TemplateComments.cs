namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>Shows the comments of a template to who reads those of others, which start with a <c>#</c>.</summary>
internal static class TemplateComments
{
    /// <summary>The text, as long as it was, in which each comment of the template starts with a <c>#</c>, and nothing else has one.</summary>
    /// <param name="text">The text.</param>
    public static string Marked(string text)
    {
        var marked = text.Replace('#', ' ').ToCharArray();
        for (var at = text.IndexOf("/*", StringComparison.Ordinal); at >= 0; at = text.IndexOf("/*", at + 2, StringComparison.Ordinal))
        {
            if (text.AsSpan(0, at).TrimEnd().TrimEnd('-').EndsWith("{{"))
            {
                var end = text.IndexOf("*/", at, StringComparison.Ordinal);
                marked[at] = ' ';
                marked[at + 1] = '#';

                // What closes it is no part of what it says.
                for (var close = end; end >= 0 && close < text.Length && text[close] is '*' or '/' or '-' or '}' or ' '; close++)
                {
                    marked[close] = ' ';
                }
            }
        }

        return new string(marked);
    }
}
