using System.Collections.Frozen;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Bazel and its module lock.</summary>
internal static class BazelInstalls
{
    private const string Instead = "bazel build --lockfile_mode=error";

    private static readonly FrozenSet<string> Resolving = Tables.Words("build test run coverage fetch vendor query cquery aquery sync mod mobile-install print_action");

    // Which verb takes over the options of which other one.
    private static readonly FrozenDictionary<string, string[]> Inherited = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["test"] = ["build"],
        ["run"] = ["build"],
        ["coverage"] = ["test", "build"],
        ["cquery"] = ["build"],
        ["aquery"] = ["build"],
        ["fetch"] = ["build"],
        ["vendor"] = ["build"],
        ["mobile-install"] = ["build"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Syntax Words = new()
    {
        Valued = "--config --lockfile_mode --output_base --output_user_root --bazelrc --max_idle_secs --jobs -j -c --compilation_mode --test_output --platforms --repository_cache --disk_cache --remote_cache --registry",
    };

    public static IEnumerable<InstallAct> Bazel(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        if (call.HasComputedVerb)
        {
            return [call.Uncertain(Ecosystem.Bazel, Instead)];
        }

        return Resolving.Contains(call.Verb) && !call.Has("--help") ? [Judge(call)] : [];
    }

    private static InstallAct Judge(Invocation call)
    {
        if (call.Last("--lockfile_mode") is { } option)
        {
            return Mode(call, option.Value is { Literal: true } value ? value.Text : null, $"'{option.Word.Text}'", new Answer(null, $"'{option.Word.Text}'", option.Word));
        }

        var verbs = new[] { call.Verb }.Concat(Inherited.GetValueOrDefault(call.Verb) ?? []).Append("common").Append("always").ToList();
        var configs = call.Values("--config").Reverse().ToList();
        foreach (var config in configs)
        {
            foreach (var verb in verbs)
            {
                if (call.Setting($".bazelrc {verb}:{config.Text}") is { } setting)
                {
                    return Mode(call, setting.Value, $"'--config={config.Text}'", new Answer(null, $"'--config={config.Text}'", config, setting));
                }
            }
        }

        if (configs.Count > 0 && !call.Around.KnowsSettings)
        {
            return call.Act(Ecosystem.Bazel, LockUse.Unknown, $"what '--config={configs[0].Text}' stands for in .bazelrc was not looked at", instead: Instead, at: configs[0]);
        }

        var general = verbs.Select(verb => call.Setting($".bazelrc {verb}")).FirstOrDefault(setting => setting is not null);
        return general is not null ? Mode(call, general.Value, ".bazelrc", new Answer(null, ".bazelrc", Setting: general))
            : call.Computed is not null && call.Operands.Length > 1 && ReferenceEquals(call.Operands[1], call.Computed) && call.Operands.Length > 2 ? call.Uncertain(Ecosystem.Bazel, Instead)
            : call.Act(Ecosystem.Bazel, LockUse.Rewrites, $"'bazel {call.Verb}' brings MODULE.bazel.lock up to date where it does not fit", instead: $"bazel {call.Verb} --lockfile_mode=error");
    }

    private static InstallAct Mode(Invocation call, string? mode, string by, Answer answer) => mode switch
    {
        "error" => call.Act(Ecosystem.Bazel, LockUse.Honours, $"{by} fails where MODULE.bazel.lock does not fit", answer) with { IsHashed = true },
        "off" => call.Act(Ecosystem.Bazel, LockUse.Ignores, $"{by} leaves MODULE.bazel.lock unread", answer, Instead),
        "update" or "refresh" => call.Act(Ecosystem.Bazel, LockUse.Rewrites, $"{by} brings MODULE.bazel.lock up to date where it does not fit", answer, Instead),
        null => call.Unanswered(Ecosystem.Bazel, answer, Instead),
        _ => call.Act(Ecosystem.Bazel, LockUse.Unknown, $"{by} is no mode that is known", answer, Instead),
    };
}
