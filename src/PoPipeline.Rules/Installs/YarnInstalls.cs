using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Yarn, before and since version 2.</summary>
internal static class YarnInstalls
{
    private const string Immutable = "yarn install --immutable";
    private const string Frozen = "yarn install --frozen-lockfile";

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "--cwd --mode --network-timeout --network-concurrency --registry --cache-folder --modules-folder --global-folder --mutex --use-yarnrc --otp --proxy --https-proxy -p --package",
        Ends = new Dictionary<string, int> { ["run"] = 2, ["exec"] = 2, ["dlx"] = 2, ["node"] = 1, ["create"] = 2, ["workspace"] = 3 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Yarn(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);

        // In a workspace runs one command of Yarn, and no workspace has another one.
        return call.Verb is "workspace"
            ? call.Operands.Length < 3 ? [] : Yarn(Invocation.Read(call.From(call.Operands[2]), around, Words)).Select(act => act with { Folder = call.Operands[1].Text })
            : Yarn(call);
    }

    private static IEnumerable<InstallAct> Yarn(Invocation call)
    {
        var isBerry = IsBerry(call);
        var ecosystem = isBerry is false ? Ecosystem.YarnClassic : Ecosystem.Yarn;
        var acts = call.Verb switch
        {
            _ when call.Has("--help", "-h", "--version", "-v") => [],
            "" or "install" => Install(call, isBerry),
            "add" or "up" or "upgrade" or "remove" or "unplug" or "upgrade-interactive" => [call.Act(ecosystem, LockUse.Rewrites, $"'yarn {call.Verb}' takes other versions than yarn.lock says, and writes it", instead: Instead(isBerry)) with { IsPinned = call.Operands.Length > 1 && call.Operands.Skip(1).All(NpmInstalls.IsPinned) }],
            "dedupe" when !call.Has("--check", "-c") => [call.Act(ecosystem, LockUse.Rewrites, "'yarn dedupe' writes yarn.lock", instead: "yarn dedupe --check")],
            "dlx" when call.Operands.Length > 1 || call.Has("-p", "--package") => [Fetched(call, ecosystem, "yarn dlx", call.Last("-p", "--package")?.Value ?? call.Operands[1])],
            "create" when call.Operands.Length > 1 => [Fetched(call, ecosystem, "yarn create", call.Operands[1])],
            "global" when call.Operands.Length > 1 && call.Operands[1].Text is "add" or "upgrade" =>
                [call.Act(Ecosystem.YarnClassic, LockUse.Ignores, $"'yarn global {call.Operands[1].Text}' takes packages, and what they need, that no lock file decides", at: call.Operands[1]) with { IsPinned = call.Operands.Length > 2 && call.Operands.Skip(2).All(NpmInstalls.IsPinned) }],
            "workspaces" when call.Operands.Length > 1 && call.Operands[1].Text is "focus" => [call.Act(Ecosystem.Yarn, LockUse.Rewrites, "'yarn workspaces focus' takes other versions where yarn.lock does not fit, also in continuous integration", instead: Immutable, at: call.Operands[1])],
            "set" when call.Operands.Length > 2 && call.Operands[1].Text is "version" => [call.Act(Ecosystem.Yarn, LockUse.Ignores, "'yarn set version' fetches Yarn itself, which yarn.lock does not decide", at: call.Operands[2]) with { IsPinned = false }],
            _ when call.HasComputedVerb => [call.Uncertain(ecosystem, Instead(isBerry))],
            _ => (IEnumerable<InstallAct>)[],
        };
        return call.Value("--cwd") is { } folder ? acts.Select(act => act with { Folder = folder }) : acts;
    }

    // The version that is known, the locks that are there, and what only one of the two understands.
    private static bool? IsBerry(Invocation call)
    {
        var version = call.Around.Versions.GetValueOrDefault("yarn") ?? Committed(call) ?? (call.Setting("package.json packageManager")?.Value is { } manager && manager.StartsWith("yarn@", StringComparison.Ordinal) ? manager[5..] : null);
        return version is { Length: > 0 } ? !version.StartsWith("1.", StringComparison.Ordinal) && version is not ("1" or "classic")
            : call.HasLock(Ecosystem.Yarn) is true ? true
            : call.HasLock(Ecosystem.YarnClassic) is true ? false
            : call.Has("--immutable", "--no-immutable", "--immutable-cache", "--check-cache", "--check-resolutions", "--mode", "--refresh-lockfile") || call.Verb is "dlx" or "up" or "dedupe" or "workspaces" ? true
            : call.Has("--pure-lockfile", "--no-lockfile") || call.Verb is "global" or "upgrade" ? false
            : null;
    }

