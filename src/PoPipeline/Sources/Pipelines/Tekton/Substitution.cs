using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>A place in a text where something else is put: <c>$(params.url)</c> by Tekton, <c>{{ revision }}</c> by Pipelines-as-Code.</summary>
/// <param name="Offset">Where it starts in the text, from 0.</param>
/// <param name="Text">As written, with its marks.</param>
/// <param name="Path">What is put there: <c>params.url</c>.</param>
/// <param name="IsDynamic">Whether Pipelines-as-Code puts it there, before Tekton sees the text.</param>
internal readonly record struct Substitution(int Offset, string Text, string Path, bool IsDynamic)
{
    // Nobody writes a longer one.
    private const int Longest = 256;

    /// <summary>Those of a text, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isDynamic">Whether Pipelines-as-Code reads the text.</param>
    public static IEnumerable<Substitution> In(string text, bool isDynamic)
    {
        for (var at = 0; at < text.Length - 1; at++)
        {
            if (text[at] is '$' && text[at + 1] is '(' && (at == 0 || text[at - 1] is not '$') && End(text, at + 2) is { } end)
            {
                yield return new Substitution(at, text[at..(end + 1)], Normalized(text[(at + 2)..end]), IsDynamic: false);
                at = end;
            }
            else if (isDynamic && text[at] is '{' && text[at + 1] is '{' && Closing(text, at + 2) is { } close)
            {
                yield return new Substitution(at, text[at..(close + 2)], text[(at + 2)..close].Trim(), IsDynamic: true);
                at = close + 1;
            }
        }
    }

    // Tekton replaces a name with dots and brackets; what a shell runs in its place has blanks, or no dot at all.
    private static int? End(string text, int start)
    {
        var end = start;
        for (; end < text.Length && end - start <= Longest && text[end] is not ')'; end++)
        {
            if (!char.IsAsciiLetterOrDigit(text[end]) && text[end] is not ('.' or '-' or '_' or '[' or ']' or '*' or '"' or '\'' or '/'))
            {
                return null;
            }
        }

        return end < text.Length && end > start && text[end] is ')' && text.AsSpan(start, end - start).ContainsAny('.', '[') ? end : null;
    }

    private static int? Closing(string text, int start)
    {
        var span = text.AsSpan(start, Math.Min(Longest, text.Length - start));
        var close = span.IndexOf("}}");
        var line = span.IndexOfAny('\n', '{');
        return close > 0 && (line < 0 || line > close) ? start + close : null;
    }

    // params["a.b"] and params['a.b'] name what params.a.b would take apart.
    private static string Normalized(string path) => path.Contains('[', StringComparison.Ordinal)
        ? path.Replace("[\"", ".", StringComparison.Ordinal).Replace("\"]", "", StringComparison.Ordinal).Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal)
        : path;

    /// <summary>The name of the parameter that it takes; null where it takes something else.</summary>
    public string? Parameter =>
        IsDynamic ? null
        : Path.StartsWith("params.", StringComparison.Ordinal) ? WithoutIndex(Path["params.".Length..])
        : Path.StartsWith("inputs.params.", StringComparison.Ordinal) ? WithoutIndex(Path["inputs.params.".Length..])
        : IsOfTemplate ? WithoutIndex(Path[TemplatePrefix.Length..])
        : null;

    /// <summary>Whether it takes a parameter of the template that triggers make runs from.</summary>
    public bool IsOfTemplate => !IsDynamic && Path.StartsWith(TemplatePrefix, StringComparison.Ordinal);

    private const string TemplatePrefix = "tt.params.";

    private static string WithoutIndex(string name) => name.IndexOf('[', StringComparison.Ordinal) is >= 0 and var bracket ? name[..bracket] : name;
}
