using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Sources.Commands;

/// <summary>Puts instructions together to the stages of an image.</summary>
/// <param name="text">The file.</param>
/// <param name="found">Takes the stages.</param>
internal sealed class ContainerStages(LinedText text, FoundCommands found)
{
    private const int MostStages = 1_000;

    private static readonly Stage None = new("", default, null, null);

    private readonly Dictionary<string, string?> global = new(StringComparer.Ordinal);
    private readonly List<Stage> stages = [];

    private Stage Current => stages.Count > 0 ? stages[^1] : None;

    /// <summary>Takes the next instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    public void Take(ContainerInstruction instruction)
    {
        switch (instruction.Name)
        {
            case "FROM":
                From(instruction.Arguments);
                break;
            case "ARG":
                Arg(instruction.Arguments);
                break;
            case var _ when stages.Count == 0 || found.IsFull:
                break;
            case "RUN":
                Run(instruction);
                break;
            case "ENV":
                Env(instruction.Arguments);
                break;
            case "WORKDIR":
                Current.Folder = FolderPath.InImage(Current.Folder, ContainerWords.Expanded(Unquoted(instruction.Arguments.Text), Current.Known));
                break;
            case "SHELL" when ContainerWords.List(instruction.Arguments.Text) is { IsEmpty: false } shell:
                Current.Shell = LinedText.ShellOf(shell[0].Replace(' ', '_')) ?? ShellKind.Unknown;
                Current.Starts = Current.Shell is ShellKind.Posix ? ShellStart.Of(string.Join(' ', shell.Skip(1))) : ScriptStart.None;
                break;
            case "COPY" or "ADD":
                Copy(instruction);
                break;
        }
    }

    /// <summary>Hands over the stages.</summary>
    public void Finish()
    {
        foreach (var stage in stages)
        {
            found.Add(new CommandTarget
            {
                Name = stage.Name,
                Span = stage.Span,
                IsDefault = ReferenceEquals(stage, Current),
                Needs = [.. stage.Needs.Distinct(StringComparer.Ordinal)],
                Variables = [.. stage.Variables],
                Texts = [.. stage.Texts],
                Copied = [.. stage.Copied],
                Base = stage.Base,
                BaseArguments = stage.BaseArguments,
                Takes = [.. stage.Takes],
                Added = [.. stage.Added],
            });
        }
    }

    private void From(AnchoredText arguments)
    {
        var words = ContainerWords.Of(arguments.Text);
        var at = words.FindIndex(word => !word.Word.StartsWith("--", StringComparison.Ordinal));
        if (at < 0)
        {
            return;
        }

        if (stages.Count >= MostStages)
        {
            found.Refuse($"it has more than {MostStages} stages, and what follows them was not read");
            return;
        }

        var (written, start, length) = words[at];
        var image = ContainerWords.Expanded(written, global);
        var named = at + 2 < words.Count && words[at + 1].Word.Equals("as", StringComparison.OrdinalIgnoreCase) ? words[at + 2] : default;
        var name = named.Word ?? "";
        var span = named.Word is null ? arguments.PlaceOf(start, length) : arguments.PlaceOf(named.Start, named.Length);
        var above = stages.FindLast(stage => stage.Name.Length > 0 && stage.Name.Equals(image, StringComparison.OrdinalIgnoreCase));
        stages.Add(new Stage(name, span, above, above is null && image is not "scratch" ? ReferenceOf(image, written, arguments.PlaceOf(start, length)) : null)
        {
            BaseArguments = above is null && written.Contains('$', StringComparison.Ordinal) ? [.. ContainerWords.NamesIn(written).Where(global.ContainsKey)] : [],
        });
    }

