using System.Collections.Frozen;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Cargo.</summary>
internal static class CargoInstalls
{
    private static readonly FrozenSet<string> Resolving = Tables.Words("build b check c test t run r bench doc d fetch rustc rustdoc clippy fix publish package tree vendor nextest llvm-cov miri hack zigbuild deny audit");

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "-C --manifest-path -p --package --bin --example --test --bench --features -F --target --target-dir --profile -j --jobs --color --message-format --config -Z --lockfile-path --version --vers --git --branch --tag --rev --path --root --index --registry --token --exclude --precise",
        Clusters = true,
        Ends = new Dictionary<string, int>().ToFrozen(),
    };

    public static IEnumerable<InstallAct> Cargo(Command command, InstallSurroundings around)
    {
        // 'cargo +nightly build' says first which toolchain.
        var toolchain = command.Words.Length > 1 && command.Words[1].Text.StartsWith('+');
        var call = Invocation.Read(CutAtDashes(toolchain ? command with { Words = command.Words.RemoveAt(1) } : command), around, Words);
        var verb = call.Verb;
        var acts = verb switch
        {
            _ when call.Has("--help", "-h", "--list", "-V", "--dry-run") => [],
            "install" => Install(call),
            "binstall" => [call.Act(Ecosystem.Cargo, LockUse.Ignores, "'cargo binstall' fetches programs that no lock file decides") with { IsPinned = call.Has("--version") || (call.Operands.Length > 1 && call.Operands.Skip(1).All(NpmInstalls.IsPinned)) }],
            "update" or "generate-lockfile" or "add" or "remove" or "rm" or "upgrade" => call.Has("--locked", "--frozen")
                ? [call.Act(Ecosystem.Cargo, LockUse.Honours, $"'cargo {verb} --locked' fails where Cargo.lock would change", at: call.Last("--locked", "--frozen")!.Word) with { IsHashed = true }]
                : [call.Act(Ecosystem.Cargo, LockUse.Rewrites, $"'cargo {verb}' writes Cargo.lock", instead: "cargo fetch --locked")],
            _ when Resolving.Contains(verb) => [Locked(call, $"cargo {verb}")],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Cargo)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return acts.Select(act => act with { Folder = call.Value("--manifest-path") ?? call.Value("-C") ?? act.Folder, File = call.Value("--lockfile-path") });
    }

    // What stands behind '--' is for the program that Cargo runs.
    private static Command CutAtDashes(Command command)
    {
        for (var index = 1; index < command.Words.Length; index++)
        {
            if (command.Words[index].Text == "--")
            {
                return command with { Words = command.Words[..index] };
            }
        }

        return command;
    }

    private static InstallAct Locked(Invocation call, string spoken)
    {
        var instead = $"{spoken} --locked";
        return call.Last("--locked", "--frozen") is { } locked ? call.Act(Ecosystem.Cargo, LockUse.Honours, $"'{locked.Name}' fails where Cargo.lock does not fit", at: locked.Word) with { IsHashed = true }
            : call.Operands.Length > 1 && ReferenceEquals(call.Operands[1], call.Computed) ? call.Uncertain(Ecosystem.Cargo, instead)
            : call.HasLock(Ecosystem.Cargo) is false ? call.Act(Ecosystem.Cargo, LockUse.Rewrites, $"without a Cargo.lock '{spoken}' takes the newest versions that fit, and writes one", instead: instead)
            : call.Act(Ecosystem.Cargo, LockUse.Rewrites, $"'{spoken}' brings Cargo.lock up to date where it does not fit", instead: instead);
    }

    private static IEnumerable<InstallAct> Install(Invocation call)
    {
        var crates = call.Operands.Skip(1).ToList();
        var locked = call.Last("--locked", "--frozen");
        if (call.Has("--path"))
        {
            return
            [
                (locked is null ? call.Act(Ecosystem.Cargo, LockUse.Ignores, "'cargo install' without '--locked' takes the newest versions that fit, whatever Cargo.lock says", instead: "cargo install --locked --path")
                : call.Act(Ecosystem.Cargo, LockUse.Rewrites, $"'{locked.Name}' takes what Cargo.lock says, and 'cargo install' of a path does not fail where that does not fit", instead: "cargo build --locked", at: locked.Word)) with { Folder = call.Value("--path") },
            ];
        }

        if (crates.Count == 0 && !call.Has("--git"))
        {
            return call.Computed is null ? [] : [call.Uncertain(Ecosystem.Cargo)];
        }

        var isPinned = call.Has("--rev") || call.Last("--version", "--vers") is { Value.Literal: true } || (crates.Count > 0 && crates.All(NpmInstalls.IsPinned));
        return
        [
            locked is not null && isPinned ? call.Act(Ecosystem.Cargo, LockUse.Honours, $"'{locked.Name}' takes what the Cargo.lock in one version of the crate says", at: locked.Word) with { IsHashed = true, IsPinned = true }
            : locked is not null ? call.Act(Ecosystem.Cargo, LockUse.Ignores, $"'{locked.Name}' takes what the Cargo.lock in the newest version of the crate says", instead: "cargo install --locked --version", at: locked.Word)
            : call.Act(Ecosystem.Cargo, LockUse.Ignores, "'cargo install' without '--locked' takes what the crate needs in the newest versions that fit", instead: "cargo install --locked --version") with { IsPinned = isPinned },
        ];
    }
}
