using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests.Gradle;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>Finds the calls in a file of Starlark, or of Python, wherever they stand: on their own, in functions, in lists, in other calls.</summary>
/// <remarks>No function is run: what is not written as a text, or as one that the file itself gives a name, is not known.</remarks>
internal sealed class StarlarkCalls
{
    // More than any file that people write has.
    private const int MaximumBytes = 8 * 1024 * 1024;

    // What stands in many brackets is looked at once for each.
    private const int DeepestBracket = 100;

    // No address, hash or version that is put together is longer. Few lines can mean very much: names for names that are put together.
    private const int LongestJoined = 4096;
    private const int MostKept = 4 * 1024 * 1024;

    private readonly ImmutableArray<DslToken> tokens;

    // Of each bracket the index of the one that closes it; -1 of one that nothing closes, and of any other token.
    private readonly int[] closing;
    private readonly Dictionary<string, StarlarkValue> constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> functions = new(StringComparer.Ordinal);
    private long kept;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    public StarlarkCalls(LockText file)
    {
        if (file.Bytes.Length > MaximumBytes)
        {
            tokens = [];
            closing = [];
            Unreadable = $"it is longer than {MaximumBytes / 1024 / 1024} MiB";
            return;
        }

        using var reader = file.Reader();
        tokens = [.. new StarlarkLexer(reader.ReadToEnd()).Read()];
        closing = new int[tokens.Length];
        if (!Close())
        {
            Unreadable = "it has more brackets in brackets than are followed";
            return;
        }

        for (var index = 0; index < tokens.Length; index++)
        {
            Note(index);
        }
    }

    /// <summary>Why the calls cannot be looked at, as a clause; null where they can.</summary>
    public string? Unreadable { get; }

    /// <summary>Whether the file has a function of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Defines(string name) => functions.Contains(name);

    /// <summary>The name that is written at a place; null where something else is.</summary>
    /// <param name="at">The place.</param>
    public string? WordAt(Region at)
    {
        var index = tokens.AsSpan().BinarySearch(new TokenPlace(at));
        return index >= 0 && tokens[index].Kind is DslTokenKind.Word ? tokens[index].Value : null;
    }

    /// <summary>The calls, in order.</summary>
    public IEnumerable<StarlarkCall> All()
    {
        for (var index = 0; index + 1 < tokens.Length; index++)
        {
            if (tokens[index].Kind is DslTokenKind.Word && tokens[index + 1].Is('(') && closing[index + 1] > 0 && !IsWord(index - 1, "def"))
            {
                yield return Call(index);
            }
        }
    }

    /// <summary>The values that stand behind a name and an equals sign, wherever they do: <c>requires = "zlib/1.3", "fmt/11"</c>.</summary>
    /// <param name="name">The name.</param>
    public IEnumerable<StarlarkValue> Assigned(string name)
    {
        for (var index = 0; index + 2 < tokens.Length; index++)
        {
            if (IsWord(index, name) && tokens[index + 1].Is('=') && !tokens[index + 2].Is('=') && (index == 0 || tokens[index - 1].Kind is DslTokenKind.NewLine))
            {
                for (var at = index + 2; at < tokens.Length && tokens[at].Kind is not DslTokenKind.NewLine;)
                {
                    // What stands between brackets may go over several lines.
                    var end = closing[at] > 0 ? closing[at] : at;
                    for (; at <= end; at++)
                    {
                        if (tokens[at].Kind is DslTokenKind.Text)
                        {
                            yield return new StarlarkValue(tokens[at].Value, IsWhole: true, tokens[at].At);
                        }
                    }
                }
            }
        }
    }

    private bool IsWord(int index, string word) => index >= 0 && index < tokens.Length && tokens[index].Kind is DslTokenKind.Word && tokens[index].Value == word;

    // Whether there are no more brackets in brackets than any that people write.
    private bool Close()
    {
        var open = new Stack<int>();
        for (var index = 0; index < tokens.Length; index++)
        {
            closing[index] = -1;
            if (tokens[index].Kind is not DslTokenKind.Sign)
            {
                continue;
            }

            switch (tokens[index].Value[0])
            {
                case '(' or '[' or '{':
                    open.Push(index);
                    if (open.Count > DeepestBracket)
                    {
                        return false;
                    }

                    break;
                case ')' or ']' or '}' when open.TryPop(out var opened):
                    closing[opened] = index;
                    break;
            }
        }

        return true;
    }

    // NAME = "…" at the edge of the file, and def NAME(…).
    private void Note(int index)
    {
        if (tokens[index].Kind is not DslTokenKind.Word)
        {
            return;
        }

        if (IsWord(index - 1, "def"))
        {
            functions.Add(tokens[index].Value);
        }
        else if (tokens[index].At.StartColumn == 1 && index + 2 < tokens.Length && tokens[index + 1].Is('=') && !tokens[index + 2].Is('='))
        {
            var end = index + 2;
            while (end < tokens.Length && tokens[end].Kind is not DslTokenKind.NewLine)
            {
                end = closing[end] > 0 ? closing[end] + 1 : end + 1;
            }

            var value = Value(index + 2, Math.Min(end, tokens.Length));
            kept += value.Text?.Length ?? 0;
            constants[tokens[index].Value] = kept <= MostKept ? value : value with { Text = null, IsWhole = false };
        }
    }

