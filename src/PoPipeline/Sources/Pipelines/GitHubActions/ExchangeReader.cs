using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads what a step exchanges with other jobs and runs.</summary>
internal static class ExchangeReader
{
    private const string OtherRun = "workflow_run";
    private const string ScriptedDownload = "downloadArtifact(";

    /// <summary>Everything that the step exchanges.</summary>
    /// <param name="reader">The file's readers.</param>
    /// <param name="step">The step.</param>
    /// <param name="uses">What it uses; null where it runs a script.</param>
    /// <param name="scripts">What it runs.</param>
    public static ImmutableArray<Exchange> Read(FileReader reader, YamlMapping step, Reference? uses, ImmutableArray<Script> scripts)
    {
        var with = step.Mapping("with");
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        if (uses is not null && OfAction(reader, with, uses) is { } exchange)
        {
            exchanges.Add(exchange);
        }

        foreach (var script in scripts.Where(MayDownload))
        {
            exchanges.AddRange(OfScript(reader.File, script));
        }

        return exchanges.DrainToImmutable();
    }

    private static Exchange? OfAction(FileReader reader, YamlMapping? with, Reference uses)
    {
        var file = reader.File;
        if (Catalogue.Find(uses)?.Exchange is not { } known)
        {
            return null;
        }

        if (known.When?.Holds(input => with.Input(input)?.Value) == false)
        {
            return Unasked(reader, with, uses, known);
        }

        var run = known.Run is { } name ? with.Input(name) : null;
        return new Exchange
        {
            Kind = known.Kind,
            Span = run?.Span ?? uses.Span,
            Origin = known.Kind switch
            {
                ExchangeKind.Upload => Origin.Constant,
                ExchangeKind.Download => OriginOf(file, with, known, VersionWords.Major(uses.Pin is Pin.Commit ? uses.VersionComment : uses.Version?.Value)),
                _ => Origin.Contributor,
            },
            Paths = Lines(with.Input("path")),
            IncludesHidden = known.Hidden is { } hidden && Includes(hidden, with, uses),
        };
    }

    // What it does where nothing asks for it, by what a file of the repository says.
    private static Exchange? Unasked(FileReader reader, YamlMapping? with, Reference uses, ComponentExchange known)
    {
        var major = VersionWords.Major(uses.Pin is Pin.Commit ? uses.VersionComment : uses.Version?.Value);
        foreach (var file in known.Unasked.Where(file => file.Concerns(major) && file.When.Holds(input => with.Input(input)?.Value)))
        {
            if (reader.Files.Says(file, out var doubt) || doubt is not null)
            {
                return new Exchange { Kind = known.Kind, Span = uses.Span, Origin = Origin.Contributor, Doubt = doubt };
            }
        }

        return null;
    }

    /// <summary>Whose files a component brings in.</summary>
    /// <param name="file">The file.</param>
    /// <param name="with">Its inputs.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="major">Its major version; 0 where it is not known, and the newest where nobody says.</param>
    public static Origin OriginOf(ActionsFile file, YamlMapping? with, ComponentExchange known, int major = int.MaxValue) =>
        known.When?.Holds(input => with.Input(input)?.Value) == false ? Origin.Constant
        : known.Run is { } name && with.Input(name) is { } run ? OriginOfRun(file, run.Value)
        : OfSearch(known, with, major);

    private static Origin OfSearch(ComponentExchange known, YamlMapping? with, int major) =>
        known.Origins.FirstOrDefault(origin => origin.Concerns(major) && origin.When.Holds(input => with.Input(input)?.Value))?.Origin ?? known.Otherwise;

    // Not every script is taken apart: only one with these words can download.
    private static bool MayDownload(Script script) => script.Text.Contains(script.Shell is ShellKind.JavaScript ? ScriptedDownload : "run download", StringComparison.Ordinal);

