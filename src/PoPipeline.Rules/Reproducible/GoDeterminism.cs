using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether Go builds the same programs each time, by what the files of a module and the commands of a pipeline say.</summary>
/// <remarks>
/// Sources: https://go.dev/blog/rebuild, https://go.dev/doc/toolchain, https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies, https://go.dev/ref/mod#build-commands,
/// https://go.dev/ref/mod#environment-variables.
/// </remarks>
internal static class GoDeterminism
{
    private const string Default = "local";

    /// <summary>What decides it.</summary>
    /// <param name="project">A module of Go.</param>
    /// <param name="commands">The commands of the pipeline that work in it, in order; those that build nothing with Go are passed over.</param>
    public static ImmutableArray<DeterminismFact> Of(Project project, IEnumerable<BuildCommand> commands)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Unreadable is not null))
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{manifest.Path}' could not be read: {manifest.Unreadable}.", Next: null, Place.StartOf(manifest.Path)));
        }

        foreach (var command in commands.Where(Builds))
        {
            var flags = Flags(command);
            AddToolchain(project, command, facts);
            AddPaths(command, flags, facts);
            AddModules(project, command, flags, facts);
            AddCgo(command, facts);
            AddStamps(command, flags, facts);
        }

        return facts.DrainToImmutable();
    }

    /// <summary>Whether a command has Go write a program. Of several packages 'go build' writes nothing but where it is told to.</summary>
    /// <param name="command">The command.</param>
    public static bool Builds(BuildCommand command)
    {
        if (command.Program is not "go" || command.Words.Length < 2 || (command.Words[1].Text is not ("build" or "install") && !(command.Words[1].Text is "-C" && command.Has("build", "install"))))
        {
            return false;
        }

        var isTold = command.Has("install");
        var isPattern = false;
        foreach (var word in command.Words)
        {
            isTold |= IsFlag(word.Text, "o");
            isPattern |= word.Text.EndsWith("...", StringComparison.Ordinal);
        }

        return isTold || !isPattern;
    }

    // What GOFLAGS sets stands before what the command does.
    private static ImmutableArray<string> Flags(BuildCommand command) =>
    [
        .. (command.Variables.TryGetValue("GOFLAGS", out var flags) ? flags.Value ?? "" : "").Split((char[])[' ', '"', '\''], StringSplitOptions.RemoveEmptyEntries),
        .. command.Words.Select(word => word.Text),
    ];

    // Of the go command on the machine and the one that go.mod names the newer one builds, unless the environment names one.
    private static void AddToolchain(Project project, BuildCommand command, ImmutableArray<DeterminismFact>.Builder facts)
    {
        var named = project.Settings.LastOrDefault(setting => setting.Name == GoSettings.Toolchain) ?? project.Settings.LastOrDefault(setting => setting.Name == GoSettings.Version);
        var next = $"Set GOTOOLCHAIN to one version{(named?.Value is { } written && written.Count(character => character is '.') == 2 ? $": {(written.StartsWith("go", StringComparison.Ordinal) ? "" : "go")}{written}" : ", such as go1.24.2")}.";
        if (command.Variables.TryGetValue("GOTOOLCHAIN", out var variable))
        {
            facts.Add(variable.Value is { } value && value.StartsWith("go1.", StringComparison.Ordinal) && !value.Contains('+', StringComparison.Ordinal)
                ? new DeterminismFact(Determinism.Deterministic, $"GOTOOLCHAIN has {value} build.", Next: null, variable.Span)
                : new DeterminismFact(Determinism.Unknown, $"Which version of Go builds is not known: GOTOOLCHAIN is {(variable.Value is null or ['$', ..] ? "only known while the pipeline runs" : $"'{variable.Value}'")}.", variable.Value is Default ? "Name one version of Go where the pipeline installs it, or in GOTOOLCHAIN." : next, variable.Span));
            return;
        }

        facts.Add(named is { Value: { } oldest }
            ? new DeterminismFact(Determinism.Unknown, $"go.mod has Go {oldest.Replace("go", "", StringComparison.Ordinal)} as the oldest that builds; a newer one on the machine builds instead.", next, named.Span)
            : new DeterminismFact(Determinism.Unknown, "Which version of Go builds is not said.", next, command.Place));
    }

    private static void AddPaths(BuildCommand command, ImmutableArray<string> flags, ImmutableArray<DeterminismFact>.Builder facts)
    {
        var said = flags.LastOrDefault(flag => IsFlag(flag, "trimpath"));
        facts.Add(said is not null && !said.EndsWith("=false", StringComparison.Ordinal)
            ? new DeterminismFact(Determinism.Deterministic, "'-trimpath' keeps the paths of the machine out of the program.", Next: null, command.Place)
            : new DeterminismFact(Determinism.No, "The program holds the paths of the machine that builds it.", "Add '-trimpath'.", command.Place));
    }

    private static void AddModules(Project project, BuildCommand command, ImmutableArray<string> flags, ImmutableArray<DeterminismFact>.Builder facts)
    {
        var mode = flags.LastOrDefault(flag => flag.TrimStart('-').StartsWith("mod=", StringComparison.Ordinal) && flag.StartsWith('-'));
        facts.Add(mode?[(mode.IndexOf('=', StringComparison.Ordinal) + 1)..] switch
        {
            "mod" => new DeterminismFact(Determinism.No, "'-mod=mod' has the build change which modules are taken.", "Leave '-mod=mod' out, and commit go.mod and go.sum.", command.Place),
            "vendor" => new DeterminismFact(Determinism.Deterministic, "'-mod=vendor' takes the modules that lie in the repository.", Next: null, command.Place),
            null or "readonly" => new DeterminismFact(Determinism.Deterministic, "The build fails where go.mod does not say which modules are taken.", Next: null, command.Place),
            var other => new DeterminismFact(Determinism.Unknown, $"'-mod={other}' is no mode that is known.", Next: null, command.Place),
        });
        if (flags.Contains("-insecure"))
        {
            facts.Add(new DeterminismFact(Determinism.No, "'-insecure' takes modules in the clear, and compares new ones with no database.", "Leave '-insecure' out.", command.Place));
        }

        // The hashes in go.sum hold whatever the database is asked; without them nothing does.
        if (project.Locks.IsEmpty && Unverified(command) is { } unverified)
        {
            facts.Add(new DeterminismFact(Determinism.No, $"There is no go.sum, and '{unverified.Name}={unverified.Value}' has modules compared with no database.", "Commit go.sum.", unverified.Span ?? command.Place));
        }
    }

    private static ToolSetting? Unverified(BuildCommand command)
    {
        foreach (var name in (ReadOnlySpan<string>)["GONOSUMDB", "GONOSUMCHECK", "GOPRIVATE", "GOINSECURE", "GOSUMDB"])
        {
            if (command.Variables.TryGetValue(name, out var variable) && variable.Value is { Length: > 0 } value && (name is "GOSUMDB" ? value is "off" : value is not "0"))
            {
                return variable;
            }
        }

        return null;
    }

    private static void AddCgo(BuildCommand command, ImmutableArray<DeterminismFact>.Builder facts) =>
        facts.Add(command.Variables.TryGetValue("CGO_ENABLED", out var variable) && variable.Value is "0"
            ? new DeterminismFact(Determinism.Deterministic, "CGO_ENABLED=0 keeps the C compiler of the machine out.", Next: null, variable.Span ?? command.Place)
            : new DeterminismFact(Determinism.Unknown, "Where a package uses cgo, the C compiler of the machine takes part.", "Set CGO_ENABLED=0 where nothing needs C.", command.Place));

    // -ldflags "-X main.date=$(date)"
    private static void AddStamps(BuildCommand command, ImmutableArray<string> flags, ImmutableArray<DeterminismFact>.Builder facts)
    {
        for (var index = 0; index < flags.Length; index++)
        {
            var isApart = flags[index] is "-ldflags" or "--ldflags" && index + 1 < flags.Length;
            var value = isApart ? flags[index + 1] : IsFlag(flags[index], "ldflags") ? flags[index] : null;
            if (value is null)
            {
                continue;
            }

            if (BuildTime.IsNow(value) || IsVariableOfNow(command, value))
            {
                facts.Add(new DeterminismFact(Determinism.No, "'-ldflags' writes the time of the build into the program.", "Take the time of the commit: git log -1 --format=%cI.", command.Place));
            }
            else if (value.Contains("-X", StringComparison.Ordinal) && value.Contains('$', StringComparison.Ordinal) && !value.Contains("$(git ", StringComparison.Ordinal))
            {
                facts.Add(new DeterminismFact(Determinism.Unknown, "What '-ldflags' writes into the program is only known while the pipeline runs.", "Write in only what the commit decides.", command.Place));
            }
        }
    }

    private static bool IsVariableOfNow(BuildCommand command, string value)
    {
        foreach (var (name, setting) in command.Variables)
        {
            if (setting.Value is { } text && (value.Contains($"${name}", StringComparison.Ordinal) || value.Contains(string.Concat("${", name, "}"), StringComparison.Ordinal)) && BuildTime.IsNow(text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFlag(string word, string name) => word.StartsWith('-') && word.TrimStart('-') is var flag && (flag == name || flag.StartsWith($"{name}=", StringComparison.Ordinal));
}
