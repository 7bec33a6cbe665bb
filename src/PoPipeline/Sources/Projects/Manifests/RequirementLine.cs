using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>One requirement of a file of pip's, or one of its options, with the lines that continue it.</summary>
/// <param name="Text">The text, without comments and without the hashes.</param>
/// <param name="Hashes">The hashes: <c>sha256:…</c>.</param>
/// <param name="At">Where it starts, to the end of its first line.</param>
/// <remarks>Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/.</remarks>
internal sealed record RequirementLine(string Text, List<string> Hashes, Region At)
{
    private const string HashOption = "--hash";

    /// <summary>Whether it is an option of the file.</summary>
    public bool IsOption => Text.StartsWith('-') && !IsEditable;

    /// <summary>Whether it is installed from where it lies, so that it may be edited.</summary>
    public bool IsEditable => Text.StartsWith("-e ", StringComparison.Ordinal) || Text.StartsWith("--editable", StringComparison.Ordinal);

    /// <summary>The lines of a file.</summary>
    /// <param name="reader">The text.</param>
    public static IEnumerable<RequirementLine> Of(TextReader reader)
    {
        var parts = new List<string>();
        var at = Region.Start;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var (text, goesOn) = Cleaned(line);
            if (parts.Count == 0)
            {
                var indent = line.AsSpan().IndexOfAnyExcept(' ', '\t');
                at = new Region(number, Math.Max(indent, 0) + 1, number, Math.Max(indent, 0) + 1 + text.Length);
            }

            if (text.Length > 0)
            {
                parts.Add(text);
            }

            if (!goesOn && parts.Count > 0)
            {
                yield return Made(string.Join(' ', parts), at);
                parts.Clear();
            }
        }

        if (parts.Count > 0)
        {
            yield return Made(string.Join(' ', parts), at);
        }
    }

    // A mark starts a comment at the start of a line or behind a blank.
    private static (string Text, bool GoesOn) Cleaned(string line)
    {
        var end = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
        var text = (end < 0 ? line : line[..end]).Trim();
        return text.EndsWith('\\') ? (text[..^1].TrimEnd(), true) : (text, false);
    }

    private static RequirementLine Made(string text, Region at)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (rest, hashes) = (new List<string>(), new List<string>());
        for (var index = 0; index < words.Length; index++)
        {
            // --hash=sha256:…, --hash sha256:…
            if (words[index].StartsWith(HashOption + "=", StringComparison.Ordinal))
            {
                hashes.Add(words[index][(HashOption.Length + 1)..]);
            }
            else if (words[index] is HashOption && index + 1 < words.Length)
            {
                hashes.Add(words[++index]);
            }
            else
            {
                rest.Add(words[index]);
            }
        }

        return new RequirementLine(string.Join(' ', rest), hashes, at);
    }
}
