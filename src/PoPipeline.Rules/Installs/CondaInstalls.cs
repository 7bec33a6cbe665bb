using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>conda and its kin, conda-lock and Pixi.</summary>
internal static class CondaInstalls
{
    private const string Instead = "conda-lock install";

    private static readonly Syntax Condas = new()
    {
        Valued = "-n --name -p --prefix -c --channel -f --file --solver --clone --revision --subdir --platform --repodata-fn -r --root-prefix --rc-file",
        Ends = new Dictionary<string, int> { ["run"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax CondaLocks = new()
    {
        Valued = "-n --name -p --prefix --conda -f --file --platform -c --channel --kind -k --lockfile --log-level --auth --auth-file -e --extras --category --virtual-package-spec --update --filename-template",
    };

    private static readonly Syntax Pixis = new()
    {
        Valued = "--manifest-path -e --environment --platform -p --feature -f --channel -c --with -w --auth-file --pypi-keyring-provider --concurrent-solves --concurrent-downloads --color --skip -m",
        Ends = new Dictionary<string, int> { ["run"] = 2, ["exec"] = 2, ["x"] = 2, ["r"] = 2 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Conda(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Condas);
        if (call.Has("--dry-run", "-d", "--help", "-h"))
        {
            return [];
        }

        var second = call.Operands.ElementAtOrDefault(1)?.Text;
        return call.Verb switch
        {
            "create" when call.Has("--clone") => [],
            "create" or "install" => OfFiles(call, $"{call.Program} {call.Verb}", call.Operands.Length > 1),
            "update" or "upgrade" => call.Operands.Length > 1 || call.Has("--all", "-a", "-f", "--file") ? [call.Act(Ecosystem.Conda, LockUse.Ignores, $"'{call.Program} {call.Verb}' takes the newest versions that fit", instead: Instead)] : [],
            "env" when second is "create" or "update" => [Environment(call, second)],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Conda, Instead)],
            _ => [],
        };
    }

    /// <summary>The command that <c>conda run</c> starts; null where it starts none.</summary>
    public static Command? Run(Command command)
    {
        var words = command.Words;
        if (words.Length < 3 || words[1].Text is not "run")
        {
            return null;
        }

        for (var index = 2; index < words.Length; index++)
        {
            var text = words[index].Text;
            if (text is "-n" or "--name" or "-p" or "--prefix" or "--cwd" or "-r" or "--root-prefix")
            {
                index++;
            }
            else if (!text.StartsWith('-'))
            {
                return command with { Name = text[(text.LastIndexOf('/') + 1)..], Words = words[index..] };
            }
        }

        return null;
    }

    public static IEnumerable<InstallAct> CondaLock(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, CondaLocks);
        return call.Verb switch
        {
            "install" => [call.Act(Ecosystem.Conda, LockUse.Honours, "'conda-lock install' takes what the lock file says, and does not ask whether that still fits") with { File = call.Operands.ElementAtOrDefault(1)?.Text, IsHashed = true, SkipsManifest = true }],
            "render" or "render-lock-spec" => [],
            "lock" or "" => call.Has("--help", "--version") ? [] : [call.Act(Ecosystem.Conda, LockUse.Rewrites, "'conda-lock' resolves anew and writes the lock file", instead: Instead) with { OnlyLocks = true }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Conda, Instead)],
            _ => [],
        };
    }

    public static IEnumerable<InstallAct> Pixi(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Pixis);
        var acts = call.Verb switch
        {
            _ when call.Has("--help", "-h") => [],
            "install" or "i" or "run" or "r" or "shell" or "shell-hook" or "s" or "reinstall" => PixiInstall(call),
            "update" or "upgrade" => [call.Act(Ecosystem.Pixi, LockUse.Rewrites, $"'pixi {call.Verb}' takes the newest versions that fit, and writes pixi.lock", instead: "pixi install --locked")],
            "lock" when !call.Has("--check", "--dry-run") => [call.Act(Ecosystem.Pixi, LockUse.Rewrites, "'pixi lock' brings pixi.lock up to date", instead: "pixi lock --check") with { OnlyLocks = true }],
            "add" or "remove" or "rm" or "a" => [call.Act(Ecosystem.Pixi, LockUse.Rewrites, $"'pixi {call.Verb}' changes what the project asks for, and pixi.lock with it")],
            "global" when call.Operands.Length > 1 && call.Operands[1].Text is "install" or "i" or "add" or "update" or "upgrade" or "upgrade-all" or "sync" =>
                [call.Act(Ecosystem.Pixi, LockUse.Ignores, $"'pixi global {call.Operands[1].Text}' takes what no pixi.lock decides", at: call.Operands[1]) with { IsPinned = false }],
            "exec" or "x" => [call.Act(Ecosystem.Pixi, LockUse.Ignores, $"'pixi {call.Verb}' takes a tool in the newest version that fits") with { IsPinned = false }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Pixi)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return call.Value("--manifest-path", "-m") is { } folder ? acts.Select(act => act with { Folder = folder }) : acts;
    }

