using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>pnpm.</summary>
internal static class PnpmInstalls
{
    private const string Frozen = "pnpm install --frozen-lockfile";

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "-C --dir --filter -F --filter-prod --reporter --loglevel --registry --store-dir --virtual-store-dir --modules-dir --lockfile-dir --global-dir --package --package-import-method --network-concurrency --child-concurrency --workspace-concurrency --node-linker --cpu --os --libc",
        LooseBooleans = true,
        Ends = new Dictionary<string, int> { ["run"] = 2, ["exec"] = 2, ["dlx"] = 2, ["create"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax Pnpxs = new() { Valued = "--package --registry", LooseBooleans = true, Ends = new Dictionary<string, int> { [""] = 1 }.ToFrozen() };

    public static IEnumerable<InstallAct> Pnpm(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words).WithoutOperands("recursive", "multi", "m");
        var packages = call.Operands.Length > 1;
        var acts = call.Verb switch
        {
            _ when call.Has("--help", "-h", "--dry-run") => [],
            "install" or "i" when packages => Add(call),
            "install" or "i" or "install-test" or "it" => [Install(call)],
            "ci" or "clean-install" or "ic" or "install-clean" => [call.Act(Ecosystem.Pnpm, LockUse.Honours, $"'pnpm {call.Verb}' fails where pnpm-lock.yaml does not fit") with { IsHashed = true }],
            "fetch" => [call.Act(Ecosystem.Pnpm, LockUse.Honours, "'pnpm fetch' takes what pnpm-lock.yaml says, without looking at package.json", instead: Frozen) with { IsHashed = true, SkipsManifest = true }],
            "add" when packages => Add(call),
            "update" or "up" or "upgrade" => [IsGlobal(call) is null
                ? call.Act(Ecosystem.Pnpm, LockUse.Rewrites, $"'pnpm {call.Verb}' takes newer versions than pnpm-lock.yaml says, and writes it", instead: Frozen)
                : call.Act(Ecosystem.Pnpm, LockUse.Ignores, $"'pnpm {call.Verb} --global' takes the newest versions that fit", at: IsGlobal(call)!.Word) with { IsPinned = false }],
            "remove" or "rm" or "uninstall" or "un" when IsGlobal(call) is null => [call.Act(Ecosystem.Pnpm, LockUse.Rewrites, $"'pnpm {call.Verb}' writes pnpm-lock.yaml", instead: Frozen)],
            "dedupe" when !call.Has("--check") => [call.Act(Ecosystem.Pnpm, LockUse.Rewrites, "'pnpm dedupe' writes pnpm-lock.yaml", instead: "pnpm dedupe --check")],
            "import" => [call.Act(Ecosystem.Pnpm, LockUse.Rewrites, "'pnpm import' writes pnpm-lock.yaml from another lock file", instead: Frozen)],
            "dlx" => call.Last("--package")?.Value is { } package ? [Fetched(call, "pnpm dlx", package)] : packages ? [Fetched(call, "pnpm dlx", call.Operands[1])] : [],
            "create" when packages => [Fetched(call, "pnpm create", call.Operands[1])],
            "self-update" => [call.Act(Ecosystem.Pnpm, LockUse.Ignores, "'pnpm self-update' fetches pnpm itself, which pnpm-lock.yaml does not decide") with { IsPinned = false }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Pnpm, Frozen)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return call.Value("-C", "--dir") is { } folder ? acts.Select(act => act with { Folder = folder }) : acts;
    }

    public static IEnumerable<InstallAct> Pnpx(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Pnpxs);
        return call.Last("--package")?.Value is { } package ? [Fetched(call, "pnpx", package)] : call.Operands.IsEmpty ? [] : [Fetched(call, "pnpx", call.Operands[0])];
    }

    private static Option? IsGlobal(Invocation call) => call.Last("-g", "--global");

    private static InstallAct Fetched(Invocation call, string spoken, Word package) =>
        call.Act(Ecosystem.Pnpm, LockUse.Ignores, $"'{spoken}' takes a package, and what it needs, that no lock file decides", at: package) with { IsPinned = NpmInstalls.IsPinned(package) };

    private static IEnumerable<InstallAct> Add(Invocation call)
    {
        var isPinned = call.Operands.Skip(1).All(NpmInstalls.IsPinned);
        if (call.Operands.Skip(1).All(Invocation.IsComputed))
        {
            return [call.Uncertain(Ecosystem.Pnpm, Frozen)];
        }

        return IsGlobal(call) is { } global
            ? [call.Act(Ecosystem.Pnpm, LockUse.Ignores, $"'pnpm {call.Verb} --global' takes packages, and what they need, that no lock file decides", at: global.Word) with { IsPinned = isPinned }]
            : [call.Act(Ecosystem.Pnpm, LockUse.Rewrites, $"'pnpm {call.Verb}' of packages adds them to package.json, and writes pnpm-lock.yaml", instead: Frozen) with { IsPinned = isPinned }];
    }

    // Up to version 10 the variables and the file of npm; since version 11 variables of its own, and only what a registry needs from that file. Its own file it reads since version 10.
    private static Answer? Option(Invocation call, string name, string? setting)
    {
        var major = Major(call);
        var isOwn = major is >= 11;
        return call.Switch($"--{name}")
            ?? call.Environment($"{(isOwn ? "pnpm" : "npm")}_config_{name.Replace('-', '_')}", StringComparison.OrdinalIgnoreCase)
            ?? (setting is null || major is < 10 ? null : call.Configured($"pnpm-workspace.yaml {setting}"))
            ?? (isOwn ? null : call.Configured($".npmrc {name}"));
    }

    private static int? Major(Invocation call)
    {
        var version = call.Around.Versions.GetValueOrDefault("pnpm") ?? (call.Setting("package.json packageManager")?.Value is { } manager && manager.StartsWith("pnpm@", StringComparison.Ordinal) ? manager[5..] : null);
        return int.TryParse(version?.Split('.')[0], out var major) ? major : null;
    }

    // What switches the lock of npm off does so for that of pnpm, up to version 10.
    private static Answer? Lockfile(Invocation call) => Option(call, "lockfile", "lockfile") ?? (Major(call) is >= 11 ? null : Option(call, "package-lock", setting: null));

    private static InstallAct Install(Invocation call)
    {
        if (Lockfile(call) is { On: not true } off)
        {
            return off.On is null ? call.Unanswered(Ecosystem.Pnpm, off, Frozen)
                : call.Act(Ecosystem.Pnpm, LockUse.Ignores, $"{off.By} makes 'pnpm {call.Verb}' take the newest versions that fit, whatever pnpm-lock.yaml says", off, Frozen);
        }

        if (call.Last("--fix-lockfile", "--lockfile-only") is { } writing && call.Switch("--frozen-lockfile") is not { On: true })
        {
            return call.Act(Ecosystem.Pnpm, LockUse.Rewrites, $"'{writing.Word.Text}' brings pnpm-lock.yaml up to date", instead: Frozen, at: writing.Word) with { OnlyLocks = call.Has("--lockfile-only") };
        }

        var frozen = Option(call, "frozen-lockfile", "frozenLockfile");

        // Who asks for a frozen lock where that is possible is not held to it in continuous integration either.
        var preferred = frozen is null ? Option(call, "prefer-frozen-lockfile", "preferFrozenLockfile") : null;
        if (preferred is not null)
        {
            return call.Act(Ecosystem.Pnpm, LockUse.Rewrites, $"{preferred.By} takes pnpm-lock.yaml where it fits, and brings it up to date where it does not", preferred, Frozen);
        }

        var decides = frozen ?? call.Ci();
        return decides switch
        {
            { On: true } when frozen is null && call.HasLock(Ecosystem.Pnpm) is false =>
                call.Act(Ecosystem.Pnpm, LockUse.Rewrites, $"without a pnpm-lock.yaml 'pnpm {call.Verb}' takes the newest versions that fit", instead: Frozen),
            { On: true } => call.Act(Ecosystem.Pnpm, LockUse.Honours, frozen is null ? $"'pnpm {call.Verb}' fails in continuous integration where pnpm-lock.yaml does not fit" : $"{frozen.By} fails where pnpm-lock.yaml does not fit", decides) with { IsHashed = true },
            { On: null } => call.Unanswered(Ecosystem.Pnpm, decides, Frozen),
            _ => call.Act(Ecosystem.Pnpm, LockUse.Rewrites, frozen is { On: false } ? $"{frozen.By} makes 'pnpm {call.Verb}' bring pnpm-lock.yaml up to date where it does not fit" : $"'pnpm {call.Verb}' brings pnpm-lock.yaml up to date where it does not fit", frozen, Frozen) with { Writing = frozen is { At: not null } ? "pnpm install --lockfile-only" : null },
        };
    }
}
