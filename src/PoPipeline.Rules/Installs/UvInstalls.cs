using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>uv, its projects and its tools.</summary>
internal static class UvInstalls
{
    private const string Valued = "--extra --group --no-group --only-group --package --python -p --index --default-index --index-url -i --extra-index-url -f --find-links --directory --project --config-file --cache-dir "
        + "--env-file --with --with-editable --with-requirements -w --from --resolution --prerelease --index-strategy --keyring-provider --link-mode --config-setting -C --no-binary-package --no-build-package "
        + "--upgrade-package -P --reinstall-package --refresh-package --no-install-package --exclude-newer --color --allow-insecure-host --output-file -o --format -b --build-constraint --build-constraints -c --constraint --constraints --override --overrides --torch-backend -m --module";

    /// <summary>How uv reads its words, where it works on a project.</summary>
    internal static readonly Syntax Projects = new()
    {
        Valued = Valued,
        Clusters = true,
        Ends = new Dictionary<string, int> { ["run"] = 2, ["tool"] = 3, ["pip"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax Tool = new() { Valued = Valued, Clusters = true, Ends = new Dictionary<string, int> { [""] = 1 }.ToFrozen() };

    public static IEnumerable<InstallAct> Uv(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Projects);
        var folder = call.Value("--project") ?? call.Value("--directory") ?? call.Variable("UV_PROJECT")?.Value;
        var acts = call.Verb switch
        {
            "pip" => PipInstalls.UvPip(command, around),
            "sync" => call.Has("--dry-run", "--check") ? [] : [Locked(call, "uv sync", "uv sync --locked")],
            "run" => Run(call),
            "lock" => call.Switch("--check", "--locked", "--check-exists") is { On: true } or { On: null } ? [] : [call.Act(Ecosystem.Uv, LockUse.Rewrites, "'uv lock' brings uv.lock up to date", instead: "uv lock --check") with { OnlyLocks = true }],
            "add" or "remove" => [call.Act(Ecosystem.Uv, LockUse.Rewrites, $"'uv {call.Verb}' changes what the project asks for, and uv.lock with it")],
            "tool" => ToolVerb(call),
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Uv)],
            _ => [],
        };
        return folder is null ? acts : acts.Select(act => act with { Folder = folder });
    }

    public static IEnumerable<InstallAct> Uvx(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Tool);
        return call.Operands.IsEmpty && !call.Has("--from") ? [] : [OfTool(call, "uvx", call.Operands.FirstOrDefault())];
    }

    private static IEnumerable<InstallAct> Run(Invocation call)
    {
        if (call.Switch("--no-sync") is { On: true } || (call.Switch("--no-sync") is null && call.Environment("UV_NO_SYNC") is { On: true }))
        {
            return call.Has("--with", "--with-requirements", "--with-editable") ? [With(call)] : [];
        }

        var isOutside = call.Has("--no-project", "--script", "-s") || call.Environment("UV_NO_PROJECT") is { On: true };
        IEnumerable<InstallAct> project = isOutside ? [] : [Locked(call, "uv run", "uv run --locked")];
        return call.Has("--with", "--with-requirements", "--with-editable", "-w") ? [.. project, With(call)] : project;
    }

    private static InstallAct With(Invocation call) =>
        call.Act(Ecosystem.Uv, LockUse.Ignores, "'--with' adds packages that uv.lock does not decide", at: call.Last("--with", "--with-requirements", "--with-editable", "-w")!.Word) with { IsPinned = PipInstalls.ArePinned([.. call.Values("--with", "-w")]), File = call.Value("--with-requirements") };

    private static IEnumerable<InstallAct> ToolVerb(Invocation call) => call.Operands.Length < 2 ? [] : call.Operands[1].Text switch
    {
        "run" => [OfTool(call, "uv tool run", call.Operands.ElementAtOrDefault(2))],
        "install" => [OfTool(call, "uv tool install", call.Operands.ElementAtOrDefault(2))],
        "upgrade" => [call.Act(Ecosystem.Uv, LockUse.Ignores, "'uv tool upgrade' takes the newest versions that fit", at: call.Operands[1]) with { IsPinned = false }],
        _ => [],
    };

    private static InstallAct OfTool(Invocation call, string spoken, Word? package)
    {
        var from = call.Last("--from")?.Value ?? package;
        return call.Act(Ecosystem.Uv, LockUse.Ignores, $"'{spoken}' takes a tool and what it needs in the newest versions that fit", at: from ?? call.At) with { IsPinned = from is { Literal: true } && IsPinned(from.Text) };
    }

    // ruff==0.12.1 and ruff@0.12.1
    private static bool IsPinned(string package)
    {
        var at = package.LastIndexOf('@');
        return package.Contains("==", StringComparison.Ordinal) || (at > 0 && package.Length > at + 1 && char.IsAsciiDigit(package[at + 1]));
    }

    private static InstallAct Locked(Invocation call, string spoken, string instead)
    {
        if (call.Last("--upgrade", "-U", "--upgrade-package", "-P") is { } upgrade)
        {
            return call.Act(Ecosystem.Uv, LockUse.Rewrites, $"'{upgrade.Word.Text}' takes newer versions than uv.lock says", instead: instead, at: upgrade.Word);
        }

        var locked = call.Switch("--locked") ?? call.Environment("UV_LOCKED");
        var frozen = call.Switch("--frozen") ?? call.Environment("UV_FROZEN");
        if (locked is { On: true })
        {
            return call.Act(Ecosystem.Uv, LockUse.Honours, $"{locked.By} fails where uv.lock does not fit", locked) with { IsHashed = true };
        }

        if (frozen is { On: true })
        {
            return call.Act(Ecosystem.Uv, LockUse.Honours, $"{frozen.By} takes what uv.lock says, and does not ask whether that still fits", frozen, instead) with { IsHashed = true, SkipsManifest = true };
        }

        return (locked ?? frozen) is { On: null } unknown && (locked is { On: null } || frozen is { On: null }) ? call.Unanswered(Ecosystem.Uv, unknown, instead)
            : call.Computed is { } computed && ReferenceEquals(computed, call.Operands.ElementAtOrDefault(1)) ? call.Uncertain(Ecosystem.Uv, instead)
            : call.Act(Ecosystem.Uv, LockUse.Rewrites, $"'{spoken}' brings uv.lock up to date where it does not fit", instead: instead);
    }
}
