using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>One walk through the commands of a script, in the order of the text, with what each variable and file holds by then.</summary>
internal sealed partial class ScriptWalk
{
    /// <summary>The characters of a variable's name.</summary>
    public static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly ShellKind shell;
    private readonly string text;
    private readonly ImmutableArray<Command> commands;

    // By where they stand, so that those in a word are found without looking at all.
    private readonly ImmutableArray<PastedText> pasted;
    private HashSet<Place>? pastedPlaces;
    private readonly Func<int, int, Place> placeOf;
    private readonly FlowStart start;
    private readonly Parameters parameters;

    // Commands that stand inside another one, and those that write into the input of another one, by the other's index.
    private readonly List<int>?[] inside;
    private readonly List<int>?[] feeding;
    private readonly Provenance?[] outputs;
    private readonly bool[] isDone;

    private readonly Dictionary<string, Held> variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Provenance> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> functions = new(StringComparer.Ordinal);
    private readonly WrittenTexts written;
    private readonly ImmutableArray<TextSink>.Builder sinks = ImmutableArray.CreateBuilder<TextSink>();

    public ScriptWalk(
        ShellKind shell, string text, ImmutableArray<Command> commands, ImmutableArray<PastedText> pasted, Func<int, int, Place> placeOf, FlowStart start, Parameters parameters)
    {
        (this.shell, this.text, this.commands, this.pasted, this.placeOf, this.start, this.parameters) = (shell, text, commands, InOrder(pasted), placeOf, start, parameters);
        inside = new List<int>?[commands.Length];
        feeding = new List<int>?[commands.Length];
        for (var index = 0; index < commands.Length; index++)
        {
            if (commands[index].Inside is { } outer)
            {
                (inside[outer] ??= []).Add(index);
            }

            if (commands[index].PipedTo is { } reader)
            {
                (feeding[reader] ??= []).Add(index);
            }

            if (commands[index] is { Name: "function", Words: [var function, ..] })
            {
                functions.Add(function.Text);
            }
        }

        outputs = new Provenance?[commands.Length];
        isDone = new bool[commands.Length];
        written = new WrittenTexts(this, start.IsHanded);
    }

    /// <summary>What the functions of the script are called with, once the walk is over.</summary>
    public Parameters Calls { get; } = new();

    public ScriptFlow Run()
    {
        for (var index = 0; index < commands.Length; index++)
        {
            Do(index);
        }

        LookAtLog();
        return new ScriptFlow
        {
            Variables = written.Variables,
            Outputs = written.Outputs,
            Files = [.. files.Select(file => new WrittenText(file.Key, file.Value, placeOf(0, 0)))],
            Sinks = sinks.DrainToImmutable(),
        };
    }

    /// <summary>Where a word stands.</summary>
    public Place PlaceOf(Word word) => placeOf(word.Offset, word.Length);

    /// <summary>Where a command stands.</summary>
    public Place PlaceOf(Command command) => placeOf(command.Offset, command.Length);

    /// <summary>A command as written, for people.</summary>
    public string TextOf(Command command) => text.Substring(command.Offset, Math.Min(command.Length, text.Length - command.Offset));

    /// <summary>Tells of a place where a text becomes more than data, if somebody else controls it.</summary>
    public void Tell(SinkKind kind, Provenance value, string shown, string program, Place place, int offset)
    {
        if (value.IsForeign)
        {
            sinks.Add(new TextSink(kind, value, shown, program, place, offset));
        }
    }

    // What stands inside a command, and what is piped to it, comes first; both are bounded by what the reader of the shell goes down to.
    private void Do(int index)
    {
        if (isDone[index])
        {
            return;
        }

        isDone[index] = true;
        var command = commands[index];
        foreach (var child in inside[index] ?? [])
        {
            if (commands[child].Nesting is Nesting.Substitution or Nesting.ProcessSubstitution)
            {
                Do(child);
            }
        }

        var input = InputOf(index);
        outputs[index] = Execute(command, index, input);
        Look(command, index, input);
        written.Add(command, index, outputs[index]!);
        WriteFiles(command, outputs[index]!);
        Assign(command, index, input);
    }