    /// <summary>A reference to an image.</summary>
    /// <param name="image">The image, with its arguments replaced.</param>
    /// <param name="written">As written.</param>
    /// <param name="span">Where it is written.</param>
    public static Reference ReferenceOf(string image, string written, Place span)
    {
        var parts = ImageName.Parse(image);
        if (image.Contains('$', StringComparison.Ordinal))
        {
            return Reference.Unknown(written, span, ReferenceKind.Image, "the name holds an argument that only the build tells");
        }

        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = image,
            Span = span,
            Name = parts.Name,
            Version = parts.VersionIn(image) is { } version ? new Located<string>(version, span) : null,
            Pin = parts.Pin,
            Immutable = parts.HasDigest,
            Publisher = Publisher.ThirdParty,
        };
    }

    private void Arg(AnchoredText arguments)
    {
        foreach (var (word, start, length) in ContainerWords.Of(arguments.Text))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (stages.Count == 0)
            {
                global[name] = equals < 0 ? null : ContainerWords.Expanded(word[(equals + 1)..], global);
                continue;
            }

            // One without a value takes that of before the first stage.
            var value = equals < 0 ? global.GetValueOrDefault(name) : ContainerWords.Expanded(word[(equals + 1)..], Current.Known);
            Current.Set(name, value, arguments.PlaceOf(start, length));
        }
    }

    // ENV a=b c="d e", and the old ENV a the rest.
    private void Env(AnchoredText arguments)
    {
        var words = ContainerWords.Of(arguments.Text);
        if (words.Count == 0)
        {
            return;
        }

        if (!words[0].Word.Contains('=', StringComparison.Ordinal))
        {
            var value = arguments.Text[(words[0].Start + words[0].Length)..].Trim();
            Current.Set(words[0].Word, Known(ContainerWords.Expanded(value, Current.Known)), arguments.Span);
            return;
        }

        foreach (var (word, start, length) in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                Current.Set(word[..equals], Known(ContainerWords.Expanded(word[(equals + 1)..], Current.Known)), arguments.PlaceOf(start, length));
            }
        }
    }

    // PATH=/venv/bin:$PATH: what the image brings along is not known.
    private static string? Known(string value) => value.Contains('$', StringComparison.Ordinal) ? null : value;

    private void Run(ContainerInstruction instruction)
    {
        var arguments = WithoutFlags(instruction.Arguments, out var flags);
        foreach (var flag in flags)
        {
            Mount(flag, instruction.Arguments);
        }

        if (ContainerWords.List(arguments.Text) is { } list)
        {
            // Nothing expands there: each item is one word.
            var quoted = string.Join(' ', list.Select(item => $"'{item.Replace("'", @"'\''", StringComparison.Ordinal)}'"));
            Add(new AnchoredText(arguments.Span, quoted, []).AsScript());
            return;
        }

        if (instruction.Heredocs is not [var first, ..] heredocs)
        {
            Add(arguments.AsScript(Current.Shell, Current.Starts));
            return;
        }

        if (arguments.Text.StartsWith("<<", StringComparison.Ordinal) && !arguments.Text.AsSpan().ContainsAny(' ', '\t'))
        {
            // The text is the program, of whatever its first line names.
            var body = text.Stretch(first.Start, first.End);
            if (LinedText.ShellOf(body.Text, Current.Shell) is { } shell)
            {
                Add(body.AsScript(shell, ShellStart.OfFirstLine(body.Text) ?? Current.Starts));
            }

            return;
        }

        var whole = new AnchoredTextBuilder(text);
        whole.Copy(text.OffsetOf(arguments.Span.Region.StartLine, arguments.Span.Region.StartColumn), text.OffsetOf(arguments.Span.Region.EndLine, arguments.Span.Region.EndColumn));
        foreach (var heredoc in heredocs)
        {
            whole.Put("\n", heredoc.Start, heredoc.Start).Copy(heredoc.Start, heredoc.Behind);
        }

        Add(whole.Build().AsScript(Current.Shell, Current.Starts));
    }

    private void Add(Script script) => Current.Texts.Add(new CommandText(script, Current.Folder));

    // --mount=type=bind,source=src,target=/src
    private void Mount(string flag, AnchoredText arguments)
    {
        if (!flag.StartsWith("--mount=", StringComparison.Ordinal))
        {
            return;
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in flag["--mount=".Length..].Split(','))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            options[equals < 0 ? option : option[..equals]] = equals < 0 ? "" : option[(equals + 1)..];
        }

        if (options.GetValueOrDefault("from") is { Length: > 0 } from)
        {
            Take(from, arguments, flag);
        }

        var target = options.GetValueOrDefault("target") ?? options.GetValueOrDefault("dst") ?? options.GetValueOrDefault("destination");
        if (options.GetValueOrDefault("type", "bind") is "bind" && target is not null && !options.ContainsKey("from"))
        {
            Map(options.GetValueOrDefault("source") ?? options.GetValueOrDefault("src") ?? "", target, isSeveral: false);
        }
    }

    private void Copy(ContainerInstruction instruction)
    {
        var arguments = WithoutFlags(instruction.Arguments, out var flags);
        if (flags.Exists(flag => flag.StartsWith("--from=", StringComparison.Ordinal)))
        {
            var flag = flags.Find(flag => flag.StartsWith("--from=", StringComparison.Ordinal))!;
            Take(flag["--from=".Length..], instruction.Arguments, flag);
            return;
        }

        var words = ContainerWords.List(arguments.Text) is { } list ? [.. list] : ContainerWords.Of(arguments.Text).ConvertAll(word => word.Word);
        for (var index = 0; index < words.Count - 1; index++)
        {
            var source = ContainerWords.Expanded(words[index], Current.Known);
            if (instruction.Name is "ADD" && IsFetched(source))
            {
                Current.Added.Add(new AddedFile(source, flags.Exists(flag => flag.StartsWith("--checksum=", StringComparison.Ordinal)) || IsOfCommit(source), instruction.Arguments.Span));
            }
            else if (!source.StartsWith("<<", StringComparison.Ordinal) && !source.Contains("://", StringComparison.Ordinal) && !source.Contains('$', StringComparison.Ordinal))
            {
                Map(source, ContainerWords.Expanded(words[^1], Current.Known), isSeveral: words.Count > 2);
            }
        }
    }

    // A stage by its name or its number, and else an image.
    private void Take(string from, AnchoredText arguments, string flag)
    {
        from = Unquoted(from);
        if (stages.Find(stage => stage.Name.Length > 0 && stage.Name.Equals(from, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            Current.Needs.Add(named.Name);
        }
        else if (int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            if (number < stages.Count - 1)
            {
                // By which it can be asked for, too.
                stages[number].Name = stages[number].Name.Length > 0 ? stages[number].Name : from;
                Current.Needs.Add(stages[number].Name);
            }
        }
        else if (from is not "scratch")
        {
            var at = Math.Max(0, arguments.Text.IndexOf(flag, StringComparison.Ordinal));
            var offset = at + Math.Max(0, flag.IndexOf(from, flag.IndexOf("from=", StringComparison.Ordinal), StringComparison.Ordinal));
            Current.Takes.Add(ReferenceOf(ContainerWords.Expanded(from, global), from, arguments.PlaceOf(offset, from.Length)));
        }
    }

    private static bool IsFetched(string source) => source.Contains("://", StringComparison.Ordinal) || source.StartsWith("git@", StringComparison.Ordinal);

    // https://github.com/acme/tools.git#<commit>
    private static bool IsOfCommit(string source)
    {
        const int shortest = 40;
        var commit = source.AsSpan(source.LastIndexOf('#') + 1);
        commit = commit.IndexOf(':') is > 0 and var colon ? commit[..colon] : commit;
        return source.Contains('#', StringComparison.Ordinal) && commit.Length >= shortest && commit.IndexOfAnyExcept(Letters.LowerHexadecimal) < 0;
    }

    private void Map(string source, string target, bool isSeveral)
    {
        var from = FolderPath.InImage("/", source)[1..];
        if (!IsFile(from))
        {
            // Of a folder what it holds is copied.
            var pattern = from.IndexOfAny(['*', '?', '[']);
            var folder = pattern < 0 ? from : from.LastIndexOf('/', pattern) is > 0 and var slash ? from[..slash] : "";
            Current.Copied.Add(new CopiedFolder(folder, FolderPath.InImage(Current.Folder, target)));
            return;
        }

        var place = FolderPath.InImage(Current.Folder, target);
        if (!isSeveral && !target.EndsWith('/') && target is not ("." or ".." or "./"))
        {
            place = place.LastIndexOf('/') is > 0 and var last ? place[..last] : "/";
        }

        // A single file put into a folder that holds another one of the context does not make it that of the file.
        if (!Current.Copied.Exists(copied => copied.To == place))
        {
            Current.Copied.Add(new CopiedFolder(from.LastIndexOf('/') is > 0 and var end ? from[..end] : "", place));
        }
    }

    // The context is mostly the root, or the folder of the file; where neither has it, the name tells.
    private bool IsFile(string path)
    {
        if (path.Length == 0 || path is "*")
        {
            return false;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        return found.HasFile(path) || found.HasFile(text.Folder.Length == 0 ? path : $"{text.Folder}/{path}") || (name.LastIndexOf('.') > 0 && name is not "*.*");
    }

    private static string Unquoted(string value) => value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;

    private static AnchoredText WithoutFlags(AnchoredText arguments, out List<string> flags)
    {
        flags = [];
        var at = 0;
        while (arguments.Text.AsSpan(at).StartsWith("--", StringComparison.Ordinal))
        {
            var length = arguments.Text.AsSpan(at).IndexOfAny(' ', '\t');
            if (length < 0)
            {
                return arguments.From(arguments.Text.Length);
            }

            flags.Add(arguments.Text.Substring(at, length));
            at += length;
            while (at < arguments.Text.Length && arguments.Text[at] is ' ' or '\t')
            {
                at++;
            }
        }

        return at == 0 ? arguments : arguments.From(at);
    }

    private sealed class Stage
    {
        private const int MostInherited = 500;

        public Stage(string name, Place span, Stage? above, Reference? source)
        {
            (Name, Span, Base) = (name, span, source);
            if (above is null)
            {
                return;
            }

            // What a stage is built on is what it starts with.
            (Folder, Shell, Starts) = (above.Folder, above.Shell, above.Starts);
            Needs.Add(above.Name);
            Variables.AddRange(above.Variables.TakeLast(MostInherited));
            Copied.AddRange(above.Copied.TakeLast(MostInherited));
            foreach (var (key, value) in above.Known.Take(MostInherited))
            {
                Known[key] = value;
            }
        }

        public string Name { get; set; }

        public Place Span { get; }

        public Reference? Base { get; }

        public ImmutableArray<string> BaseArguments { get; init; } = [];

        public List<Reference> Takes { get; } = [];

        public List<AddedFile> Added { get; } = [];

        public string Folder { get; set; } = "/";

        public ShellKind Shell { get; set; } = ShellKind.Posix;

        public ScriptStart Starts { get; set; }

        public List<string> Needs { get; } = [];

        public List<ToolSetting> Variables { get; } = [];

        public List<CommandText> Texts { get; } = [];

        public List<CopiedFolder> Copied { get; } = [];

        public Dictionary<string, string?> Known { get; } = new(StringComparer.Ordinal);

        public void Set(string name, string? value, Place span)
        {
            Known[name] = value;
            Variables.Add(FoundCommands.Variable(name, value, span));
        }
    }
}