    private StarlarkCall Call(int index)
    {
        var (start, name) = (index, tokens[index].Value);

        // native.http_archive, oci.pull
        while (start >= 2 && tokens[start - 1].Is('.') && tokens[start - 2].Kind is DslTokenKind.Word)
        {
            start -= 2;
            name = $"{tokens[start].Value}.{name}";
            if (index - start > 8)
            {
                break;
            }
        }

        var positional = ImmutableArray.CreateBuilder<StarlarkValue>();
        var named = new Dictionary<string, StarlarkValue>(StringComparer.Ordinal);
        var hasOthers = false;
        var end = closing[index + 1];
        for (var at = index + 2; at < end;)
        {
            var from = at;
            while (at < end && !tokens[at].Is(','))
            {
                at = closing[at] > 0 ? closing[at] + 1 : at + 1;
            }

            while (from < at && tokens[from].Kind is DslTokenKind.NewLine)
            {
                from++;
            }

            if (from + 1 < at && tokens[from].Kind is DslTokenKind.Word && tokens[from + 1].Is('=') && !tokens[from + 2].Is('='))
            {
                named[tokens[from].Value] = Value(from + 2, Math.Min(at, end));
            }
            else if (from < at && tokens[from].Is('*'))
            {
                hasOthers = true;
            }
            else if (from < at)
            {
                positional.Add(Value(from, Math.Min(at, end)));
            }

            at++;
        }

        return new StarlarkCall(name, tokens[index].At, positional.DrainToImmutable(), named, hasOthers, AssignedTo(start));
    }

    // NAME = call(…)
    private string? AssignedTo(int start) => start >= 2 && tokens[start - 1].Is('=') && tokens[start - 2].Kind is DslTokenKind.Word ? tokens[start - 2].Value : null;

    // "…", NAME, "…" + NAME, "…".format(…), "…" % …, ["…", …].
    private StarlarkValue Value(int from, int to)
    {
        var at = from < tokens.Length ? tokens[from].At : Region.Start;
        var parts = new List<string>();
        var items = ImmutableArray.CreateBuilder<StarlarkValue>();
        var isWhole = true;
        var (depth, length) = (0, 0);
        for (var index = from; index < to; index++)
        {
            var token = tokens[index];
            switch (token.Kind)
            {
                case DslTokenKind.NewLine:
                    break;
                case DslTokenKind.Text:
                    at = parts.Count == 0 && items.Count == 0 ? token.At : at;
                    parts.Add(token.Value);
                    length += token.Value.Length;
                    items.Add(new StarlarkValue(token.Value, IsWhole: true, token.At));
                    break;
                case DslTokenKind.Word when token.Value is "None":
                    break;
                case DslTokenKind.Word when constants.TryGetValue(token.Value, out var constant) && constant.Text is { } text && !(index + 1 < to && (tokens[index + 1].Is('.') || tokens[index + 1].Is('[') || tokens[index + 1].Is('('))):
                    parts.Add(text);
                    length += text.Length;
                    items.Add(constant with { At = token.At, Items = [] });
                    isWhole &= constant.IsWhole;
                    break;
                case DslTokenKind.Word:
                    isWhole = false;
                    break;
                case DslTokenKind.Sign when token.Value[0] is '%' && parts.Count > 0 && depth == 0:
                    // What is put into a text is no part behind it.
                    return new StarlarkValue(Joined(parts, length), IsWhole: false, at);
                default:
                    depth += token.Value[0] is '(' or '[' or '{' ? 1 : token.Value[0] is ')' or ']' or '}' ? -1 : 0;
                    isWhole &= token.Value[0] is '+' or '[' or ']' or '(' or ')' or ',';
                    break;
            }
        }

        var isList = items.Count > 0 && from < to && (tokens[from].Is('[') || tokens[from].Is('('));
        var joined = parts.Count == 0 ? (isWhole ? "" : null) : isList ? parts[0] : Joined(parts, length);
        return new StarlarkValue(joined, isWhole && joined is not null, at) { Items = isList ? items.DrainToImmutable() : [] };
    }

    // Null where that is more than anybody writes.
    private static string? Joined(List<string> parts, int length) => parts.Count == 1 || length <= LongestJoined ? string.Concat(parts) : null;

    private readonly struct TokenPlace(Region at) : IComparable<DslToken>
    {
        public int CompareTo(DslToken other) => at.StartLine != other.At.StartLine ? at.StartLine.CompareTo(other.At.StartLine) : at.StartColumn.CompareTo(other.At.StartColumn);
    }
}
