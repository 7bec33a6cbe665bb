using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>Programs that hand on what they read, and what they leave of it.</summary>
internal static class TextFilters
{
    /// <summary>How free the output of a program is when it reads free text; null for a program of which that is not known.</summary>
    /// <param name="command">The command.</param>
    public static Charset? LeftBy(Command command) => command.Name switch
    {
        "cat" or "tac" or "tee" or "sort" or "uniq" or "cut" or "tail" or "rev" or "fold" or "fmt" or "nl" or "paste" or "column" or "iconv" or "envsubst" or "dos2unix"
            or "awk" or "gawk" or "mawk" or "yq" or "perl" or "python" or "python3" or "node" or "ruby" or "basename" or "dirname" or "fromdos" or "strings"
            or "get-content" or "out-string" or "select-object" or "where-object" or "select-string" or "foreach-object" or "convertfrom-json" or "html2text" or "recode" => Charset.Free,
        "xargs" => Charset.Line,
        "head" => IsOneLine(command) ? Charset.Line : Charset.Free,
        "tr" => Translated(command),
        "sed" => Substituted(command),
        "grep" or "egrep" or "rg" => Found(command),
        "jq" => Queried(command),
        "base64" => command.Words.Any(word => word.Text is "-d" or "-D" or "--decode") ? Charset.Free : Charset.Limited,
        "wc" or "md5sum" or "sha1sum" or "sha256sum" or "sha512sum" or "shasum" or "cksum" or "date" or "nproc" or "seq" or "expr" or "bc" or "xxd" or "od" or "hexdump" or "measure-object" => Charset.Fixed,
        _ => null,
    };

    /// <summary>What a filter of JSON gives: by the last name that it asks for.</summary>
    /// <param name="filter">The filter: <c>.[0].title</c>.</param>
    public static Charset OfQuery(string filter)
    {
        var end = filter.AsSpan().TrimEnd().TrimEnd("?\"])").ToString();
        if (end.EndsWith("length", StringComparison.Ordinal) || end.EndsWith("@base64", StringComparison.Ordinal) || end.EndsWith("tonumber", StringComparison.Ordinal))
        {
            return Charset.Fixed;
        }

        var dot = end.LastIndexOf('.');
        var name = dot < 0 ? "" : end[(dot + 1)..];
        var isName = name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_');

        // Only a plain path says by its last name what it gives.
        return isName && !filter.Contains(',') && !filter.Contains('+') && !filter.Contains("//", StringComparison.Ordinal) && IsFixedField(name) ? Charset.Fixed : Charset.Free;
    }

    /// <summary>Whether a field of the answer of a forge has a fixed form, by the names that forges give to numbers, hashes, dates and states.</summary>
    public static bool IsFixedField(string name) =>
        name is "number" or "id" or "iid" or "sha" or "oid" or "state" or "status" or "conclusion" or "merged" or "draft" or "locked" or "created_at" or "updated_at" or "merged_at" or "node_id"
            or "run_id" or "run_number" or "run_attempt" or "head_sha" or "merge_commit_sha" or "comments" or "commits" or "additions" or "deletions" or "changed_files" or "total_count" or "size"
            or "headRefOid" or "baseRefOid" or "mergeCommit" or "isDraft" or "mergeable" or "mergeStateStatus" or "reviewDecision" or "createdAt" or "updatedAt" or "databaseId"
        || name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_count", StringComparison.Ordinal) || name.EndsWith("_at", StringComparison.Ordinal);

    private static bool IsOneLine(Command command) =>
        command.Words.Any(word => word.Text is "-1" or "-n1" or "--lines=1") || HasValue(command, "-n", "1") || HasValue(command, "--lines", "1");

    private static bool HasValue(Command command, string option, string value)
    {
        for (var index = 1; index + 1 < command.Words.Length; index++)
        {
            if (command.Words[index].Text == option && command.Words[index + 1].Text == value)
            {
                return true;
            }
        }

        return false;
    }

    // tr -cd SET leaves the set alone; tr -cs SET X leaves it and X; tr -d '\n' leaves one line.
    private static Charset Translated(Command command)
    {
        var options = "";
        var sets = new List<string>();
        foreach (var word in command.Words.Skip(1))
        {
            if (sets.Count == 0 && word.Text.Length > 1 && word.Text[0] == '-')
            {
                options += word.Text switch { "--complement" => "c", "--delete" => "d", "--squeeze-repeats" => "s", var given => given[1..] };
            }
            else
            {
                if (!word.Literal)
                {
                    return Charset.Free;
                }

                sets.Add(word.Text);
            }
        }

        var isComplement = options.Contains('c', StringComparison.OrdinalIgnoreCase);
        if (isComplement && sets.Count > 0 && (options.Contains('d') || sets.Count > 1))
        {
            var left = TextAlphabet.Of(WithoutBreaks(sets[0]));
            return sets.Count > 1 ? TextAlphabet.Worse(left, TextAlphabet.Of(sets[1])) : left;
        }

        return !isComplement && sets.Count > 0 && (options.Contains('d') || sets.Count > 1) && (sets[0].Contains("\\n", StringComparison.Ordinal) || sets[0].Contains('\n')) ? Charset.Line : Charset.Free;
    }

