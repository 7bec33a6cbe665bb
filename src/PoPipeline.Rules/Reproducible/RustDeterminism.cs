using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether Cargo builds the same programs each time, by what the files of a project and the commands of a pipeline say.</summary>
/// <remarks>
/// Sources: https://rust-lang.github.io/rustup/overrides.html, https://rust-lang.github.io/rustup/concepts/channels.html,
/// https://doc.rust-lang.org/rustc/command-line-arguments.html#--remap-path-prefix-remap-source-names-in-output, https://doc.rust-lang.org/cargo/commands/cargo-build.html.
/// What build scripts and macros read of the machine is not known.
/// </remarks>
internal static class RustDeterminism
{
    private static readonly ImmutableArray<string> Building = ["build", "b", "rustc", "install"];

    /// <summary>What decides it.</summary>
    /// <param name="project">A project of Cargo.</param>
    /// <param name="commands">The commands of the pipeline that work in it, in order; those that build nothing with Cargo are passed over.</param>
    public static ImmutableArray<DeterminismFact> Of(Project project, IEnumerable<BuildCommand> commands)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Unreadable is not null))
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{manifest.Path}' could not be read: {manifest.Unreadable}.", Next: null, Place.StartOf(manifest.Path)));
        }

        foreach (var command in commands.Where(Builds))
        {
            AddToolchain(project, command, facts);
            AddPaths(project, command, facts);
            AddLock(project, command, facts);
        }

        return facts.DrainToImmutable();
    }

    /// <summary>Whether a command has Cargo write a program.</summary>
    /// <param name="command">The command.</param>
    public static bool Builds(BuildCommand command) => command.Program is "cargo" or "cross" && command.Words.Skip(1).FirstOrDefault(word => !word.Text.StartsWith('+')) is { Text: var verb } && Building.Contains(verb);

    // cargo +1.85.0, then the environment, then the file.
    private static void AddToolchain(Project project, BuildCommand command, ImmutableArray<DeterminismFact>.Builder facts)
    {
        const string Next = "Name one version in rust-toolchain.toml: channel = \"1.85.0\".";
        var asked = command.Words.Length > 1 && command.Words[1].Text.StartsWith('+') ? new ToolSetting("+", command.Words[1].Text[1..], command.Place) : null;
        var named = asked ?? (command.Variables.TryGetValue("RUSTUP_TOOLCHAIN", out var variable) ? variable : project.Settings.LastOrDefault(setting => setting.Name == RustSettings.Channel));
        facts.Add(named switch
        {
            null => new DeterminismFact(Determinism.Unknown, "Which version of Rust builds is not said.", Next, command.Place),
            { Value: null or ['$', ..] } => new DeterminismFact(Determinism.Unknown, "Which version of Rust builds is only known while the pipeline runs.", Next, named.Span),
            { Value: var channel } when IsOne(channel) => new DeterminismFact(Determinism.Deterministic, $"Rust {channel} builds.", Next: null, named.Span),
            { Value: var channel } => new DeterminismFact(Determinism.No, $"'{channel}' is another version of Rust after each release.", Next, named.Span),
        });
    }

    // 1.85.0, 1.85.0-x86_64-unknown-linux-gnu, nightly-2026-01-01; 1.85 is the newest of its patches.
    private static bool IsOne(string channel)
    {
        var parts = channel.Split('-');
        return parts[0] is "nightly" or "beta" or "stable"
            ? parts.Length >= 4 && parts[1].Length == 4 && parts[1].All(char.IsAsciiDigit) && parts[2].All(char.IsAsciiDigit)
            : parts[0].Split('.') is [var major, var minor, var patch] && new[] { major, minor, patch }.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }

    private static void AddPaths(Project project, BuildCommand command, ImmutableArray<DeterminismFact>.Builder facts)
    {
        var trimmed = project.Settings.FirstOrDefault(setting => setting.Name == RustSettings.TrimPaths);
        var flags = command.Variables.TryGetValue("CARGO_ENCODED_RUSTFLAGS", out var encoded) ? encoded
            : command.Variables.TryGetValue("RUSTFLAGS", out var plain) ? plain
            : project.Settings.LastOrDefault(setting => setting.Name == RustSettings.Flags);
        facts.Add(flags switch
        {
            { Value: { } value } when value.Contains("--remap-path-prefix", StringComparison.Ordinal) => new DeterminismFact(Determinism.Deterministic, "'--remap-path-prefix' puts fixed paths in the place of those of the machine.", Next: null, flags.Span),
            _ when trimmed is { Value: not ("false" or "none") } => new DeterminismFact(Determinism.Deterministic, "'trim-paths' keeps the paths of the machine out of the program.", Next: null, trimmed.Span),
            { Value: null } => new DeterminismFact(Determinism.Unknown, "Which flags the compiler is given is only known while the pipeline runs.", Next: null, flags.Span),
            _ => new DeterminismFact(Determinism.No, "The program holds the paths of the machine that builds it.", "Give the compiler '--remap-path-prefix' for the home of Cargo and the folder of the build, in RUSTFLAGS or .cargo/config.toml.", command.Place),
        });
    }

    private static void AddLock(Project project, BuildCommand command, ImmutableArray<DeterminismFact>.Builder facts) =>
        facts.Add(project.Locks.IsEmpty
            ? new DeterminismFact(Determinism.No, "Without a Cargo.lock each build takes the newest versions that fit.", "Commit Cargo.lock.", command.Place)
            : command.Has("--locked", "--frozen")
                ? new DeterminismFact(Determinism.Deterministic, "The build fails where Cargo.lock does not fit.", Next: null, command.Place)
                : new DeterminismFact(Determinism.Unknown, "Where Cargo.lock does not fit, the build writes it anew.", "Add '--locked'.", command.Place));
}
