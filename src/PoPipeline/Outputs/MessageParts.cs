using System.Collections.Immutable;
using System.Text;
using PoPipeline.Escaping;

namespace PoPipeline.Outputs;

/// <summary>A message, taken apart: what a rule says of everything, and the names and numbers that it says it of.</summary>
/// <remarks>Names are quoted in messages, <c>'like this'</c>. What others wrote can at most keep two messages from being one: put together, the parts are the message.</remarks>
internal sealed class MessageParts
{
    private static readonly string[] Joints = [", ", " and ", " or ", ", and ", ", or "];

    private MessageParts(ImmutableArray<string> texts, ImmutableArray<string> names)
    {
        Texts = texts;
        Names = names;
    }

    /// <summary>What stands before, between and behind the names: one more than there are names.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>Names with their quotes, lists of them, and numbers with what they count.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Takes a message apart.</summary>
    public static MessageParts Of(string message)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        var names = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        var list = new StringBuilder();
        var quotes = new Quotes(message);
        var listed = 0;
        for (var i = 0; i < message.Length;)
        {
            var end = NameEnd(message, i, quotes);
            if (end == i)
            {
                i++;
                continue;
            }

            var name = message.AsSpan(i, end - i);
            var text = message[start..i];
            if (list.Length > 0 && Joints.Contains(text, StringComparer.Ordinal) && (listed > 1 || !EndsClause(text)))
            {
                // Lists differ in length.
                _ = list.Append(text).Append(name);
                listed++;
            }
            else
            {
                EndList();
                texts.Add(text);
                _ = list.Append(name);
                listed = 1;
            }

            i = end;
            start = end;
        }

        EndList();
        texts.Add(message[start..]);
        return new MessageParts(texts.ToImmutable(), names.ToImmutable());

        void EndList()
        {
            if (list.Length > 0)
            {
                names.Add(list.ToString());
                _ = list.Clear();
            }
        }
    }

    /// <summary>The sentences of a message; a full stop in a name ends none.</summary>
    public static ImmutableArray<string> Sentences(string message)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        var quotes = new Quotes(message);
        var start = 0;
        for (var i = 0; i < message.Length; i++)
        {
            i = Math.Max(i, quotes.EndOf(i));
            var ends = i + 2 < message.Length && message[i] is '.' && message[i + 1] is ' ' && (char.IsUpper(message[i + 2]) || message[i + 2] is '\'');
            if (ends)
            {
                sentences.Add(message[start..(i + 1)]);
                start = i + 2;
            }
        }

        sentences.Add(message[start..]);
        return sentences.ToImmutable();
    }

    // Two are joined without a comma: behind 'from 'a', and 'b' runs it' a clause begins.
    private static bool EndsClause(string joint) => joint is ", and " or ", or ";

    private static int NameEnd(string message, int start, Quotes quotes)
    {
        if (quotes.EndOf(start) is > 0 and var quote)
        {
            return quote + 1;
        }

        var isNumber = char.IsAsciiDigit(message[start]) && (start == 0 || message[start - 1] is ' ' or '(');
        if (!isNumber)
        {
            return start;
        }

        var end = start;
        while (end < message.Length && (char.IsAsciiLetterOrDigit(message[end]) || message[end] is '-' or '.'))
        {
            end++;
        }

        while (message[end - 1] is '-' or '.')
        {
            end--;
        }

        // "13 jobs" is said beside a place, not "13".
        var word = end + 1;
        while (word < message.Length && char.IsAsciiLetterLower(message[word]))
        {
            word++;
        }

        return end < message.Length && message[end] is ' ' && word > end + 1 ? word : end;
    }
}
