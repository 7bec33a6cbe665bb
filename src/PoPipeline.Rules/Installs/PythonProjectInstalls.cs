using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Poetry, PDM and Pipenv, each of which has a lock of its own.</summary>
internal static class PythonProjectInstalls
{
    /// <summary>How Poetry reads its words.</summary>
    internal static readonly Syntax Poetrys = new()
    {
        Valued = "-C --directory -P --project --without --with --only -E --extras -G --group --source --python --platform",
        Clusters = true,
        Ends = new Dictionary<string, int> { ["run"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax Pdms = new()
    {
        Valued = "-p --project -L --lockfile -G --group --with --without -c --config -k --skip --override --strategy --venv",
        Clusters = true,
        Ends = new Dictionary<string, int> { ["run"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax Pipenvs = new()
    {
        Valued = "-r --requirements -i --index --python --categories --pypi-mirror --extra-pip-args -e --editable",
        Clusters = true,
        Ends = new Dictionary<string, int> { ["run"] = 2 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Poetry(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Poetrys);
        var acts = call.Verb switch
        {
            _ when call.Has("--dry-run", "--help", "-h") => [],
            "install" or "sync" when call.HasLock(Ecosystem.Poetry) is false =>
                [call.Act(Ecosystem.Poetry, LockUse.Rewrites, $"without a poetry.lock 'poetry {call.Verb}' takes the newest versions that fit, and writes one", instead: "poetry lock, whose poetry.lock is committed")],
            "install" or "sync" when WarnsOnly(call) => [call.Act(Ecosystem.Poetry, LockUse.Honours, $"'poetry {call.Verb}' takes what poetry.lock says, and before version 1.8 only warns where that does not fit") with { IsHashed = true, SkipsManifest = true }],
            "install" or "sync" => [call.Act(Ecosystem.Poetry, LockUse.Honours, $"'poetry {call.Verb}' takes what poetry.lock says, and fails where that does not fit") with { IsHashed = true }],
            "update" => [call.Act(Ecosystem.Poetry, LockUse.Rewrites, "'poetry update' takes the newest versions that fit, and writes poetry.lock", instead: "poetry sync")],
            "lock" => [call.Act(Ecosystem.Poetry, LockUse.Rewrites, "'poetry lock' resolves anew and writes poetry.lock", instead: "poetry check --lock") with { OnlyLocks = true }],
            "add" or "remove" => [call.Act(Ecosystem.Poetry, LockUse.Rewrites, $"'poetry {call.Verb}' changes what the project asks for, and poetry.lock with it")],
            "self" when call.Operands.Length > 1 && call.Operands[1].Text is "add" or "update" or "install" =>
                [call.Act(Ecosystem.Poetry, LockUse.Ignores, $"'poetry self {call.Operands[1].Text}' changes Poetry itself, which the project's lock does not decide", at: call.Operands[1]) with { IsPinned = false }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Poetry)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return Located(acts, call.Value("-C", "--directory") ?? call.Value("-P", "--project"));
    }

    public static IEnumerable<InstallAct> Pdm(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Pdms);
        var acts = call.Verb switch
        {
            _ when call.Has("--dry-run", "--help", "-h") => [],
            "sync" => [call.Act(Ecosystem.Pdm, LockUse.Honours, "'pdm sync' takes what pdm.lock says, and does not ask whether that still fits", instead: "pdm install --check") with { IsHashed = true, SkipsManifest = true }],
            "install" or "i" when call.Last("--check") is { } check => [call.Act(Ecosystem.Pdm, LockUse.Honours, "'--check' fails where pdm.lock does not fit", at: check.Word) with { IsHashed = true }],
            "install" or "i" => [PdmInstall(call)],
            "update" or "up" or "add" or "remove" => [call.Act(Ecosystem.Pdm, LockUse.Rewrites, $"'pdm {call.Verb}' writes pdm.lock anew", instead: "pdm install --check")],
            "lock" when !call.Has("--check") => [call.Act(Ecosystem.Pdm, LockUse.Rewrites, "'pdm lock' resolves anew and writes pdm.lock", instead: "pdm lock --check") with { OnlyLocks = true }],
            "self" or "plugin" when call.Operands.Length > 1 && call.Operands[1].Text is "add" or "update" =>
                [call.Act(Ecosystem.Pdm, LockUse.Ignores, $"'pdm {call.Verb} {call.Operands[1].Text}' changes PDM itself, which the project's lock does not decide", at: call.Operands[1]) with { IsPinned = false }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Pdm)],
            _ => (IEnumerable<InstallAct>)[],
        };
        var file = call.Value("-L", "--lockfile") ?? call.Variable("PDM_LOCKFILE")?.Value;
        return Located(acts, call.Value("-p", "--project") ?? call.Variable("PDM_PROJECT")?.Value).Select(act => act with { File = file });
    }

    public static IEnumerable<InstallAct> Pipenv(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Pipenvs);
        var acts = call.Verb switch
        {
            _ when call.Has("--help", "-h") => [],
            "sync" => [call.Act(Ecosystem.Pipenv, LockUse.Honours, "'pipenv sync' takes what Pipfile.lock says, and does not ask whether that still fits", instead: "pipenv install --deploy") with { IsHashed = true, SkipsManifest = true }],
            "install" => [PipenvInstall(call)],
            "update" or "upgrade" or "uninstall" => [call.Act(Ecosystem.Pipenv, LockUse.Rewrites, $"'pipenv {call.Verb}' writes Pipfile.lock anew", instead: "pipenv install --deploy")],
            "lock" => [call.Act(Ecosystem.Pipenv, LockUse.Rewrites, "'pipenv lock' resolves anew and writes Pipfile.lock", instead: "pipenv verify") with { OnlyLocks = true }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Pipenv)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return Located(acts, call.Variable("PIPENV_PIPFILE")?.Value);
    }

    private static bool WarnsOnly(Invocation call) => Version.TryParse(call.Around.Versions.GetValueOrDefault("poetry"), out var version) && version < new Version(1, 8);

    private static InstallAct PdmInstall(Invocation call)
    {
        const string instead = "pdm install --check";
        var added = call.Setting("tool.pdm.options install");
        string[] options = added?.Value?.Split(' ') ?? [];
        if (options.Contains("--check"))
        {
            return call.Act(Ecosystem.Pdm, LockUse.Honours, "'--check' in tool.pdm.options of pyproject.toml fails where pdm.lock does not fit", new Answer(On: true, "'--check'", Setting: added)) with { IsHashed = true };
        }

        var frozen = call.Last("--frozen-lockfile", "--no-lock") is { } option ? new Answer(On: true, $"'{option.Word.Text}'", option.Word)
            : options.Contains("--frozen-lockfile") || options.Contains("--no-lock") ? new Answer(On: true, $"'{added!.Name}'", Setting: added)
            : call.Environment("PDM_FROZEN_LOCKFILE");
        return frozen switch
        {
            { On: null } => call.Unanswered(Ecosystem.Pdm, frozen, instead),
            { On: true } => call.Act(Ecosystem.Pdm, LockUse.Rewrites, $"{frozen.By} keeps pdm.lock as it is, and yet takes other versions where it does not fit", frozen, instead),
            _ when call.Computed is not null => call.Uncertain(Ecosystem.Pdm, instead),
            _ => call.Act(Ecosystem.Pdm, LockUse.Rewrites, "'pdm install' brings pdm.lock up to date where it does not fit", instead: instead),
        };
    }

    private static InstallAct PipenvInstall(Invocation call)
    {
        const string instead = "pipenv install --deploy";
        var skip = call.Switch("--skip-lock") ?? call.Environment("PIPENV_SKIP_LOCK") ?? call.Configured("Pipfile skip_lock");
        if (skip is { On: null })
        {
            return call.Unanswered(Ecosystem.Pipenv, skip, instead);
        }

        if (skip is { On: true })
        {
            return call.Act(Ecosystem.Pipenv, LockUse.Ignores, $"{skip.By} takes what the Pipfile asks for in the newest versions that fit", skip, instead);
        }

        if (call.Operands.Length > 1 || call.Has("-r", "--requirements", "-e", "--editable"))
        {
            return call.Computed is not null && call.Operands.Length == 2 ? call.Uncertain(Ecosystem.Pipenv, instead)
                : call.Act(Ecosystem.Pipenv, LockUse.Rewrites, "'pipenv install' of packages adds them to the Pipfile, and writes Pipfile.lock anew", instead: instead) with { File = call.Value("-r", "--requirements") };
        }

        return call.Last("--deploy") is { } deploy ? call.Act(Ecosystem.Pipenv, LockUse.Honours, "'--deploy' fails where Pipfile.lock does not fit", at: deploy.Word) with { IsHashed = true }
            : call.Last("--ignore-pipfile") is { } ignore ? call.Act(Ecosystem.Pipenv, LockUse.Honours, "'--ignore-pipfile' takes what Pipfile.lock says, and does not ask whether that still fits", instead: instead, at: ignore.Word) with { IsHashed = true, SkipsManifest = true }
            : call.Act(Ecosystem.Pipenv, LockUse.Rewrites, "'pipenv install' brings Pipfile.lock up to date where it does not fit", instead: instead);
    }

    private static IEnumerable<InstallAct> Located(IEnumerable<InstallAct> acts, string? folder) => folder is null ? acts : acts.Select(act => act with { Folder = folder });
}
