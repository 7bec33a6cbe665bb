using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>
/// What a script writes to the files by which a platform takes variables, folders and outputs: lines <c>NAME=value</c>, and values of several lines
/// between <c>NAME&lt;&lt;END</c> and <c>END</c>.
/// </summary>
/// <param name="walk">The walk through the script.</param>
/// <param name="isHanded">Whether the lines of a file become variables of other jobs.</param>
internal sealed class WrittenTexts(ScriptWalk walk, Func<string, bool> isHanded)
{
    private readonly List<WrittenText> variables = [];
    private readonly List<WrittenText> outputs = [];
    private readonly Dictionary<FileKind, (string Name, string Delimiter, bool IsGuessable)> open = [];

    /// <summary>The variables so far.</summary>
    public ImmutableArray<WrittenText> Variables => [.. variables];

    /// <summary>The outputs so far.</summary>
    public ImmutableArray<WrittenText> Outputs => [.. outputs];

    /// <summary>Whether the script writes outputs by lines of the log.</summary>
    public bool UsesLog { get; private set; }

    /// <summary>Takes what a command writes.</summary>
    /// <param name="command">The command.</param>
    /// <param name="index">Its index.</param>
    /// <param name="output">Who controls what it writes.</param>
    public void Add(Command command, int index, Provenance output)
    {
        foreach (var word in command.Words)
        {
            AddLogCommand(word, index);
        }

        foreach (var kind in TargetsOf(command))
        {
            if (ScriptWalk.SaysItself(command))
            {
                AddWords(kind, command, index);
            }
            else if (command.Name is "cat" or "tee" && !command.Documents.IsEmpty)
            {
                foreach (var document in command.Documents)
                {
                    AddLines(kind, document, index, name: null);
                }
            }
            else if (!command.Words.IsEmpty || !command.InputFiles.IsEmpty)
            {
                AddWhole(kind, output, walk.PlaceOf(command), command);
            }
        }
    }

    private IEnumerable<FileKind> TargetsOf(Command command)
    {
        var files = command.OutputFiles.Select(file => file.Text);
        if (command.Name is "add-content" or "set-content" or "out-file")
        {
            files = files.Concat(command.Words.Skip(1).Select(word => word.Text));
        }

        if (walk.ReaderOf(command) is { Name: "tee" or "out-file" or "add-content" or "set-content" or "tee-object" } next)
        {
            files = files.Concat(next.Words.Skip(1).Select(word => word.Text));
        }

        return files.Select(KindOf).OfType<FileKind>().Distinct();
    }

    private FileKind? KindOf(string file) =>
        PlatformProfiles.OutputFiles.Any(name => file.Contains(name, StringComparison.OrdinalIgnoreCase)) ? FileKind.Outputs
        : PlatformProfiles.SearchPathFiles.Any(name => file.Contains(name, StringComparison.OrdinalIgnoreCase)) ? FileKind.SearchPath
        : file.Contains(PlatformProfiles.SourcedFile, StringComparison.OrdinalIgnoreCase) ? FileKind.Sourced
        : PlatformProfiles.EnvironmentFiles.Any(name => file.Contains(name, StringComparison.OrdinalIgnoreCase)) ? FileKind.Variables
        : isHanded(file) ? FileKind.Handed
        : null;

    private void AddWords(FileKind kind, Command command, int index)
    {
        if (command.Name is "printf")
        {
            AddPrinted(kind, command, index);
            return;
        }

        var isInterpreted = PrintfCall.Interprets(command);
        var words = command.Words.AsSpan();
        words = command.Name is "" ? words : words[1..];
        while (words.Length > 0 && words[0].Literal && words[0].Text is "-e" or "-n" or "-E" or "-en" or "-ne" or "--")
        {
            words = words[1..];
        }

        string? name = null;
        foreach (var word in words)
        {
            if (IsPathOption(word.Text) || KindOf(word.Text) is not null)
            {
                continue;
            }

            name = AddLines(kind, word, index, name, isInterpreted, isSplit: command.Name is "echo");
        }
    }

    // What the format makes of the words behind it, line by line.
    private void AddPrinted(FileKind kind, Command command, int index)
    {
        foreach (var line in PrintfCall.LinesOf(command))
        {
            var value = Provenance.Constant;
            Word? shown = null;
            var sign = -1;
            var isNameOurs = true;
            if (kind is FileKind.Sourced)
            {
                AddPrintedScript(line, command, index);
                continue;
            }

            foreach (var piece in line)
            {
                var part = piece.Of(walk.ValueOf(piece.Word, piece.From, piece.To, index));
                shown = part.IsForeign && !value.IsForeign ? piece.Word : shown;
                value = Provenance.Join(value, part);
                isNameOurs &= sign >= 0 || !part.IsForeign;
                sign = sign < 0 ? piece.Text.IndexOf('=') : sign;
            }

            AddLine(kind, shown ?? command.Words[1], string.Concat(line.Select(piece => piece.Text.ToString())), value, name: null, isNameOurs);
        }
    }