    // What a command reads: what is piped to it, the documents behind it, the files that are handed to its input.
    private Provenance InputOf(int index)
    {
        var input = Provenance.Constant;
        foreach (var before in feeding[index] ?? [])
        {
            Do(before);
            input = Provenance.Join(input, outputs[before] ?? Provenance.Unknown);
        }

        foreach (var document in commands[index].Documents)
        {
            input = Provenance.Join(input, ValueOf(document, index));
        }

        foreach (var file in commands[index].InputFiles)
        {
            input = Provenance.Join(input, ContentsOf(file, index));
        }

        return input;
    }

    /// <summary>What a command writes to its output.</summary>
    private Provenance Execute(Command command, int index, Provenance input)
    {
        if (command.Words.IsEmpty)
        {
            // $(<file)
            return input;
        }

        if (command.Name is "printf")
        {
            return Printed(command, index);
        }

        if (command.Name is "echo" or "write-output" or "write-host" or "write-information")
        {
            var said = Arguments(command, index, isSplit: command.Name is "echo");
            return PrintfCall.Interprets(command) ? PrintfCall.Interpreted(said) : said;
        }

        if (EventIn(command, index) is { } ofEvent)
        {
            return ofEvent;
        }

        if (start.Answer(command) is { } answer)
        {
            return answer.Charset is Charset.Fixed ? answer : answer.Through(PlaceOf(command), $"enters as the answer of '{Shorten(command)}'");
        }

        if (TextFilters.LeftBy(command) is { } left)
        {
            return Provenance.Join(input, FilesOf(command, index)).AtMost(left);
        }

        if (IsPlainText(command))
        {
            // A text by itself, which is what PowerShell writes out.
            return Arguments(command, index, from: 0);
        }

        return functions.Contains(command.Name) ? Provenance.Join(input, Arguments(command, index)) : Provenance.Unknown;
    }

    // "text $variable" and $variable alone are commands of PowerShell that write themselves out.
    private bool IsPlainText(Command command) => shell is ShellKind.PowerShell && command.Words.Length == 1 && (command.Words[0].Text.StartsWith('$') || command.Words[0].Length > command.Words[0].Text.Length);

    private Provenance Arguments(Command command, int index, int from = 1, bool isSplit = false)
    {
        var value = Provenance.Constant;
        foreach (var word in command.Words.AsSpan()[Math.Min(from, command.Words.Length)..])
        {
            value = Provenance.Join(value, ValueOf(word, 0, word.Text.Length, index, isSplit));
        }

        return value;
    }

    private Provenance Printed(Command command, int index)
    {
        var value = Provenance.Constant;
        foreach (var piece in PrintfCall.LinesOf(command).SelectMany(line => line))
        {
            value = Provenance.Join(value, piece.Of(ValueOf(piece.Word, piece.From, piece.To, index)));
        }

        return value;
    }

    // What the words of a filter name: files. A word that is made of a text by the shell is taken for that text, too, as of "basename $X".
    private Provenance FilesOf(Command command, int index)
    {
        var value = Provenance.Constant;
        foreach (var word in command.Words.Skip(1))
        {
            if (word.Text.Length > 0 && word.Text[0] != '-')
            {
                value = Provenance.Join(value, ContentsOf(word, index));
                value = word.Literal || command.Name is "cat" or "head" or "tail" or "sort" or "get-content" ? value : Provenance.Join(value, ValueOf(word, index));
            }
        }

        return value;
    }

    private Provenance ContentsOf(Word word, int index)
    {
        foreach (var child in inside[index] ?? [])
        {
            if (commands[child].Nesting is Nesting.ProcessSubstitution && Holds(word, commands[child]))
            {
                return outputs[child] ?? Provenance.Unknown;
            }
        }

        var path = PathOf(word.Text);
        return files.TryGetValue(path, out var contents) ? contents
            : IsEventFile(word.Text) ? start.Event("")?.Through(PlaceOf(word), "enters from the file of the event") ?? Provenance.Unknown
            : start.File(path, word.Offset)?.Through(PlaceOf(word), $"is read from the file '{path}'") ?? Provenance.Constant;
    }