    private static IEnumerable<InstallAct> PixiInstall(Invocation call)
    {
        const string instead = "pixi install --locked";
        if (call.Has("--as-is", "--no-install") || call.Environment("PIXI_NO_INSTALL") is { On: true })
        {
            return [];
        }

        var locked = call.Switch("--locked") ?? call.Environment("PIXI_LOCKED");
        var frozen = call.Switch("--frozen") ?? call.Environment("PIXI_FROZEN");
        return
        [
            locked is { On: true } ? call.Act(Ecosystem.Pixi, LockUse.Honours, $"{locked.By} fails where pixi.lock does not fit", locked) with { IsHashed = true }
            : frozen is { On: true } ? call.Act(Ecosystem.Pixi, LockUse.Honours, $"{frozen.By} takes what pixi.lock says, and does not ask whether that still fits", frozen, instead) with { IsHashed = true, SkipsManifest = true }
            : locked is { On: null } ? call.Unanswered(Ecosystem.Pixi, locked, instead)
            : frozen is { On: null } ? call.Unanswered(Ecosystem.Pixi, frozen, instead)
            : call.Act(Ecosystem.Pixi, LockUse.Rewrites, $"'pixi {call.Verb}' brings pixi.lock up to date where it does not fit", instead: $"pixi {call.Verb} --locked"),
        ];
    }

    private static InstallAct Environment(Invocation call, string verb)
    {
        var file = call.Value("-f", "--file") ?? "environment.yml";
        return IsUnifiedLock(file) && call.Program is "micromamba" or "mamba" && verb is "create"
            ? OfFile(call, $"{call.Program} env {verb}", call.Last("-f", "--file")!.Value!)
            : call.Act(Ecosystem.Conda, LockUse.Ignores, $"'{call.Program} env {verb}' takes the newest versions that '{file}' allows", instead: Instead, at: call.Operands[1]) with { File = file };
    }

    private static IEnumerable<InstallAct> OfFiles(Invocation call, string spoken, bool hasNames)
    {
        var files = call.Values("-f", "--file").ToList();
        if (hasNames && call.Operands.Skip(1).Any(Invocation.IsComputed))
        {
            return [call.Uncertain(Ecosystem.Conda, Instead)];
        }

        if (hasNames)
        {
            return call.Operands.Skip(1).All(word => word.Text.Contains("://", StringComparison.Ordinal) && word.Text.Contains('#', StringComparison.Ordinal))
                ? [call.Act(Ecosystem.Conda, LockUse.Honours, $"'{spoken}' takes files by their addresses and hashes") with { IsHashed = true, SkipsManifest = true }]
                : [call.Act(Ecosystem.Conda, LockUse.Ignores, $"'{spoken}' takes what the packages need in the newest versions that fit", instead: Instead)];
        }

        return files.Count > 0 ? files.Select(file => OfFile(call, spoken, file)) : call.Computed is null ? [] : [call.Uncertain(Ecosystem.Conda, Instead)];
    }

    private static InstallAct OfFile(Invocation call, string spoken, Word file)
    {
        var isExplicit = call.Around.HashedFiles.TryGetValue(file.Text, out var known) ? known : (bool?)null;
        var act = Invocation.IsComputed(file) ? call.Act(Ecosystem.Conda, LockUse.Unknown, $"which file '{file.Text}' is is only known while the pipeline runs", at: file)
            : isExplicit is true || (isExplicit is null && IsUnifiedLock(file.Text) && call.Program is not "conda")
                ? call.Act(Ecosystem.Conda, LockUse.Honours, $"'{spoken}' takes exactly what '{file.Text}' lists, and does not ask whether that still fits", at: file) with { IsHashed = true, SkipsManifest = true }
            : isExplicit is null && file.Text.EndsWith(".lock", StringComparison.Ordinal) ? call.Act(Ecosystem.Conda, LockUse.Unknown, $"whether '{file.Text}' says '@EXPLICIT' was not looked at", at: file)
            : call.Act(Ecosystem.Conda, LockUse.Ignores, $"'{spoken}' takes the newest versions that '{file.Text}' allows", instead: Instead, at: file);
        return act with { File = file.Text };
    }

    private static bool IsUnifiedLock(string file) => file.EndsWith("-lock.yml", StringComparison.Ordinal) || file.EndsWith("-lock.yaml", StringComparison.Ordinal);
}
