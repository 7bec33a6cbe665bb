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

    private readonly List<(CommandTarget Target, bool IsLeftOut)> sessions = [];
    private List<string>? listed;

    /// <summary>Reads it.</summary>
    public void Read()
    {
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
        var start = text.StartOf(line) + text.Line(line).IndexOf("def ", StringComparison.Ordinal) + 4;
        var open = text.Text.IndexOf('(', start);
        if (open < 0 || open > text.EndOf(line))
        {
            return line;
        }

        var name = text.Text[start..open].Trim();
        var parameter = open + 1;
        while (parameter < text.Text.Length && (char.IsAsciiLetterOrDigit(text.Text[parameter]) || text.Text[parameter] is '_'))
        {
            parameter++;
        }

        // The function ends where a line starts at its edge; brackets of its own header and of texts may stand there too.
        var end = line + 1;
        while (end < text.Lines && (text.Line(end).Trim().IsEmpty || char.IsWhiteSpace(text.Line(end)[0]) || text.Line(end)[0] is ')' or '#' or ']' or '}'))
        {
            end++;
        }

        var called = decorator?.Named.GetValueOrDefault("name") ?? name;
        var target = new CommandTarget { Name = called, Span = text.PlaceOf(start, open) };
        var behind = end < text.Lines ? text.StartOf(end) : text.Text.Length;
        sessions.Add((Filled(target, parameter, behind, text.Text[(open + 1)..parameter], decorator), decorator?.Named.GetValueOrDefault("default") is "False"));
        return end - 1;
    }

    private CommandTarget Filled(CommandTarget target, int at, int end, string session, PythonCall? decorator)
    {
        var texts = ImmutableArray.CreateBuilder<CommandText>();
        var needs = ImmutableArray.CreateBuilder<string>();
        var variables = ImmutableArray.CreateBuilder<ToolSetting>();
        var install = decorator?.Named.GetValueOrDefault("venv_backend") is "uv" ? "uv pip install" : "python -m pip install";
        string? folder = null;
        while (at < end)
        {
            var (method, open) = MethodAt(at, session);
            if (method.Length == 0)
            {
                at = VariableAt(at, session, variables) ?? PythonCall.Behind(text.Text, at, text.Text.Length);
                continue;
            }

            var call = PythonCall.Of(text, open);
            var place = text.PlaceOf(at, open);
            at = Math.Max(call.End, open + 1);
            switch (method)
            {
                case "install" when call.Positional.Count > 0:
                    texts.Add(new CommandText(AnchoredTexts.Joined(" ", [AnchoredTexts.At(install, place), .. call.Positional.Select(AnchoredTexts.Word)]).AsScript(), folder));
                    break;
                case "conda_install" when call.Positional.Count > 0:
                    texts.Add(new CommandText(AnchoredTexts.Joined(" ", [AnchoredTexts.At("conda install --yes", place), .. call.Positional.Select(AnchoredTexts.Word)]).AsScript(), folder));
                    break;
                case "run" or "run_always" or "run_install" when call.Positional.Count > 0:
                    texts.Add(new CommandText(AnchoredTexts.Command(call.Positional).AsScript(), folder));
                    break;
                case "chdir" or "cd" when call.Positional is [var to, ..]:
                    folder = to.Text;
                    break;
                case "notify" when call.Positional is [var other, ..]:
                    needs.Add(other.Text);
                    break;
            }
        }

        return target with { Texts = texts.DrainToImmutable(), Needs = needs.DrainToImmutable(), Variables = variables.DrainToImmutable() };
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
}
