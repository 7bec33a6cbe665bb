using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the sessions of nox.</summary>
/// <param name="text">The file.</param>
/// <param name="found">Takes the sessions.</param>
internal sealed class NoxReader(LinedText text, FoundCommands found)
{
    private const int LongestValue = 1024;
    private const int MostDepth = 3;
    private const int MostCalls = 200;

    private readonly List<(CommandTarget Target, bool IsLeftOut)> sessions = [];
    private readonly Dictionary<string, Function> helpers = new(StringComparer.Ordinal);
    private List<string>? listed;
    private int calls;

    /// <summary>Reads it.</summary>
    public void Read()
    {
        for (var line = 0; line < text.Lines; line++)
        {
            if (text.Line(line).StartsWith("def ", StringComparison.Ordinal) && FunctionAt(line) is { } function)
            {
                helpers[function.Name] = function;
            }
        }

        PythonCall? decorator = null;
        var isSession = false;
        for (var line = 0; line < text.Lines; line++)
        {
            var written = text.Line(line);
            if (written.StartsWith("nox.options.sessions", StringComparison.Ordinal) && written.IndexOfAny('[', '(') is > 0 and var list)
            {
                listed = [.. PythonCall.Of(text, text.StartOf(line) + list).Positional.Select(name => name.Text)];
            }
            else if (written.StartsWith("@nox.session", StringComparison.Ordinal) || written.StartsWith("@session", StringComparison.Ordinal) || written.StartsWith("@nox_session", StringComparison.Ordinal))
            {
                isSession = true;
                decorator = written.IndexOf('(') is > 0 and var open ? PythonCall.Of(text, text.StartOf(line) + open) : null;
            }
            else if (isSession && (written.StartsWith("def ", StringComparison.Ordinal) || written.StartsWith("async def ", StringComparison.Ordinal)))
            {
                line = Session(line, decorator);
                (isSession, decorator) = (false, null);
            }
        }

        foreach (var (target, isLeftOut) in sessions)
        {
            found.Add(target with { IsDefault = listed?.Contains(target.Name) ?? !isLeftOut });
        }
    }

    // The line before the one at which the function ends.
    private int Session(int line, PythonCall? decorator)
    {
        if (FunctionAt(line) is not { } function)
        {
            return line;
        }

        var body = new Body { Install = decorator?.Named.GetValueOrDefault("venv_backend") is "uv" ? "uv pip install" : "python -m pip install" };
        Fill(body, function, depth: 0);
        var target = new CommandTarget
        {
            Name = decorator?.Named.GetValueOrDefault("name") ?? function.Name,
            Span = function.Span,
            Needs = body.Needs.ToImmutable(),
            Variables = body.Variables.ToImmutable(),
            Texts = body.Texts.ToImmutable(),
        };
        sessions.Add((target, decorator?.Named.GetValueOrDefault("default") is "False"));
        return function.LastLine;
    }

    private Function? FunctionAt(int line)
    {
        var start = text.StartOf(line) + text.Line(line).IndexOf("def ", StringComparison.Ordinal) + 4;
        var open = text.Text.AsSpan(start, text.EndOf(line) - start).IndexOf('(');
        if (open < 0)
        {
            return null;
        }

        open += start;
        var parameter = open + 1;
        while (parameter < text.Text.Length && char.IsWhiteSpace(text.Text[parameter]))
        {
            parameter++;
        }

        var behind = BehindName(parameter);

        // The function ends where a line starts at its edge; brackets of its own header and of texts may stand there too.
        var end = line + 1;
        while (end < text.Lines && (text.Line(end).Trim().IsEmpty || char.IsWhiteSpace(text.Line(end)[0]) || text.Line(end)[0] is ')' or '#' or ']' or '}'))
        {
            end++;
        }

        var last = end < text.Lines ? text.StartOf(end) : text.Text.Length;
        return new Function(text.Text[start..open].Trim(), text.PlaceOf(start, open), Math.Min(behind, last), last, text.Text[parameter..behind], end - 1);
    }

    private int BehindName(int at)
    {
        while (at < text.Text.Length && (char.IsAsciiLetterOrDigit(text.Text[at]) || text.Text[at] is '_'))
        {
            at++;
        }

        return at;
    }

