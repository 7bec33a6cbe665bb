using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Bun.</summary>
internal static class BunInstalls
{
    private const string Frozen = "bun install --frozen-lockfile";

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "--cwd -c --config --registry --backend --cache-dir --filter --omit --network-concurrency --concurrent-scripts --ca --cafile --linker --package -p --env-file -r --preload",
        Ends = new Dictionary<string, int> { ["run"] = 2, ["x"] = 2, ["create"] = 2, ["test"] = 1, ["build"] = 1, ["exec"] = 1 }.ToFrozen(),
    };

    private static readonly Syntax Bunxs = new() { Valued = "--package -p", Ends = new Dictionary<string, int> { [""] = 1 }.ToFrozen() };

    public static IEnumerable<InstallAct> Bun(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        var packages = call.Operands.Length > 1;
        var acts = call.Verb switch
        {
            _ when call.Has("--help", "-h", "--dry-run") => [],
            "ci" => [call.Act(Ecosystem.Bun, LockUse.Honours, "'bun ci' fails where bun.lock does not fit") with { IsHashed = true }],
            "install" or "i" or "add" or "a" when call.Last("-g", "--global") is { } global => [call.Act(Ecosystem.Bun, LockUse.Ignores, $"'bun {call.Verb} --global' takes packages, and what they need, that no lock file decides", at: global.Word) with { IsPinned = packages && call.Operands.Skip(1).All(NpmInstalls.IsPinned) }],
            "install" or "i" when !packages || call.Operands.Skip(1).All(Invocation.IsComputed) => [Install(call)],
            "install" or "i" or "add" or "a" when packages => [call.Act(Ecosystem.Bun, LockUse.Rewrites, $"'bun {call.Verb}' of packages adds them to package.json, and writes bun.lock", instead: Frozen) with { IsPinned = call.Operands.Skip(1).All(NpmInstalls.IsPinned) }],
            "update" or "remove" or "rm" or "upgrade-interactive" => [call.Act(Ecosystem.Bun, LockUse.Rewrites, $"'bun {call.Verb}' writes bun.lock", instead: Frozen)],
            "x" => NpmInstalls.Exec(call, "bun x", call.Operands.ElementAtOrDefault(1), Ecosystem.Bun),
            "create" when packages => NpmInstalls.Exec(call, "bun create", call.Operands[1], Ecosystem.Bun),
            _ when call.HasComputedVerb && call.Operands.Length == 1 && call.Options.IsEmpty => [call.Uncertain(Ecosystem.Bun, Frozen)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return call.Value("--cwd") is { } folder ? acts.Select(act => act with { Folder = folder }) : acts;
    }

    public static IEnumerable<InstallAct> Bunx(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Bunxs);
        return NpmInstalls.Exec(call, "bunx", call.Operands.FirstOrDefault(), Ecosystem.Bun);
    }

    // Each of both is enough, and what is off switches nothing off.
    private static Answer? Configured(Invocation call)
    {
        var (frozen, production) = (call.Configured("bunfig.toml frozenLockfile"), call.Configured("bunfig.toml production"));
        return frozen is { On: true } ? frozen : production is { On: not false } ? production : frozen;
    }

    private static InstallAct Install(Invocation call)
    {
        var frozen = call.Switch("--frozen-lockfile")
            ?? (call.Last("--production", "-p") is { } production ? new Answer(On: true, $"'{production.Word.Text}'", production.Word) : null)
            ?? Configured(call);
        return frozen switch
        {
            { On: true } when call.HasLock(Ecosystem.Bun) is false => call.Act(Ecosystem.Bun, LockUse.Rewrites, "without a bun.lock 'bun install' takes the newest versions that fit", frozen, Frozen),
            { On: true } => call.Act(Ecosystem.Bun, LockUse.Honours, $"{frozen.By} fails where bun.lock does not fit", frozen) with { IsHashed = true },
            { On: null } => call.Unanswered(Ecosystem.Bun, frozen, Frozen),
            _ when call.Computed is not null => call.Uncertain(Ecosystem.Bun, Frozen),
            _ when call.Last("--no-save") is { } unsaved => call.Act(Ecosystem.Bun, LockUse.Rewrites, "'--no-save' keeps bun.lock as it is, and yet takes other versions where it does not fit", instead: Frozen, at: unsaved.Word),
            _ => call.Act(Ecosystem.Bun, LockUse.Rewrites, "'bun install' brings bun.lock up to date where it does not fit", frozen is { At: null } ? frozen : null, Frozen) with { OnlyLocks = call.Has("--lockfile-only") },
        };
    }
}