    // jq .pull_request.title "$GITHUB_EVENT_PATH", also by a pipe from cat.
    private Provenance? EventIn(Command command, int index)
    {
        if (command.Name is not ("jq" or "gojq" or "yq") || !(command.Words.Any(word => IsEventFile(word.Text)) || command.InputFiles.Any(file => IsEventFile(file.Text)) || feeding[index]?.Exists(ReadsEvent) == true))
        {
            return null;
        }

        var filter = command.Words.Skip(1).FirstOrDefault(word => word.Text.Length > 0 && word.Text[0] != '-' && !IsEventFile(word.Text))?.Text ?? "";
        var value = start.Event(filter.Trim().TrimStart('.').Replace("[]", "", StringComparison.Ordinal).TrimEnd('?'));
        var left = command.Name is "jq" ? TextFilters.LeftBy(command) ?? Charset.Free : Charset.Free;
        return value is null ? null : value.AtMost(TextFilters.OfQuery(filter)).AtMost(left).Through(PlaceOf(command), "enters from the file of the event");
    }

    private bool ReadsEvent(int before) => commands[before].Name is "cat" or "get-content" && commands[before].Words.Any(word => IsEventFile(word.Text));

    private static bool IsEventFile(string word) => Platforms.PlatformProfiles.EventFiles.Any(name => word.Contains(name, StringComparison.OrdinalIgnoreCase));

    private void WriteFiles(Command command, Provenance output)
    {
        foreach (var file in command.OutputFiles)
        {
            Keep(file.Text, output, PlaceOf(file));
        }

        if (command.Name is "tee" or "out-file" or "set-content" or "add-content")
        {
            foreach (var word in command.Words.Skip(1).Where(word => word.Text.Length > 0 && word.Text[0] != '-'))
            {
                Keep(word.Text, output, PlaceOf(word));
            }
        }

        if (FileMove.Of(command) is { } move)
        {
            foreach (var source in move.Sources)
            {
                if (files.TryGetValue(PathOf(source), out var moved))
                {
                    files[PathOf(move.Target)] = moved;
                    files[PathOf(Below(move.Target, source))] = moved;
                }
            }
        }
    }

    // A folder gets it under the name that it has.
    private static string Below(string folder, string file) => folder is "" or "." or "./" ? file[(file.LastIndexOf('/') + 1)..] : $"{folder}/{file[(file.LastIndexOf('/') + 1)..]}";

    private void Keep(string file, Provenance value, Place place)
    {
        var path = PathOf(file);
        var kept = value.Through(place, $"is written to the file '{path}'");
        files[path] = files.TryGetValue(path, out var before) ? Provenance.Join(before, kept) : kept;
    }

