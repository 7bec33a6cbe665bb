using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>
/// Follows texts through a program in JavaScript or Python, as far as steps write them: names that are assigned once, fields of the event and of answers of
/// the forge, the environment, files, what is handed on and what is run. It reads no grammar: what it does not know keeps nothing from being read.
/// </summary>
internal sealed partial class ProgramFlow
{
    // What a program of a step that is longer than this does, nobody can tell by its names.
    private const int Longest = 60_000;

    private static readonly Provenance Answer = new(Origin.Outsider, Charset.Free) { Sources = ["an answer of the forge"] };

    private readonly string text;
    private readonly ImmutableArray<PastedText> pasted;
    private readonly Func<int, int, Place> placeOf;
    private readonly FlowStart start;
    private readonly Dictionary<string, Provenance> names = new(StringComparer.Ordinal);
    private readonly List<WrittenText> variables = [];
    private readonly List<WrittenText> outputs = [];
    private readonly List<TextSink> sinks = [];

    private ProgramFlow(string text, ImmutableArray<PastedText> pasted, Func<int, int, Place> placeOf, FlowStart start)
    {
        this.text = text;
        this.pasted = pasted;
        this.placeOf = placeOf;
        this.start = start;
    }

    /// <summary>Follows the texts through a program.</summary>
    /// <param name="shell">The language.</param>
    /// <param name="text">The program.</param>
    /// <param name="pasted">What is pasted into it.</param>
    /// <param name="placeOf">Where a part of it is written.</param>
    /// <param name="start">What is known before it starts.</param>
    public static ScriptFlow Of(ShellKind shell, string text, ImmutableArray<PastedText> pasted, Func<int, int, Place> placeOf, FlowStart start)
    {
        if (text.Length > Longest || shell is not (ShellKind.JavaScript or ShellKind.Python))
        {
            return ScriptFlow.None;
        }

        var flow = new ProgramFlow(text, pasted, placeOf, start);
        for (var from = 0; from < text.Length;)
        {
            var length = StatementAt(text.AsSpan(from));
            flow.Read(text.Substring(from, length), from);
            from += length + 1;
        }

        return new ScriptFlow { Variables = [.. flow.variables], Outputs = [.. flow.outputs], Sinks = [.. flow.sinks] };
    }

