
namespace PoPipeline.Escaping;

/// <summary>Names that a text quotes, <c>'like this'</c>: an apostrophe inside a word neither opens nor closes one.</summary>
/// <remarks>It is asked from the front to the back. Where quotes open and never close, the text is still walked over only once.</remarks>
/// <param name="text">The text.</param>
internal sealed class Quotes(string text)
{
    // The first one that can close a quote behind the last that was asked about; the length of the text where there is none.
    private int closing;

    /// <summary>Where the quote that opens at an index closes, or 0.</summary>
    /// <param name="start">The index, not before the last one.</param>
    public int EndOf(int start)
    {
        if (text[start] is not '\'' || (start > 0 && text[start - 1] is not (' ' or '(')))
        {
            return 0;
        }

        if (closing <= start)
        {
            closing = start + 1;
            while (closing < text.Length && !Closes(closing))
            {
                closing++;
            }
        }

        return closing < text.Length && closing > start + 1 ? closing : 0;
    }

    private bool Closes(int index) => text[index] is '\'' && (index + 1 == text.Length || !char.IsLetterOrDigit(text[index + 1]));
}