    /// <summary>A path as files are compared by it.</summary>
    public static string PathOf(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private void Assign(Command command, int index, Provenance input)
    {
        // Before a program they are its own.
        if (command.Words.IsEmpty || command.Name is "export" or "readonly" or "declare" or "local" or "typeset")
        {
            foreach (var word in command.Assignments.Concat(command.Words.Skip(1)))
            {
                AssignWord(word, index);
            }
        }
        else if (command.Name is "read" or "mapfile" or "readarray")
        {
            Read(command, input, index);
        }
        else if (command.Name is "for" or "select" && command.Words.Length > 1)
        {
            // Without quotes the shell splits what it goes through at blanks and breaks.
            var each = Arguments(command, index, from: 3);
            var isSplit = command.Words.Skip(3).All(word => word.Expansions.All(expansion => !expansion.Quoted));
            Set(command.Words[1].Text, isSplit ? each.AtMost(Charset.Line) with { IsOneWord = true } : each, index, PlaceOf(command.Words[1]), isAdded: false);
        }
        else if (command is { Name: "printf", Words.Length: > 3 } && command.Words[1].Text is "-v")
        {
            Set(command.Words[2].Text, Arguments(command, index, from: 3), index, PlaceOf(command.Words[2]), isAdded: false);
        }
        else if (functions.Contains(command.Name))
        {
            Calls.Add(command.Name, [.. command.Words.Skip(1).Select(word => ValueOf(word, index))]);
        }

        // Assignments of PowerShell: the right side may be a pipeline, which stands inside.
        if (shell is ShellKind.PowerShell && !command.Words.IsEmpty)
        {
            var left = ReplacesBreaks(command) ? Charset.Line : Charset.Free;
            foreach (var word in command.Assignments)
            {
                AssignWord(word, index, outputs[index], left);
            }
        }
    }

    private void AssignWord(Word word, int index, Provenance? output = null, Charset left = Charset.Free)
    {
        var length = ShellNames.AssignmentLength(word.Text);
        length = length == 0 && shell is ShellKind.PowerShell ? word.Text.IndexOf('=', StringComparison.Ordinal) + 1 : length;
        if (length == 0)
        {
            return;
        }

        var isAdded = word.Text[length - 2] is '+' or ']';
        var name = word.Text.AsSpan(0, length - 1).TrimEnd('+');
        name = name.IndexOf('[') is > 0 and var bracket ? name[..bracket] : name;
        name = shell is ShellKind.PowerShell ? name.TrimStart('$') : name;
        var value = ValueOf(word, index).AtMost(left);
        value = Led(value, word, length);
        Set(name.ToString(), output is null ? value : Provenance.Join(value, output), index, PlaceOf(word), isAdded);
    }

    // X=docker.io/app:$BRANCH starts with no sign of an option, whatever the branch is called.
    private static Provenance Led(Provenance value, Word word, int start)
    {
        if (value.Charset is Charset.Fixed || word.Expansions.IsEmpty)
        {
            return value;
        }

        var first = word.Expansions[0];
        var isLed = first.Offset > start && word.Text[start] is not ('-' or ' ');
        return isLed == value.IsLed || (first.Offset == start && first.Length == word.Text.Length - start) ? value : value with { IsLed = isLed };
    }

    // $x = $env:TEXT -replace "[\r\n]", "": breaks of lines are taken out, and none is put in their place.
    private static bool ReplacesBreaks(Command command)
    {
        var at = 0;
        while (at < command.Words.Length && command.Words[at].Text.ToUpperInvariant() is not ("-REPLACE" or "-CREPLACE" or "-IREPLACE"))
        {
            at++;
        }

        return at + 1 < command.Words.Length && HoldsBreak(command.Words[at + 1].Text) && command.Words[at + 1].Text.AsSpan().IndexOfAny('^', '(') < 0
            && !command.Words.Skip(at + 2).Any(static word => HoldsBreak(word.Text));

        static bool HoldsBreak(string text) => text.Contains("\\n", StringComparison.Ordinal) || text.Contains("`n", StringComparison.Ordinal) || text.Contains("\\s", StringComparison.Ordinal) || text.Contains('\n');
    }

    private void Read(Command command, Provenance input, int index)
    {
        // mapfile -t drops the break behind each line.
        var isByLine = command.Name is "read" || command.Words.Any(word => word.Text is ['-', not '-', ..] && word.Text.Contains('t', StringComparison.Ordinal));
        var value = isByLine && !command.Words.Any(word => word.Text is "-d" || word.Text.StartsWith("-d", StringComparison.Ordinal)) ? input.AtMost(Charset.Line) : input;
        var names = command.Words.Skip(1).Where(word => word.Text.Length > 0 && word.Text.AsSpan().IndexOfAnyExcept(NameCharacters) < 0).ToList();
        foreach (var name in names)
        {
            Set(name.Text, value, index, PlaceOf(name), isAdded: false);
        }

        if (names.Count == 0)
        {
            Set(command.Name is "read" ? "REPLY" : "MAPFILE", value, index, PlaceOf(command), isAdded: false);
        }
    }

    // What is set only sometimes may still be what it was.
    private void Set(string name, Provenance value, int index, Place place, bool isAdded)
    {
        var next = value.Through(place, $"is put into the variable '{name}'");
        if ((isAdded || IsConditional(index)) && Current(name) is { } before)
        {
            next = Provenance.Join(next, before);
        }

        variables[name] = new Held(next, index);
    }

    private bool IsConditional(int index)
    {
        for (var at = (int?)index; at is { } command; at = commands[command].Inside)
        {
            if (!commands[command].Branches.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private Provenance? Current(string name) => variables.TryGetValue(name, out var local) ? local.Value : start.Variable(name);

    private static string Shorten(Command command)
    {
        const int Most = 4;
        return string.Join(' ', command.Words.Take(Most).Select(word => word.Text.ReplaceLineEndings(" ")));
    }

    // What a variable holds, and since which command.
    private sealed record Held(Provenance Value, int Since);
}