    // What lies in the repository runs in place of what is installed: .yarn/releases/yarn-4.9.2.cjs
    private static string? Committed(Invocation call)
    {
        const string start = "yarn-";
        if (call.Variable("YARN_IGNORE_PATH") is not null || (call.Setting(".yarnrc.yml yarnPath") ?? call.Setting(".yarnrc yarn-path")) is not { Value: { } path })
        {
            return null;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith(start, StringComparison.Ordinal) && name.Length > start.Length && char.IsAsciiDigit(name[start.Length]) ? name[start.Length..] : null;
    }

    private static string Instead(bool? isBerry) => isBerry is false ? Frozen : Immutable;

    private static InstallAct Fetched(Invocation call, Ecosystem ecosystem, string spoken, Word package) =>
        call.Act(ecosystem, LockUse.Ignores, $"'{spoken}' takes a package, and what it needs, that no lock file decides", at: package) with { IsPinned = NpmInstalls.IsPinned(package) };

    private static IEnumerable<InstallAct> Install(Invocation call, bool? isBerry)
    {
        if (call.Operands.Length > 1 && call.Verb is "install" && !Invocation.IsComputed(call.Operands[1]))
        {
            // Yarn refuses to install packages by name.
            return [];
        }

        return [isBerry switch { true => Berry(call), false => Classic(call), null => Either(call) }];
    }

    // Where both would do the same, it does not matter which one it is.
    private static InstallAct Either(Invocation call)
    {
        var (classic, berry) = (Classic(call), Berry(call));
        return classic.Use == berry.Use ? classic.Use is LockUse.Honours && !call.Has("--frozen-lockfile") ? berry : classic
            : call.Act(Ecosystem.Yarn, LockUse.Unknown, "'yarn install' brings yarn.lock up to date before version 2, and fails in continuous integration since then; which one it is is not known", instead: Immutable);
    }

    private static InstallAct Classic(Invocation call)
    {
        const Ecosystem ecosystem = Ecosystem.YarnClassic;
        if ((call.Last("--no-lockfile") is { } none ? new Answer(On: true, "'--no-lockfile'", none.Word) : call.Configured(".yarnrc no-lockfile")) is { On: not false } unlocked)
        {
            return unlocked.On is null ? call.Unanswered(ecosystem, unlocked, Frozen)
                : call.Act(ecosystem, LockUse.Ignores, $"{unlocked.By} takes the newest versions that fit, whatever yarn.lock says", unlocked, Frozen);
        }

        var frozen = call.Switch("--frozen-lockfile") ?? call.Configured(".yarnrc frozen-lockfile");
        return frozen switch
        {
            { On: true } when call.HasLock(ecosystem) is false => call.Act(ecosystem, LockUse.Rewrites, "without a yarn.lock 'yarn install' takes the newest versions that fit", frozen, Frozen),
            { On: true } => call.Act(ecosystem, LockUse.Honours, $"{frozen.By} fails where yarn.lock does not fit", frozen) with { IsHashed = true },
            { On: null } => call.Unanswered(ecosystem, frozen, Frozen),
            _ when call.Computed is not null => call.Uncertain(ecosystem, Frozen),
            _ when call.Last("--pure-lockfile") is { } pure => call.Act(ecosystem, LockUse.Rewrites, "'--pure-lockfile' keeps yarn.lock as it is, and yet takes other versions where it does not fit", instead: Frozen, at: pure.Word),
            _ => call.Act(ecosystem, LockUse.Rewrites, "'yarn install' brings yarn.lock up to date where it does not fit", instead: Frozen),
        };
    }

    private static InstallAct Berry(Invocation call)
    {
        const Ecosystem ecosystem = Ecosystem.Yarn;
        if (call.Value("--mode") is "update-lockfile")
        {
            return call.Act(ecosystem, LockUse.Rewrites, "'--mode=update-lockfile' brings yarn.lock up to date", instead: Immutable, at: call.Last("--mode")!.Word) with { OnlyLocks = true };
        }

        var immutable = call.Switch("--immutable", "--frozen-lockfile") ?? call.Environment("YARN_ENABLE_IMMUTABLE_INSTALLS") ?? call.Configured(".yarnrc.yml enableImmutableInstalls");
        var decides = immutable ?? call.Ci();
        return decides switch
        {
            { On: true } => call.Act(ecosystem, LockUse.Honours, immutable is null ? "'yarn install' fails in continuous integration where yarn.lock does not fit" : $"{immutable.By} fails where yarn.lock does not fit", decides) with { IsHashed = (call.Variable("YARN_CHECKSUM_BEHAVIOR") ?? call.Setting(".yarnrc.yml checksumBehavior"))?.Value is not "ignore" },
            { On: null } => call.Unanswered(ecosystem, decides, Immutable),
            _ when call.Computed is not null => call.Uncertain(ecosystem, Immutable),
            _ => call.Act(ecosystem, LockUse.Rewrites, immutable is { On: false } ? $"{immutable.By} makes 'yarn install' bring yarn.lock up to date where it does not fit" : "'yarn install' brings yarn.lock up to date where it does not fit", immutable, Immutable),
        };
    }
}
