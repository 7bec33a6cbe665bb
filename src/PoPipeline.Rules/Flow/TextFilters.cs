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
        "cat" or "tac" or "tee" or "sort" or "uniq" or "cut" or "rev" or "fold" or "fmt" or "nl" or "column" or "iconv" or "envsubst" or "dos2unix"
            or "yq" or "perl" or "python" or "python3" or "node" or "ruby" or "basename" or "dirname" or "fromdos" or "strings"
            or "get-content" or "out-string" or "select-object" or "where-object" or "select-string" or "foreach-object" or "convertfrom-json" or "html2text" or "recode" => Charset.Free,
        "xargs" => Charset.Line,
        "head" or "tail" => IsOneLine(command) ? Charset.Line : Charset.Free,
        "paste" => IsSerial(command) ? Charset.Line : Charset.Free,
        "awk" or "gawk" or "mawk" => command.Words.Any(word => word.Literal && IsFirstLine(word.Text)) && !command.Words.Any(word => word.Text.Contains("\\n", StringComparison.Ordinal)) ? Charset.Line : Charset.Free,
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

    // paste -sd, joins all lines into one.
    private static bool IsSerial(Command command)
    {
        var options = command.Words.Skip(1).Where(word => word.Text is ['-', _, ..]).ToList();
        return options.Exists(word => word.Text is "--serial" || (word.Text[1] != '-' && word.Text.Contains('s', StringComparison.Ordinal)))
            && !command.Words.Any(word => word.Text.Contains("\\n", StringComparison.Ordinal) || word.Text.Contains('\n'));
    }

    // awk 'NR==1 { print $2 }': what it prints of the one line.
    private static bool IsFirstLine(string program)
    {
        var text = program.AsSpan().Trim();
        text = text.StartsWith("FNR") ? text[3..] : text.StartsWith("NR") ? text[2..] : default;
        text = text.TrimStart();
        text = text.StartsWith("==") ? text[2..].TrimStart() : default;
        if (!text.StartsWith("1"))
        {
            return false;
        }

        var action = text[1..].TrimStart();
        if (action.IsEmpty)
        {
            return true;
        }

        if (action[0] != '{' || action[^1] != '}' || action[1..^1].IndexOfAny("{}\n") >= 0)
        {
            return false;
        }

        // One print alone: a second one is a second line.
        var body = action[1..^1].Trim().TrimEnd(';').TrimEnd();
        body = body.EndsWith("exit") ? body[..^4].TrimEnd().TrimEnd(';') : body;
        return body.StartsWith("print") && body.IndexOf(';') < 0;
    }

    // sed q, sed -n 1p: the first line; sed ':a;N;$!ba;s/\n/ /g', sed -z 's/\n/ /g': all lines joined into one.
    private static bool IsOneLine(string script, bool isQuiet, bool isWhole)
    {
        var plain = script.Replace(" ", "", StringComparison.Ordinal).TrimEnd(';');
        if (plain is "q" or "1q" or "1!d" || (plain is "1p" && isQuiet))
        {
            return true;
        }

        if (plain.StartsWith(':') && plain.IndexOf(';', StringComparison.Ordinal) is > 0 and var end)
        {
            var loop = $"{plain[..end]};N;$!b{plain[1..end]};";
            return plain.StartsWith(loop, StringComparison.Ordinal) && JoinsLines(plain.AsSpan(loop.Length));
        }

        return isWhole && JoinsLines(plain);
    }

    // s/\n/ /g, with nothing in the place of a break that is one.
    private static bool JoinsLines(ReadOnlySpan<char> script)
    {
        if (script.Length < "s/\\n//g".Length || script[0] != 's' || script[^1] != 'g' || !script[2..].StartsWith("\\n") || script[4] != script[1] || script[^2] != script[1])
        {
            return false;
        }

        return script[5..^2].IndexOfAny("\\\n") < 0 && script[5..^2].IndexOf(script[1]) < 0;
    }

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

        return !isComplement && sets.Count > 0 && (options.Contains('d') || sets.Count > 1) && HoldsBreak(sets[0]) && !(sets.Count > 1 && HoldsBreak(sets[1])) ? Charset.Line : Charset.Free;
    }

    // \n, \012, a class that has it, \000-\037.
    private static bool HoldsBreak(string set) =>
        set.Contains("\\n", StringComparison.Ordinal) || set.Contains('\n') || set.Contains("[:space:]", StringComparison.Ordinal) || set.Contains("[:cntrl:]", StringComparison.Ordinal)
        || set.Contains("\\012", StringComparison.Ordinal) || set.Contains("\\0-\\", StringComparison.Ordinal) || set.Contains("\\000-\\", StringComparison.Ordinal) || set.Contains("\\001-\\", StringComparison.Ordinal);

    // A kept break of lines at the end of the text is dropped by whoever takes it for a word.
    private static string WithoutBreaks(string set) => set.Replace("\\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    // s/[^a-z0-9]/-/g leaves the class and the replacement; s/.*#\([0-9]*\).*/\1/ leaves the group.
    private static Charset Substituted(Command command)
    {
        var isQuiet = command.Words.Any(word => word.Text is "-n" or "--quiet" or "--silent" || (word.Text.Length > 2 && word.Text[0] == '-' && word.Text[1] != '-' && word.Text.Contains('n')));
        var isWhole = command.Words.Any(word => word.Text is "-z" or "--null-data");
        var left = command.Words.Skip(1).Any(word => word.Literal && IsOneLine(word.Text, isQuiet, isWhole)) ? Charset.Line : Charset.Free;
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
            : grep is { IsOneLine: true, IsOnlyMatch: false } ? Charset.Line
            : Charset.Free;
    }

    private static Charset Queried(Command command)
    {
        var filter = command.Words.Skip(1).FirstOrDefault(word => word.Text.Length > 0 && word.Text[0] != '-');
        if (filter is null)
        {
            return Charset.Free;
        }

        var left = OfQuery(filter.Text);
        var isRaw = command.Words.Any(word => word.Text is "--raw-output" or "--join-output" || (word.Text.Length > 1 && word.Text[0] == '-' && word.Text[1] != '-' && (word.Text.Contains('r') || word.Text.Contains('j'))));

        // JSON has no line break within a text; those between texts are not the writer's.
        return left is Charset.Free && !isRaw ? Charset.Line : left;
    }
}