    // What '%q' writes is read again as what it was, and as no more.
    private void AddPrintedScript(ImmutableArray<PrintfCall.Piece> line, Command command, int index)
    {
        var (value, raw) = (Provenance.Constant, Provenance.Constant);
        Word? shown = null;
        foreach (var piece in line)
        {
            var whole = walk.ValueOf(piece.Word, piece.From, piece.To, index);
            var part = piece.Conversion is 'q' ? whole.AtMost(Charset.Limited) : piece.Of(whole);
            shown = part.IsForeign && !value.IsForeign ? piece.Word : shown;
            (value, raw) = (Provenance.Join(value, part), Provenance.Join(raw, whole));
        }

        AddScriptLine(shown ?? command.Words[1], string.Concat(line.Select(piece => piece.Text.ToString())), value, raw);
    }

    // 'export NAME=value', which sets the variable, and whatever else the value says where a shell reads more than data in it.
    private void AddScriptLine(Word word, ReadOnlySpan<char> line, Provenance value, Provenance raw)
    {
        var at = PlaceOf(word);
        if (NameIn(WithoutExport(line.Trim())) is { } name)
        {
            variables.Add(new WrittenText(name, raw.Through(at, $"is written to the variable '{name}' of later steps"), at));
        }

        walk.Tell(SinkKind.Sourced, value, word.Text.Trim(), "", at, word.Offset);
    }

    // A document goes on to the end of its last line, which its place does not.
    private Place PlaceOf(Word word) => walk.PlaceOf(word.Text.EndsWith('\n') && word.Length > 1 ? word with { Length = word.Length - 1 } : word);

    private static ReadOnlySpan<char> WithoutExport(ReadOnlySpan<char> line)
    {
        var start = line.IndexOf(' ');
        return start > 0 && line[..start] is "export" or "declare" or "typeset" or "readonly" ? WithoutExport(line[start..].TrimStart())
            : start > 0 && line[0] is '-' ? line[start..].TrimStart()
            : line;
    }

    private static bool IsPathOption(string word) => word.StartsWith('-') && word.Length is > 1 and < 16 && !word.Contains('=');

    // Gives the name that the last line is about, for what follows on it.
    private string? AddLines(FileKind kind, Word word, int index, string? name, bool isInterpreted = false, bool isSplit = false)
    {
        var text = word.Text;
        for (var from = 0; from <= text.Length;)
        {
            var length = Break(text.AsSpan(from), out var taken);
            var line = text.AsSpan(from, length);
            var value = walk.ValueOf(word, from, from + length, index, isSplit);
            if (kind is FileKind.Sourced)
            {
                AddScriptLine(word, line, value, word.Literal && line.Contains('$') ? walk.ExpandedLater(line) : value);
                from += length + taken;
                if (taken == 0)
                {
                    break;
                }

                continue;
            }

            var isNameOurs = line.IndexOf('=') is > 0 and var sign && !walk.ValueOf(word, from, from + sign, index).IsForeign;
            name = AddLine(kind, word, line, isInterpreted ? PrintfCall.Interpreted(value) : value, from == 0 ? name : null, isNameOurs);
            from += length + taken;
            if (taken == 0)
            {
                break;
            }
        }

        return name;
    }

    // A line ends at a break, and at '\n' where echo -e or printf make one of it.
    private static int Break(ReadOnlySpan<char> text, out int taken)
    {
        var real = text.IndexOf('\n');
        var written = text.IndexOf("\\n");
        if (real < 0 && written < 0)
        {
            taken = 0;
            return text.Length;
        }

        taken = written < 0 || (real >= 0 && real < written) ? 1 : 2;
        return taken == 1 ? real : written;
    }