    // A kept break of lines at the end of the text is dropped by whoever takes it for a word.
    private static string WithoutBreaks(string set) => set.Replace("\\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    // s/[^a-z0-9]/-/g leaves the class and the replacement; s/.*#\([0-9]*\).*/\1/ leaves the group.
    private static Charset Substituted(Command command)
    {
        var isQuiet = command.Words.Any(word => word.Text is "-n" or "--quiet" or "--silent" || (word.Text.Length > 2 && word.Text[0] == '-' && word.Text[1] != '-' && word.Text.Contains('n')));
        var left = Charset.Free;
        foreach (var word in command.Words.Skip(1))
        {
            if (word.Text.Length < 4 || word.Text[0] != 's' || char.IsAsciiLetterOrDigit(word.Text[1]))
            {
                continue;
            }

            foreach (var script in word.Text.Split([";s", "; s"], StringSplitOptions.None))
            {
                var parts = Parts(script.StartsWith('s') ? script.AsSpan(1) : script);
                if (parts is not { } found || !word.Literal)
                {
                    continue;
                }

                var replacement = found.Replacement;
                if (TextPattern.Of(found.Pattern).NegatedClass is { } kept && found.Flags.Contains('g'))
                {
                    left = Smaller(left, TextAlphabet.Worse(TextAlphabet.Of(kept), TextAlphabet.Of(replacement)));
                }
                else if (replacement.StartsWith('\\') && isQuiet && found.Flags.Contains('p') && GroupIn(found.Pattern) is { } group)
                {
                    left = Smaller(left, TextPattern.Of(group).Charset);
                }
            }
        }

        return left;
    }

    private static Charset Smaller(Charset left, Charset right) => left < right ? left : right;

    private static (string Pattern, string Replacement, string Flags)? Parts(ReadOnlySpan<char> script)
    {
        if (script.Length < 3)
        {
            return null;
        }

        var delimiter = script[0];
        var parts = new List<string>();
        var start = 1;
        for (var index = 1; index < script.Length && parts.Count < 2; index++)
        {
            if (script[index] == '\\')
            {
                index++;
            }
            else if (script[index] == delimiter)
            {
                parts.Add(script[start..index].ToString());
                start = index + 1;
            }
        }

        return parts.Count < 2 ? null : (parts[0], parts[1], script[Math.Min(start, script.Length)..].ToString());
    }

    // The only group of a pattern that covers the whole line.
    private static string? GroupIn(string pattern)
    {
        var body = pattern.AsSpan().TrimStart('^').TrimEnd('$');
        var open = body.IndexOf("\\(") is >= 0 and var older ? older + 2 : body.IndexOf('(') is >= 0 and var newer ? newer + 1 : -1;
        if (open < 0 || !(pattern.StartsWith('^') || pattern.StartsWith(".*", StringComparison.Ordinal)) || !(pattern.EndsWith('$') || pattern.EndsWith(".*", StringComparison.Ordinal)))
        {
            return null;
        }

        var close = body[open..].IndexOf("\\)") is >= 0 and var end ? end : body[open..].LastIndexOf(')');
        return close < 0 || body[(open + close)..].IndexOf('(') >= 0 ? null : body[open..(open + close)].ToString();
    }

    // grep -o gives what matches; grep alone, lines that hold it, which are all of it where the pattern is of whole lines.
    private static Charset Found(Command command)
    {
        var grep = new GrepCall(command);
        return grep.IsCount ? Charset.Fixed
            : !grep.IsInverted && grep.Pattern is { } pattern && (grep.IsOnlyMatch || grep.IsWholeLine) ? pattern.Charset
            : Charset.Free;
    }

    private static Charset Queried(Command command)
    {
        var filter = command.Words.Skip(1).FirstOrDefault(word => word.Text.Length > 0 && word.Text[0] != '-');
        if (filter.Text is null)
        {
            return Charset.Free;
        }

        var left = OfQuery(filter.Text);
        var isRaw = command.Words.Any(word => word.Text is "--raw-output" or "--join-output" || (word.Text.Length > 1 && word.Text[0] == '-' && word.Text[1] != '-' && (word.Text.Contains('r') || word.Text.Contains('j'))));

        // JSON has no line break within a text.
        return left is Charset.Free && !isRaw && command.Words.Any(word => word.Text.Length > 1 && word.Text[0] == '-' && word.Text[1] != '-' && word.Text.Contains('c')) ? Charset.Line : left;
    }
}