    // Up to the end of the line, or to a semicolon within it that is in no text.
    private static int StatementAt(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '\n':
                    return index;
                case '\\':
                    index++;
                    break;
                case '"' or '\'' or '`' when quote is '\0' || quote == text[index]:
                    quote = quote is '\0' ? text[index] : '\0';
                    break;
                case ';' when quote is '\0' && index + 1 < text.Length && text[index + 1] is ' ':
                    return index;
            }
        }

        return text.Length;
    }

    // A line at a time: most statements of steps are lines, and what goes on below it is read as a line of its own.
    private void Read(string line, int offset)
    {
        if (Destructured().Match(line) is { Success: true } parts)
        {
            var target = parts.Groups["from"].Value;
            foreach (var name in parts.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                // { title: t } takes title into t.
                var (field, local) = name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (name[..colon].Trim(), name[(colon + 1)..].Trim()) : (name, name);
                names[local] = ValueOf($"{target.TrimEnd(';').Trim()}.{field}", offset + parts.Index).Through(placeOf(offset + parts.Index, parts.Length), $"is put into the variable '{local}'");
            }
        }
        else if (Assigned().Match(line) is { Success: true } assigned)
        {
            var name = assigned.Groups["name"].Value;
            names[name] = ValueOf(assigned.Groups["value"].Value, offset + assigned.Groups["value"].Index).Through(placeOf(offset + assigned.Index, assigned.Length), $"is put into the variable '{name}'");
        }

        foreach (Match call in Handed().Matches(line))
        {
            Hand(call, line, offset);
        }

        foreach (Match call in Run().Matches(line))
        {
            var argument = ArgumentsFrom(line, call.Index + call.Length);
            Tell(SinkKind.Code, ValueOf(argument, offset + call.Index + call.Length), argument, call.Groups["program"].Value, offset + call.Index, call.Length + argument.Length);
        }

        foreach (Match written in Written().Matches(line))
        {
            var name = written.Groups["name"].Value;
            var value = OfPieces(written.Groups["value"].Value, offset + written.Groups["value"].Index);
            outputs.Add(new WrittenText(name, value.Through(placeOf(offset + written.Index, written.Length), $"is written to the output '{name}'"), placeOf(offset + written.Index, written.Length)));
        }

        if (Returned().Match(line) is { Success: true } returned)
        {
            var at = placeOf(offset + returned.Index, returned.Length);
            outputs.Add(new WrittenText("result", ValueOf(returned.Groups["value"].Value, offset + returned.Groups["value"].Index).Through(at, "is given back as the output 'result'"), at));
        }
    }

    // f"{title} {len(body)}" and `${title}`: what stands in the braces; without any, all of it.
    private Provenance OfPieces(string value, int offset)
    {
        var pieces = Pieces().Matches(value);
        return pieces.Count == 0 ? ValueOf(value, offset) : Provenance.Join(pieces.Select(piece => ValueOf(piece.Groups["piece"].Value, offset + piece.Index)));
    }

    private void Hand(Match call, string line, int offset)
    {
        var arguments = ArgumentsFrom(line, call.Index + call.Length);
        var at = placeOf(offset + call.Index, call.Length);
        if (call.Groups["what"].Value is "addPath")
        {
            Tell(SinkKind.SearchPath, ValueOf(arguments, offset + call.Index), arguments, "", offset + call.Index, call.Length);
            return;
        }

        if (Named().Match(arguments) is not { Success: true } named)
        {
            return;
        }

        var name = named.Groups["name"].Value;
        var value = ValueOf(named.Groups["value"].Value, offset + call.Index + call.Length);
        if (call.Groups["what"].Value is "setOutput")
        {
            outputs.Add(new WrittenText(name, value.Through(at, $"is written to the output '{name}'"), at));
        }
        else
        {
            // The toolkit puts the value between delimiters of its own, so that it stays one variable.
            variables.Add(new WrittenText(name, value.Through(at, $"is written to the variable '{name}' of later steps"), at));
            Tell(SinkKind.Variable, value, named.Groups["value"].Value, name, offset + call.Index, call.Length);
        }
    }

    private void Tell(SinkKind kind, Provenance value, string shown, string program, int offset, int length)
    {
        if (value.IsForeign && !value.Way.Any(hop => pasted.Any(one => placeOf(one.Offset, one.Text.Length) == hop.Place)))
        {
            sinks.Add(new TextSink(kind, value, shown.Trim(), program, placeOf(offset, Math.Min(length, text.Length - offset)), offset));
        }
    }

    // Who controls what an expression gives: all that is named in it.
    private Provenance ValueOf(string expression, int offset)
    {
        if (IsCut(expression))
        {
            return Provenance.Constant;
        }

        var value = Provenance.Constant;
        foreach (Match source in Sources().Matches(expression))
        {
            value = Provenance.Join(value, OfSource(source, offset + source.Index));
        }

        foreach (var one in pasted.Where(one => expression.Contains(one.Text, StringComparison.Ordinal)))
        {
            value = Provenance.Join(value, one.Provenance.Through(placeOf(one.Offset, one.Text.Length), "is pasted into the script"));
        }

        return LeftOf(expression, value);
    }

    private Provenance OfSource(Match source, int offset)
    {
        var place = placeOf(Math.Clamp(offset, 0, text.Length), Math.Min(source.Length, Math.Max(text.Length - offset, 0)));
        if (source.Groups["event"].Success)
        {
            var path = Dotted(source.Groups["event"].Value).TrimStart('.');
            return start.Event(StripMethods(path))?.Through(place, "enters from the event") ?? Provenance.Unknown;
        }

        if (source.Groups["variable"].Success)
        {
            var variable = source.Groups["variable"].Value;
            return PlatformProfiles.EventFiles.Contains(variable, StringComparer.Ordinal)
                ? start.Event("")?.Through(place, "enters from the file of the event") ?? Provenance.Unknown
                : start.Variable(variable) ?? Provenance.Unknown;
        }

        if (source.Groups["file"].Success)
        {
            var path = source.Groups["file"].Value;
            return start.File(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path, offset)?.Through(place, $"is read from the file '{path}'") ?? Provenance.Unknown;
        }

        if (source.Groups["api"].Success)
        {
            return Answer.Through(place, "enters as an answer of the forge");
        }

        if (!names.TryGetValue(source.Groups["name"].Value, out var known))
        {
            return Provenance.Constant;
        }

        // pr.data.number is a number, whatever else pr holds.
        var member = source.Groups["members"].Value;
        var last = StripMethods(Dotted(member));
        if (last.EndsWith("head.sha", StringComparison.Ordinal) || last.EndsWith("head_sha", StringComparison.Ordinal) || last.EndsWith("merge_commit_sha", StringComparison.Ordinal))
        {
            return Provenance.ProposedBy("the forge");
        }

        return last.LastIndexOf('.') is >= 0 and var dot && (TextFilters.IsFixedField(last[(dot + 1)..]) || last[(dot + 1)..] is "length") ? Provenance.Constant : known;
    }

    // e["issue"]["title"], e.get("issue") and e?.issue are e.issue.title and e.issue.
    private static string Dotted(string members) => Subscript().Replace(members, ".${name}").Replace("?.", ".", StringComparison.Ordinal);

    private static string StripMethods(string path)
    {
        var parts = path.Split('.').TakeWhile(part => part is not ("trim" or "toString" or "split" or "replace" or "toLowerCase" or "map" or "filter" or "slice" or "substring" or "match" or "includes" or "join" or "strip" or "format"));
        return string.Join('.', parts);
    }

    // A number, or a comparison, whatever it is made of.
    private static bool IsCut(string expression)
    {
        var cut = expression.TrimStart();
        return cut.StartsWith("Number(", StringComparison.Ordinal) || cut.StartsWith("parseInt(", StringComparison.Ordinal) || cut.StartsWith("int(", StringComparison.Ordinal)
            || cut.StartsWith("len(", StringComparison.Ordinal) || cut.StartsWith("Boolean(", StringComparison.Ordinal) || cut.StartsWith('!')
            || Comparison().IsMatch(cut);
    }

    private static Provenance LeftOf(string expression, Provenance value)
    {
        foreach (Match replaced in Replaced().Matches(expression))
        {
            if (TextPattern.Of(replaced.Groups["pattern"].Value).NegatedClass is { } kept)
            {
                value = value.AtMost(TextAlphabet.Of(kept));
            }
        }

        return expression.Contains("encodeURIComponent(", StringComparison.Ordinal) || expression.Contains("shlex.quote(", StringComparison.Ordinal) ? value.AtMost(Charset.Limited)
            : expression.Contains("JSON.stringify(", StringComparison.Ordinal) || expression.Contains("json.dumps(", StringComparison.Ordinal) ? value.AtMost(Charset.Line)
            : value;
    }

    // Up to the parenthesis that closes the call, or the end of the line.
    private static string ArgumentsFrom(string line, int from)
    {
        var open = 1;
        for (var index = from; index < line.Length; index++)
        {
            open += line[index] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open == 0)
            {
                return line[from..index];
            }
        }

        return line[from..];
    }

    [GeneratedRegex(@"(?:const|let|var)\s*\{(?<names>[^}=]{1,200})\}\s*=\s*(?:await\s+)?(?<from>[^;]{1,400})")]
    private static partial Regex Destructured();

    [GeneratedRegex(@"(?:(?:const|let|var)\s+|^\s*)(?<name>[A-Za-z_$][A-Za-z0-9_$]{0,80})\s*(?::\s*[A-Za-z]+\s*)?\+?=(?!=|>)\s*(?<value>.+)")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"\b(?:core\.)?(?<what>setOutput|exportVariable|addPath|set_output|set_env)\s*\(")]
    private static partial Regex Handed();

    [GeneratedRegex(@"(?<![A-Za-z0-9_.$])(?:(?:require\([""'][a-z_:]+[""']\)|child_process|cp|subprocess|os|vm)\.)?(?<program>eval|exec|execSync|Function|system|popen|runInThisContext|runInNewContext|check_output|getoutput|check_call|call|run)\s*\((?!\s*\[)")]
    private static partial Regex Run();

    [GeneratedRegex(@"^\s*[""'`](?<name>[A-Za-z0-9_.-]+)[""'`]\s*,\s*(?<value>.+)$")]
    private static partial Regex Named();

    // print(f"title={title}", file=out), out.write(f"title={title}\n")
    [GeneratedRegex(@"(?:write|print|writeFileSync|appendFileSync)\s*\(.{0,80}?[""'`](?<name>[A-Za-z0-9_-]{1,80})=(?<value>[^\n]+)")]
    private static partial Regex Written();

    [GeneratedRegex(@"\$?\{(?<piece>[^{}]{1,200})\}")]
    private static partial Regex Pieces();

    [GeneratedRegex(@"^\s*return\s+(?<value>[^;]+)")]
    private static partial Regex Returned();

    [GeneratedRegex(@"context\.payload(?<event>(?:\.get\([""'][A-Za-z_][A-Za-z0-9_]*[""'][^()]{0,20}\)|\??\.[A-Za-z_][A-Za-z0-9_]*|\[[""'][A-Za-z_][A-Za-z0-9_]*[""']\])*)|process\.env(?:\.|\[[""'])(?<variable>[A-Za-z_][A-Za-z0-9_]*)|os\.(?:environ(?:\.get\(|\[)|getenv\()\s*[""'](?<variable>[A-Za-z_][A-Za-z0-9_]*)|(?:readFileSync|readFile|open)\s*\(\s*[""'`](?<file>[^""'`]{1,200})[""'`]|(?<api>(?:github|octokit)\.(?:rest|graphql|paginate|request|pulls|issues|repos|search|git)\b)|(?<![.A-Za-z0-9_$])(?<name>[A-Za-z_$][A-Za-z0-9_$]*)(?<members>(?:\.get\([""'][A-Za-z_][A-Za-z0-9_]*[""'][^()]{0,20}\)|\??\.[A-Za-z_][A-Za-z0-9_]*|\[[""'][A-Za-z_][A-Za-z0-9_]*[""']\])*)")]
    private static partial Regex Sources();

    [GeneratedRegex(@"(?:\.get\(|\[)[""'](?<name>[A-Za-z_][A-Za-z0-9_]*)[""'](?:[^()]{0,20}\)|\])")]
    private static partial Regex Subscript();

    [GeneratedRegex(@"\.replace(?:All)?\(\s*/(?<pattern>(?:\\.|[^/\\])+)/[a-z]*g|re\.sub\(\s*r?[""'](?<pattern>[^""']+)[""']")]
    private static partial Regex Replaced();

    [GeneratedRegex(@"^[^""'`?]*[^=!<>]={2,3}[^=]")]
    private static partial Regex Comparison();
}
