using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether what Bazel runs gets at nothing but what its rules name: neither files beside, nor the environment of the machine, nor the network.</summary>
/// <remarks>
/// Sources: https://bazel.build/docs/sandboxing, https://bazel.build/basics/hermeticity, https://blog.bazel.build/2019/06/19/list-strategy.html,
/// https://github.com/bazelbuild/bazel/pull/27670 (strict by default since 9.0.0). What single rules ask for by tags, such as <c>no-sandbox</c>, is not read.
/// </remarks>
internal static class BazelHermeticity
{
    private const int FirstWithStrictEnvironment = 9;

    // What the machine has there decides which programs are run.
    private static readonly ImmutableArray<string> Deciding = ["PATH", "LD_LIBRARY_PATH"];

    /// <summary>What decides it, each with the kind of what it is about.</summary>
    /// <param name="options">The options that the command ends up with.</param>
    /// <param name="version">The version of Bazel, as written; null where it is not.</param>
    /// <param name="where">Where something is to be written that is not.</param>
    public static IEnumerable<(BazelReach Reach, DeterminismFact Fact)> Of(BazelOptions options, ToolSetting? version, Place where)
    {
        yield return (BazelReach.Files, Sandbox(options, where));
        yield return (BazelReach.Environment, Environment(options, version, where));
        foreach (var inherited in options.Values("--action_env").Where(option => Deciding.Contains(option.Value)).DistinctBy(option => option.Value))
        {
            yield return (BazelReach.Environment, new DeterminismFact(Determinism.No, $"'{inherited.Text}' hands '{inherited.Value}' of the machine to all that Bazel runs, so that the machine decides which programs build.", $"Give it a value: '--action_env={inherited.Value}=…'.", inherited.Span ?? where));
        }

        yield return (BazelReach.Network, options.Switch("sandbox_default_allow_network", "experimental_sandbox_default_allow_network") is { IsOn: false } off
            ? new DeterminismFact(Determinism.Deterministic, $"'{off.Text}' keeps what Bazel runs from the network, unless a rule asks for it by a tag.", Next: null, off.Span ?? where)
            : new DeterminismFact(Determinism.No, "Nothing keeps what Bazel runs from the network.", "Write 'common --nosandbox_default_allow_network' into '.bazelrc', and the tag 'requires-network' where a rule cannot do without.", where));
        if (options.Values("--repo_env").Concat(options.Values("--action_env")).FirstOrDefault(option => option.Value is "BAZEL_DO_NOT_DETECT_CPP_TOOLCHAIN=1" or "BAZEL_NO_APPLE_CPP_TOOLCHAIN=1") is { Text: { } text } detection)
        {
            yield return (BazelReach.Files, new DeterminismFact(Determinism.Deterministic, $"'{text}' has Bazel take no compiler that it finds on the machine.", Next: null, detection.Span ?? where));
        }
    }

    private static DeterminismFact Sandbox(BazelOptions options, Place where)
    {
        // For each kind of action the last one counts; the general one for all others.
        var wrong = options.Values("--strategy").Concat(options.Values("--genrule_strategy")).Where(option => IsOpen(option.Value[(option.Value.IndexOf('=', StringComparison.Ordinal) + 1)..])).LastOrDefault();
        var general = options.Values("--spawn_strategy").LastOrDefault();
        return general.Value is { } strategy && IsOpen(strategy) ? Open(general.Text, "what it builds with", general.Span ?? where)
            : wrong.Value is not null ? Open(wrong.Text, "some of what it builds with", wrong.Span ?? where)
            : new DeterminismFact(Determinism.Deterministic, general.Text is { } text ? $"'{text}' has Bazel run each action in a sandbox, or elsewhere." : "Bazel runs each action in a sandbox where nothing says otherwise.", Next: null, general.Span ?? where);
    }

    private static DeterminismFact Open(string text, string what, Place place) =>
        new(Determinism.No, $"'{text}' has Bazel run {what} outside the sandbox, where it gets at files that no rule names, and at the network.", "Take it out, or name 'sandboxed' first.", place);

    // The first one that can run an action does.
    private static bool IsOpen(string strategies) => strategies.Split(',', StringSplitOptions.TrimEntries) is [("local" or "standalone"), ..];

    private static DeterminismFact Environment(BazelOptions options, ToolSetting? version, Place where)
    {
        const string next = "Write 'common --incompatible_strict_action_env' into '.bazelrc'.";
        if (options.Switch("incompatible_strict_action_env", "experimental_strict_action_env") is { } said)
        {
            return said.IsOn
                ? new DeterminismFact(Determinism.Deterministic, $"'{said.Text}' hands no PATH of the machine to what Bazel runs.", Next: null, said.Span ?? where)
                : new DeterminismFact(Determinism.No, $"'{said.Text}' hands the PATH of the machine to all that Bazel runs, so that the machine decides which programs build.", next, said.Span ?? where);
        }

        var major = version?.Value is { } text && int.TryParse(text.AsSpan(0, text.AsSpan().IndexOf('.') is > 0 and var end ? end : text.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        return major switch
        {
            null => new DeterminismFact(Determinism.Unknown, "Whether the PATH of the machine is handed to what Bazel runs is not known: the version of Bazel decides, and nothing that is read says it.", next, where),
            >= FirstWithStrictEnvironment => new DeterminismFact(Determinism.Deterministic, $"Bazel {version!.Value} hands no PATH of the machine to what it runs.", Next: null, version.Span ?? where),
            _ => new DeterminismFact(Determinism.No, $"Bazel {version!.Value} hands the PATH of the machine to all that it runs where nothing says otherwise, so that the machine decides which programs build.", next, where),
        };
    }
}