    private string? AddLine(FileKind kind, Word word, ReadOnlySpan<char> line, Provenance value, string? name, bool isNameOurs)
    {
        var trimmed = line.Trim();
        if (open.TryGetValue(kind, out var current))
        {
            if (trimmed.SequenceEqual(current.Delimiter))
            {
                open.Remove(kind);
                return null;
            }

            AddValue(kind, current.Name, value, word, current.IsGuessable);
            return current.Name;
        }

        if (name is null && kind is not FileKind.Handed && trimmed.IndexOf("<<") is > 0 and var mark && IsName(trimmed[..mark]))
        {
            var delimiter = trimmed[(mark + 2)..].Trim().ToString();

            // Whoever knows the word that ends the value can write it.
            open[kind] = (trimmed[..mark].ToString(), delimiter, !delimiter.Contains('$') && !delimiter.Contains('`'));
            return null;
        }

        if (name is null && NameIn(trimmed) is { } given)
        {
            AddValue(kind, given, value, word, isGuessable: false);
            return given;
        }

        if (trimmed.Length > 0)
        {
            // "$name=$value": which name it is nobody can tell here, and nobody else can choose.
            var isOne = name is null && isNameOurs && trimmed.IndexOf('=') is > 0 and var sign && trimmed[..sign].IndexOfAny(" \t") < 0;
            AddValue(kind, name ?? ScriptFlow.AnyName, value, word, isGuessable: false, isOneName: isOne);
        }

        return name;
    }

    private void AddWhole(FileKind kind, Provenance value, Place place, Command command)
    {
        var name = open.TryGetValue(kind, out var current) ? current.Name : ScriptFlow.AnyName;
        AddValue(kind, name, value, new Word(walk.TextOf(command), Literal: false, command.Offset, command.Length), current.IsGuessable && !MarksLines(command), place);
    }

    // Each line of a change starts with a sign, so that none of them is the word that ends the value.
    private static bool MarksLines(Command command) => CommandAnswers.Of(command.Name, [.. command.Words.Skip(1).Select(word => word.Text)]) is TextKind.Changes;

    private void AddValue(FileKind kind, string? name, Provenance value, Word word, bool isGuessable, Place? place = null, bool isOneName = false)
    {
        var at = place ?? PlaceOf(word);
        if (kind is FileKind.Sourced)
        {
            walk.Tell(SinkKind.Sourced, value, word.Text, "", at, word.Offset);
            return;
        }

        name ??= ScriptFlow.AnyName;
        var isMany = value.Charset is Charset.Free || (name is ScriptFlow.AnyName && !isOneName);

        // A value of several lines, ended by a word that nobody can guess, stays one value.
        var isBound = open.TryGetValue(kind, out var current) && current.Name == name && !isGuessable;
        switch (kind)
        {
            case FileKind.Outputs:
                outputs.Add(new WrittenText(name, value.Through(at, $"is written to the output '{name}'"), at));
                if (isMany && !isBound)
                {
                    walk.Tell(isGuessable ? SinkKind.Delimited : SinkKind.Outputs, value, word.Text, "", at, word.Offset);
                }

                break;
            case FileKind.Handed:
                outputs.Add(new WrittenText(name, value.Through(at, $"is written to the variable '{name}' of other jobs"), at));
                if (isMany)
                {
                    walk.Tell(SinkKind.Variables, value, word.Text, name, at, word.Offset);
                }

                break;
            case FileKind.SearchPath:
                walk.Tell(SinkKind.SearchPath, value, word.Text, "", at, word.Offset);
                break;
            default:
                variables.Add(new WrittenText(name, value.Through(at, $"is written to the variable '{name}' of later steps"), at));
                walk.Tell(!isMany || isBound ? SinkKind.Variable : isGuessable ? SinkKind.Delimited : SinkKind.Variables, value, word.Text, name, at, word.Offset);
                break;
        }
    }

    // ::set-output name=x::value and ::set-env name=X::value, in the log.
    private void AddLogCommand(Word word, int index)
    {
        var text = word.Text;
        if (!text.StartsWith("::", StringComparison.Ordinal) || text.IndexOf("name=", StringComparison.Ordinal) is not (> 0 and var name) || text.IndexOf("::", name, StringComparison.Ordinal) is not (> 0 and var end))
        {
            return;
        }

        var written = new WrittenText(text[(name + "name=".Length)..end], walk.ValueOf(word, end, text.Length, index).Through(walk.PlaceOf(word), $"is written to the output '{text[(name + "name=".Length)..end]}'"), walk.PlaceOf(word));
        if (PlatformProfiles.OutputCommands.Any(command => text.StartsWith(command, StringComparison.Ordinal)))
        {
            outputs.Add(written);
            UsesLog = true;
        }
        else if (PlatformProfiles.EnvironmentCommands.Any(command => text.StartsWith(command, StringComparison.Ordinal)))
        {
            variables.Add(written);
        }
    }

    private static string? NameIn(ReadOnlySpan<char> line)
    {
        var sign = line.IndexOf('=');
        return sign > 0 && IsName(line[..sign]) ? line[..sign].ToString() : null;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private enum FileKind
    {
        Variables,
        Sourced,
        SearchPath,
        Outputs,
        Handed,
    }
}