    private void Fill(Body body, Function function, int depth)
    {
        var (at, end, session) = (function.Start, function.End, function.Session);
        while (at < end && body.Texts.Count < FoundCommands.Most)
        {
            var (method, open) = MethodAt(at, session);
            if (method.Length > 0)
            {
                var call = PythonCall.Of(text, open);
                Take(body, method, call, text.PlaceOf(at, open));
                at = Math.Max(call.End, open + 1);
            }
            else if (HelperAt(at, session) is { } helper && depth < MostDepth && calls++ < MostCalls)
            {
                // A function of the file that is given the session runs as a part of it.
                Fill(body, helper, depth + 1);
                at = BehindName(at);
            }
            else
            {
                at = VariableAt(at, session, body.Variables) ?? PythonCall.Behind(text.Text, at, text.Text.Length);
            }
        }
    }

    // helper(session
    private Function? HelperAt(int at, string session)
    {
        if (session.Length == 0 || !(char.IsAsciiLetter(text.Text[at]) || text.Text[at] is '_') || (at > 0 && (char.IsAsciiLetterOrDigit(text.Text[at - 1]) || text.Text[at - 1] is '_' or '.')))
        {
            return null;
        }

        var behind = BehindName(at);
        return behind < text.Text.Length && text.Text[behind] is '(' && text.Text.AsSpan(behind + 1).StartsWith(session, StringComparison.Ordinal) && behind + 1 + session.Length is var next
            && next < text.Text.Length && text.Text[next] is ',' or ')'
            ? helpers.GetValueOrDefault(text.Text[at..behind])
            : null;
    }

    private static void Take(Body body, string method, PythonCall call, Place place)
    {
        switch (method)
        {
            case "install" when call.Positional.Count > 0:
                body.Add(AnchoredTexts.Joined(" ", [AnchoredTexts.At(body.Install, place), .. call.Positional.Select(AnchoredTexts.Word)]));
                break;
            case "conda_install" when call.Positional.Count > 0:
                body.Add(AnchoredTexts.Joined(" ", [AnchoredTexts.At("conda install --yes", place), .. call.Positional.Select(AnchoredTexts.Word)]));
                break;
            case "run" or "run_always" or "run_install" when call.Positional.Count > 0:
                body.Add(AnchoredTexts.Command(call.Positional));
                break;
            case "chdir" or "cd" when call.Positional is [var to, ..]:
                body.Folder = to.Text;
                break;
            case "notify" when call.Positional is [var other, ..]:
                body.Needs.Add(other.Text);
                break;
        }
    }

    // session.install(
    private (string Method, int Open) MethodAt(int at, string session)
    {
        if (session.Length == 0 || text.Text[at] != session[0] || (at > 0 && (char.IsAsciiLetterOrDigit(text.Text[at - 1]) || text.Text[at - 1] is '_' or '.'))
            || !text.Text.AsSpan(at).StartsWith(session, StringComparison.Ordinal))
        {
            return ("", 0);
        }

        var dot = at + session.Length;
        var open = dot;
        while (open + 1 < text.Text.Length && (open == dot ? text.Text[open] is '.' : char.IsAsciiLetter(text.Text[open]) || text.Text[open] is '_'))
        {
            open++;
        }

        return open > dot + 1 && text.Text[open] is '(' ? (text.Text[(dot + 1)..open], open) : ("", 0);
    }

    // session.env["NAME"] = "value"
    private int? VariableAt(int at, string session, ImmutableArray<ToolSetting>.Builder variables)
    {
        var start = session + ".env[";
        if (text.Text[at] != start[0] || !text.Text.AsSpan(at).StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        var name = PythonCall.Of(text, at + start.Length - 1);
        var behind = text.Text.AsSpan(name.End, Math.Min(LongestValue, text.Text.Length - name.End));
        var rest = (behind.IndexOf('\n') is >= 0 and var next ? behind[..next] : behind).Trim().ToString();
        if (name.Positional is [{ Text: not AnchoredTexts.Unknown } key] && rest.StartsWith('='))
        {
            var value = rest[1..].Trim();
            var isLiteral = value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] && value.AsSpan(1, value.Length - 2).IndexOfAny(value[0], '\\') < 0;
            variables.Add(FoundCommands.Variable(key.Text, isLiteral ? value[1..^1] : null, key.Span));
        }

        return Math.Max(name.End, at + 1);
    }

    // A function that has a session as its first parameter: its text behind the name of that, up to its end.
    private sealed record Function(string Name, Place Span, int Start, int End, string Session, int LastLine);

    private sealed class Body
    {
        public required string Install { get; init; }

        public string? Folder { get; set; }

        public ImmutableArray<CommandText>.Builder Texts { get; } = ImmutableArray.CreateBuilder<CommandText>();

        public ImmutableArray<string>.Builder Needs { get; } = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<ToolSetting>.Builder Variables { get; } = ImmutableArray.CreateBuilder<ToolSetting>();

        public void Add(AnchoredText command) => Texts.Add(new CommandText(command.AsScript(), Folder));
    }
}
