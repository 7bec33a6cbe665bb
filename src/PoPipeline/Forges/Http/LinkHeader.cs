using System.Text;

namespace PoPipeline.Forges.Http;

/// <summary>Reads <c>Link</c> headers as RFC 8288 describes them. One that cannot be read says so, since a list whose next page is overlooked would look like a whole one.</summary>
internal sealed class LinkHeader
{
    private const string Next = "next";

    private readonly string text;
    private int at;

    private LinkHeader(string text) => this.text = text;

    /// <summary>Where the next page is.</summary>
    /// <param name="headers">Each header.</param>
    /// <param name="next">Its address, as it is written; null where there is no next page.</param>
    /// <returns>Whether the headers could be read, and name one next page at most.</returns>
    public static bool TryFindNext(IEnumerable<string> headers, out string? next)
    {
        next = null;
        foreach (var header in headers)
        {
            if (!new LinkHeader(header).TryRead(ref next))
            {
                next = null;
                return false;
            }
        }

        return true;
    }

    private bool TryRead(ref string? next)
    {
        while (true)
        {
            // Elements of a list may be empty.
            SkipBlanks();
            if (Take(','))
            {
                continue;
            }

            if (at == text.Length)
            {
                return true;
            }

            if (!Take('<') || text.IndexOf('>', at) is not (>= 0 and var end))
            {
                return false;
            }

            var target = text[at..end].Trim();
            at = end + 1;
            if (!TryReadParameters(out var isNext, out var isOfOther))
            {
                return false;
            }

            if (isNext)
            {
                // Two of them, or one that is about another list, leave open where this one goes on.
                if (isOfOther || (next is not null && next != target))
                {
                    return false;
                }

                next = target;
            }
        }
    }

    private bool TryReadParameters(out bool isNext, out bool isOfOther)
    {
        isNext = false;
        isOfOther = false;
        var hasRelation = false;
        while (true)
        {
            SkipBlanks();
            if (at == text.Length || text[at] is ',')
            {
                return true;
            }

            if (!Take(';'))
            {
                return false;
            }

            SkipBlanks();
            var name = Word('=');
            SkipBlanks();
            var value = "";
            if (Take('='))
            {
                SkipBlanks();
                if (Take('"'))
                {
                    if (Quoted() is not { } quoted)
                    {
                        return false;
                    }

                    value = quoted;
                }
                else
                {
                    value = Word();
                }
            }

            // Only the first relation counts.
            if (name.Equals("rel", StringComparison.OrdinalIgnoreCase) && !hasRelation)
            {
                hasRelation = true;
                isNext = value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Contains(Next, StringComparer.OrdinalIgnoreCase);
            }

            isOfOther |= name.Equals("anchor", StringComparison.OrdinalIgnoreCase);
        }
    }

    private string Word(char end = ';')
    {
        var from = at;
        while (at < text.Length && text[at] is not (';' or ',' or ' ' or '\t') && text[at] != end)
        {
            at++;
        }

        return text[from..at];
    }

    // Null where it has no end.
    private string? Quoted()
    {
        var value = new StringBuilder();
        while (at < text.Length)
        {
            var character = text[at++];
            if (character is '"')
            {
                return value.ToString();
            }

            if (character is '\\' && at < text.Length)
            {
                character = text[at++];
            }

            _ = value.Append(character);
        }

        return null;
    }

    private bool Take(char character)
    {
        if (at == text.Length || text[at] != character)
        {
            return false;
        }

        at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (at < text.Length && text[at] is (' ' or '\t'))
        {
            at++;
        }
    }
}