    private static IEnumerable<Exchange> OfScript(ActionsFile file, Script script)
    {
        if (script.Shell is ShellKind.JavaScript)
        {
            var call = script.Text.IndexOf(ScriptedDownload, StringComparison.Ordinal);
            var region = script.PlaceOf(call, "downloadArtifact".Length);
            yield return new Exchange
            {
                Kind = ExchangeKind.Download,
                Span = region,
                Origin = OriginOfRun(file, script.Text),
                Paths = UnzippedTo(script.Text) is { } folder ? [new Located<string>(folder, region)] : [],
            };
        }
        else
        {
            foreach (var command in script.Commands.Where(command => command.Name is "gh" && command.Words is [_, { Text: "run" }, { Text: "download" }, ..]))
            {
                var region = script.PlaceOf(command.Offset, command.Length);
                yield return new Exchange
                {
                    Kind = ExchangeKind.Download,
                    Span = region,
                    Origin = OriginOfRun(file, script.Text),
                    Paths = Folder(command) is { } folder ? [new Located<string>(folder, region)] : [],
                };
            }
        }
    }

    // execSync('unzip pr.zip -d pr'): the folder that all of them name; null where one names none.
    private static string? UnzippedTo(string text)
    {
        const string Program = "unzip ";
        string? folder = null;
        for (var at = text.IndexOf(Program, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Program, at + 1, StringComparison.Ordinal))
        {
            var call = text.AsSpan(at);
            var end = call.IndexOfAny("'\"`\n");
            var words = (end < 0 ? call : call[..end]).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var option = Array.IndexOf(words, "-d");
            var named = option >= 0 && option + 1 < words.Length ? words[option + 1] : null;
            if (named is null || (folder is not null && folder != named))
            {
                return null;
            }

            folder = named;
        }

        return folder;
    }

    private static string? Folder(Rules.Shell.Command command)
    {
        for (var index = 0; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (text is "-D" or "--dir" && index + 1 < command.Words.Length)
            {
                return command.Words[index + 1].Text;
            }

            if (text.StartsWith("--dir=", StringComparison.Ordinal))
            {
                return text["--dir=".Length..];
            }
        }

        return null;
    }

    /// <summary>Whose files those of another run are: the run that started this one was started by whoever may start that; another run is known only by its number.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">What names the run.</param>
    public static Origin OriginOfRun(ActionsFile file, string text)
    {
        var trigger = file.Triggers.FirstOrDefault(trigger => trigger.Name is OtherRun);
        return trigger is not null ? trigger.StartedBy
            : text.Contains(OtherRun, StringComparison.OrdinalIgnoreCase) && file.Triggers.IsEmpty ? Origin.Outsider
            : Origin.Unknown;
    }

    // From a version on hidden files stay out unless they are asked for; a commit's version is in the comment behind it.
    private static bool Includes(HiddenFiles hidden, YamlMapping? with, Reference uses)
    {
        if (with.Input(hidden.Input) is { } asked)
        {
            return !asked.Is(expected: false);
        }

        var version = (uses.Pin is Pin.Commit ? uses.VersionComment : uses.Version?.Value)?.AsSpan().TrimStart('v').ToString();
        return Version.TryParse(version?.Contains('.') == true ? version : version + ".99", out var parsed) && parsed < Version.Parse(hidden.LeftOutSince);
    }

    // GitHub's own name of the workspace, pasted whole.
    private static bool IsWorkspace(ReadOnlySpan<char> path) =>
        path.StartsWith("${{")
        && path.TrimEnd("/*").EndsWith("}}")
        && path.IndexOf("}}") == path.LastIndexOf("}}")
        && path.Contains(".workspace", StringComparison.Ordinal);

    private static ImmutableArray<Located<string>> Lines(YamlScalar? paths)
    {
        if (paths is null)
        {
            return [];
        }

        var lines = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (var range in paths.Value.AsSpan().Split('\n'))
        {
            var line = paths.Value.AsSpan()[range];
            var trimmed = line.Trim();
            if (trimmed.Length > 0)
            {
                var (offset, _) = range.GetOffsetAndLength(paths.Value.Length);
                offset += line.Length - line.TrimStart().Length;
                lines.Add(new Located<string>(IsWorkspace(trimmed) ? "." : trimmed.ToString(), paths.PlaceOf(offset, trimmed.Length)));
            }
        }

        return lines.DrainToImmutable();
    }
}
