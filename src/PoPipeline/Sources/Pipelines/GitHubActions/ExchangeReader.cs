using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads what a step exchanges with other jobs and runs.</summary>
internal static class ExchangeReader
{
    private const string OtherRun = "workflow_run";

    /// <summary>Everything that the step exchanges.</summary>
    /// <param name="file">The file.</param>
    /// <param name="step">The step.</param>
    /// <param name="uses">What it uses; null where it runs a script.</param>
    /// <param name="scripts">What it runs.</param>
    public static ImmutableArray<Exchange> Read(ActionsFile file, YamlMapping step, Reference? uses, ImmutableArray<Script> scripts)
    {
        var with = step.Mapping("with");
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        if (uses is not null && OfAction(file, with, uses) is { } exchange)
        {
            exchanges.Add(exchange);
        }

        exchanges.AddRange(scripts.SelectMany(script => OfScript(file, script)));
        return exchanges.DrainToImmutable();
    }

    private static Exchange? OfAction(ActionsFile file, YamlMapping? with, Reference uses)
    {
        switch (uses.Name)
        {
            case "actions/upload-artifact":
                return new Exchange
                {
                    Kind = ExchangeKind.Upload,
                    Span = uses.Span,
                    Origin = Origin.Constant,
                    Paths = Lines(with.Scalar("path")),
                    IncludesHidden = Includes(with, uses),
                };
            case "actions/upload-pages-artifact":
                return new Exchange { Kind = ExchangeKind.Upload, Span = uses.Span, Origin = Origin.Constant, Paths = Lines(with.Scalar("path")) };
            case "actions/download-artifact":
                var run = with.Scalar("run-id");
                return Download(run is null ? Origin.Constant : OfRun(file, run.Value), run?.Span ?? uses.Span, with);
            case "dawidd6/action-download-artifact":
                return Download(OfSearch(file, with), with.Scalar("run_id")?.Span ?? uses.Span, with);
            default:
                return CacheTable.Of(uses.Name, input => (Entry(with, input) as YamlScalar)?.Value) is { } kind
                    ? new Exchange { Kind = kind, Span = uses.Span, Origin = Origin.Contributor, Paths = Lines(with.Scalar("path")) }
                    : null;
        }
    }

    private static Exchange Download(Origin origin, Place span, YamlMapping? with) =>
        new() { Kind = ExchangeKind.Download, Span = span, Origin = origin, Paths = Lines(with.Scalar("path")) };

    private static IEnumerable<Exchange> OfScript(ActionsFile file, Script script)
    {
        // Not every script is taken apart: only one with these words can download.
        if (script.Shell is ShellKind.JavaScript && script.Text.IndexOf("downloadArtifact(", StringComparison.Ordinal) is >= 0 and var call)
        {
            yield return new Exchange { Kind = ExchangeKind.Download, Span = script.PlaceOf(call, "downloadArtifact".Length), Origin = OfRun(file, script.Text) };
        }

        if (script.Shell is not ShellKind.JavaScript && script.Text.Contains("run download", StringComparison.Ordinal))
        {
            foreach (var command in script.Commands.Where(command => command.Name is "gh" && command.Words is [_, { Text: "run" }, { Text: "download" }, ..]))
            {
                var region = script.PlaceOf(command.Offset, command.Length);
                yield return new Exchange
                {
                    Kind = ExchangeKind.Download,
                    Span = region,
                    Origin = OfRun(file, script.Text),
                    Paths = Folder(command) is { } folder ? [new Located<string>(folder, region)] : [],
                };
            }
        }
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

    // The run that started this one was started by whoever may start that; another run is known only by its number.
    private static Origin OfRun(ActionsFile file, string text)
    {
        var trigger = file.Triggers.FirstOrDefault(trigger => trigger.Name is OtherRun);
        return trigger is not null ? trigger.StartedBy
            : text.Contains(OtherRun, StringComparison.Ordinal) && file.Triggers.IsEmpty ? Origin.Outsider
            : Origin.Unknown;
    }

    // Without a run or a branch it takes the newest run, whoever's change that was for.
    private static Origin OfSearch(ActionsFile file, YamlMapping? with)
    {
        var run = with.Scalar("run_id");
        return run is not null ? OfRun(file, run.Value)
            : with.Scalar("allow_forks").Is(expected: true) || with.Scalar("pr") is not null ? Origin.Outsider
            : with.Scalar("branch") is not null || with.Scalar("commit") is not null ? Origin.Contributor
            : Origin.Unknown;
    }

    // From version 4.4 on hidden files stay out unless they are asked for; a commit's version is in the comment behind it.
    private static bool Includes(YamlMapping? with, Reference uses)
    {
        if (with.Scalar("include-hidden-files") is { } asked)
        {
            return !asked.Is(expected: false);
        }

        var version = (uses.Pin is Pin.Commit ? uses.VersionComment : uses.Version?.Value)?.AsSpan().TrimStart('v').ToString();
        return Version.TryParse(version?.Contains('.') == true ? version : version + ".99", out var parsed) && parsed < new Version(4, 4);
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

    private static YamlNode? Entry(YamlMapping? with, string input)
    {
        foreach (var entry in with?.Entries ?? [])
        {
            if (entry.Key.Value.Equals(input, StringComparison.OrdinalIgnoreCase))
            {
                return entry.Value;
            }
        }

        return null;
    }
}
