using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>The gems that a <c>Gemfile</c> asks for whatever its conditions come to. It is a program: what stands in conditions and in blocks of its own is left out.</summary>
/// <remarks>Source: https://bundler.io/man/gemfile.5.html.</remarks>
internal static class GemfileRecord
{
    private static readonly SearchValues<char> NoKey = SearchValues.Create(" ,([\"'");

    // What a line begins, and an end ends, on its own and as a value.
    private static readonly string[] Compound = ["if", "unless", "case", "begin", "while", "until"];
    private static readonly string[] Plain = ["group", "platforms", "platform", "source", "path", "git", "github", "install_if"];

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var reader = file.Reader();
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        var open = new Stack<bool>();
        var conditions = 0;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = WithoutComment(line).Trim();
            var word = text.Split([' ', '(', ';'], 2)[0];
            if (word is "=begin" or "__END__" || text.Contains("<<", StringComparison.Ordinal))
            {
                return new ManifestRecord { Unknown = "it holds text that is no call, so that what it asks for cannot be told" };
            }

            if (word is "end" or "}" && open.TryPop(out var wasCondition))
            {
                conditions -= wasCondition ? 1 : 0;
            }
            else if (Opens(text, word))
            {
                var isCondition = !Array.Exists(Plain, plain => plain == word);
                open.Push(isCondition);
                conditions += isCondition ? 1 : 0;
            }
            else if (word is "gem" && conditions == 0 && Asked(line, text, number) is { } request)
            {
                asked.Add(request);
            }
        }

        return new ManifestRecord { Asked = asked.DrainToImmutable() };
    }

    /// <summary>A requirement of gems in one form, whatever the order and the blanks.</summary>
    /// <param name="requirement">What is asked, separated by commas.</param>
    public static string Normal(string requirement)
    {
        var parts = requirement.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var digits = part.AsSpan().IndexOfAnyExcept(VersionRanges.Signs);
            var sign = digits <= 0 ? "=" : part[..digits].Trim();
            return $"{sign} {(digits < 0 ? "" : part[digits..])}";
        }).Where(part => part is not ">= 0").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return string.Join(", ", parts);
    }

    // Whether a line begins what another one ends.
    private static bool Opens(string text, string word) =>
        (Array.Exists(Compound, one => one == word || text.EndsWith($"= {one}", StringComparison.Ordinal) || text.Contains($"= {one} ", StringComparison.Ordinal)) || word is "def" or "for" or "class" or "module"
            || text.EndsWith(" do", StringComparison.Ordinal) || text.EndsWith('|') && (text.Contains(" do |", StringComparison.Ordinal) || text.Contains("{ |", StringComparison.Ordinal)) || text.EndsWith('{'))
        && !text.EndsWith(" end", StringComparison.Ordinal);

    // A mark within quotes starts no comment.
    private static string WithoutComment(string line)
    {
        var quote = '\0';
        for (var at = 0; at < line.Length; at++)
        {
            if (quote != '\0')
            {
                quote = line[at] == quote ? '\0' : quote;
            }
            else if (line[at] is '"' or '\'')
            {
                quote = line[at];
            }
            else if (line[at] is '#' && (at == 0 || char.IsWhiteSpace(line[at - 1])))
            {
                return line[..at];
            }
        }

        return line;
    }

    // gem "rails", "~> 7.0", ">= 7.0.2", require: false
    private static AskedRequest? Asked(string line, string text, int number)
    {
        var rest = text.AsSpan(3).TrimStart(" (");
        if (rest is not ['"' or '\'', ..] || text.Contains(" if ", StringComparison.Ordinal) || text.Contains(" unless ", StringComparison.Ordinal) || rest[1..].IndexOf(rest[0]) is not (> 0 and var length))
        {
            return null;
        }

        var name = rest.Slice(1, length).ToString();
        if (name.Contains("#{", StringComparison.Ordinal))
        {
            return null;
        }

        rest = rest[(length + 2)..].TrimStart();
        var requirements = new List<string>();
        var isKnown = true;
        while (rest is [',', ..])
        {
            rest = rest[1..].TrimStart();
            if (rest is ['"' or '\'', ..] && rest[1..].IndexOf(rest[0]) is >= 0 and var end && !rest.Slice(1, end).Contains("#{", StringComparison.Ordinal))
            {
                requirements.Add(rest.Slice(1, end).ToString());
                rest = rest[(end + 2)..].TrimStart();
                // "key" => value
                isKnown &= !rest.StartsWith("=>") && !rest.StartsWith(":");
                continue;
            }

            // Options come last; a value, a list or another line may say which versions.
            isKnown &= rest is [':', ..] || rest.IndexOf(':') is > 0 and var colon && !rest[..colon].ContainsAny(NoKey);
            break;
        }

        var column = line.IndexOf(name, StringComparison.Ordinal) + 1;
        return new AskedRequest(name, isKnown ? string.Join(", ", requirements) : null, new Region(number, column, number, column + name.Length));
    }
}
