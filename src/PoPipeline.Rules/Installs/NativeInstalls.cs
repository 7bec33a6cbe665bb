using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>vcpkg and Conan, for C and C++.</summary>
internal static class NativeInstalls
{
    private const string Locked = "conan install . --lockfile=conan.lock";

    private static readonly Syntax Vcpkgs = new()
    {
        Valued = "--triplet --host-triplet --vcpkg-root --overlay-ports --overlay-triplets --x-manifest-root --x-install-root --x-buildtrees-root --x-packages-root --downloads-root --binarysource --x-feature --version",
    };

    private static readonly Syntax Conans = new()
    {
        Valued = "-l --lockfile --lockfile-out --lockfile-overrides --requires --tool-requires -pr -pr:h -pr:b -pr:a --profile --profile:host --profile:build --profile:all -s -s:h -s:b -o -o:h -o:b -c -c:h -c:b -r --remote -of --output-folder -g --generator "
            + "-d --deployer --build -b --name --version --user --channel -f --format --out-file -cc --core-conf -if --install-folder",
    };

    public static IEnumerable<InstallAct> Vcpkg(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Vcpkgs);
        var packages = call.Operands.Skip(1).ToList();
        var acts = call.Verb switch
        {
            _ when call.Has("--dry-run", "--help") => [],
            "install" or "x-set-installed" when packages.Count > 0 => [call.Computed is not null && packages.All(Invocation.IsComputed) ? call.Uncertain(Ecosystem.Vcpkg)
                : call.Act(Ecosystem.Vcpkg, LockUse.Ignores, $"'vcpkg {call.Verb}' of ports takes the versions that the checkout of vcpkg has", instead: "vcpkg install, with a vcpkg.json that has a builtin-baseline")],
            "install" => [Manifest(call)],
            "upgrade" or "update" or "x-update-baseline" or "add" or "x-add-version" when call.Verb is not "update" => [call.Act(Ecosystem.Vcpkg, LockUse.Rewrites, $"'vcpkg {call.Verb}' changes which versions are taken", instead: "vcpkg install")],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Vcpkg)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return call.Value("--x-manifest-root") is { } folder ? acts.Select(act => act with { Folder = folder }) : acts;
    }

    public static IEnumerable<InstallAct> Conan(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Conans);
        var second = call.Operands.ElementAtOrDefault(1)?.Text;
        return call.Verb switch
        {
            _ when call.Has("--help", "-h") => [],
            "install" or "create" or "build" or "test" or "export-pkg" => [Resolved(call) with { Folder = second }],
            "lock" when second is "create" or "update" or "upgrade" or "add" or "merge" or "remove" => [call.Act(Ecosystem.Conan, LockUse.Rewrites, $"'conan lock {second}' writes the lock file", instead: Locked, at: call.Operands[1]) with { OnlyLocks = true, File = call.Value("--lockfile-out") ?? call.Value("-l", "--lockfile") }],
            "config" when second is "install" => [call.Act(Ecosystem.Conan, LockUse.Ignores, "'conan config install' takes settings that no lock file decides", at: call.Operands[1]) with { IsPinned = false }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Conan, Locked)],
            _ => [],
        };
    }

    private static InstallAct Manifest(Invocation call) => call.Setting("vcpkg builtin-baseline") is { } baseline
        ? call.Act(Ecosystem.Vcpkg, LockUse.Honours, "'vcpkg install' takes the versions of the baseline, with the hashes of their ports") with { IsHashed = true, Decider = baseline }
        : call.Around.KnowsSettings
            ? call.Act(Ecosystem.Vcpkg, LockUse.Ignores, "without a builtin-baseline 'vcpkg install' takes the versions that the checkout of vcpkg has", instead: "vcpkg install, with a builtin-baseline in vcpkg.json")
            : call.Act(Ecosystem.Vcpkg, LockUse.Unknown, "whether vcpkg.json has a builtin-baseline was not looked at");

    private static InstallAct Resolved(Invocation call)
    {
        var lockfile = call.Last("-l", "--lockfile");
        if (lockfile?.Value is { Text: "" })
        {
            return call.Act(Ecosystem.Conan, LockUse.Ignores, "an empty '--lockfile' leaves conan.lock unread", instead: Locked, at: lockfile.Word);
        }

        if (call.Last("--lockfile-partial") is { } partial)
        {
            return call.Act(Ecosystem.Conan, LockUse.Rewrites, "'--lockfile-partial' takes the newest versions of what the lock file does not list", instead: Locked, at: partial.Word) with { File = lockfile?.Value?.Text };
        }

        if (lockfile?.Value is { } file)
        {
            return Invocation.IsComputed(file) ? call.Act(Ecosystem.Conan, LockUse.Unknown, $"which file '{file.Text}' is is only known while the pipeline runs", at: file)
                : call.Act(Ecosystem.Conan, LockUse.Honours, $"'{lockfile.Name}' fails where '{file.Text}' does not list what is needed", at: lockfile.Word) with { File = file.Text };
        }

        return call.HasLock(Ecosystem.Conan) switch
        {
            true when !call.Has("--requires", "--tool-requires") || call.Operands.Length > 1 => call.Act(Ecosystem.Conan, LockUse.Honours, $"'conan {call.Verb}' takes the conan.lock beside the recipe, and fails where that does not list what is needed"),
            null when call.Operands.Length > 1 => call.Act(Ecosystem.Conan, LockUse.Unknown, "whether there is a conan.lock beside the recipe was not looked at"),
            _ => call.Act(Ecosystem.Conan, LockUse.Ignores, $"without a lock file 'conan {call.Verb}' takes the newest versions and revisions that fit", instead: Locked),
        };
    }
}
