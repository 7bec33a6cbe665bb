using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>pip, and what installs by files of requirements as it does.</summary>
internal static class PipInstalls
{
    private const string OfPip = "pip.conf require-hashes";
    private const string OfUv = "uv require-hashes";
    private const string Hashed = "pip install --require-hashes -r requirements.txt";

    private static readonly Syntax Words = new()
    {
        Valued = "-r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f --find-links --no-binary --only-binary --platform --python-version --implementation --abi "
            + "--prefix --root --src --upgrade-strategy -C --config-settings --config-setting --global-option --log --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir "
            + "--python --report --root-user-action --progress-bar --use-feature --use-deprecated --keyring-provider --build-constraint --build-constraints --group -d --dest -w --wheel-dir -o --output --override --overrides "
            + "-p --extra --reinstall-package -P --upgrade-package --index --default-index --resolution --prerelease --link-mode --torch-backend --directory --project --config-file --pip-args --exclude-newer",
        Clusters = true,
    };

    private static readonly Syntax Pipxs = new()
    {
        Valued = "--spec --python --pip-args --index-url -i --suffix --with",
        Ends = new Dictionary<string, int> { ["run"] = 2 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Pip(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        return call.Verb switch
        {
            "install" or "download" or "wheel" => Install(call, $"pip {call.Verb}", ["PIP_REQUIRE_HASHES"], OfPip, skip: 1),
            "lock" => [call.Act(Ecosystem.Pylock, LockUse.Rewrites, "'pip lock' resolves anew and writes pylock.toml") with { OnlyLocks = true }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Pip, Hashed)],
            _ => [],
        };
    }

    /// <summary><c>uv pip install</c> and <c>uv pip sync</c>, which read files of requirements as pip does.</summary>
    public static IEnumerable<InstallAct> UvPip(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        return call.Operands.Length < 2 ? [] : call.Operands[1].Text switch
        {
            "install" => Install(call, "uv pip install", ["UV_REQUIRE_HASHES"], OfUv, skip: 2),
            "sync" => Files(call, "uv pip sync", ["UV_REQUIRE_HASHES"], OfUv, [.. call.Operands[2..].Select(call.Valued)]),
            "compile" => [call.Act(Ecosystem.Pip, LockUse.Rewrites, "'uv pip compile' resolves anew and writes a file of requirements", at: call.Operands[1]) with { OnlyLocks = true }],
            _ => [],
        };
    }

    public static IEnumerable<InstallAct> Sync(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        ImmutableArray<Word> files = call.Operands.IsEmpty ? [new Word("requirements.txt", Literal: true, call.At.Offset, call.At.Length)] : [.. call.Operands.Select(call.Valued)];
        if (call.Value("--pip-args")?.Contains("--require-hashes", StringComparison.Ordinal) is true)
        {
            return files.Select(file => call.Act(EcosystemOf(file.Text), LockUse.Honours, "'pip-sync' takes only what has one of the hashes in the file", at: file) with { File = file.Text, IsHashed = true });
        }

        return call.Has("-n", "--dry-run") ? [] : Files(call, "pip-sync", ["PIP_REQUIRE_HASHES"], OfPip, files);
    }

    public static IEnumerable<InstallAct> Compile(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        return [call.Act(Ecosystem.Pip, LockUse.Rewrites, "'pip-compile' resolves anew and writes a file of requirements", at: command.Words[0]) with { OnlyLocks = true }];
    }

    public static IEnumerable<InstallAct> Pipx(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Pipxs);
        switch (call.Verb)
        {
            case "install" or "inject" or "run" or "upgrade" or "upgrade-all" or "install-all" or "reinstall" or "reinstall-all":
                var spec = call.Value("--spec");
                var named = call.Operands[(call.Verb is "inject" ? Math.Min(2, call.Operands.Length) : 1)..];
                return [call.Act(Ecosystem.Pip, LockUse.Ignores, $"'pipx {call.Verb}' takes what the packages need in the newest versions that fit") with { IsPinned = spec is null ? ArePinned(named) : IsPinned(spec) }];
            case "environment" or "list" or "uninstall" or "ensurepath" or "":
                return [];
            default:
                return call.HasComputedVerb ? [call.Uncertain(Ecosystem.Pip)] : [];
        }
    }

    public static IEnumerable<InstallAct> EasyInstall(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        return [call.Act(Ecosystem.Pip, LockUse.Ignores, "'easy_install' knows no lock file and no hashes", instead: Hashed, at: command.Words[0])];
    }

    /// <summary><c>python setup.py install</c>, which takes what the project needs without pip.</summary>
    public static IEnumerable<InstallAct> Setup(Command command, InstallSurroundings around)
    {
        if (command.Words.Length > 2 && command.Words[1].Text.EndsWith("setup.py", StringComparison.Ordinal) && command.Words.Skip(2).FirstOrDefault(word => word.Text is "install" or "develop" or "easy_install") is { } verb)
        {
            yield return new InstallAct(Ecosystem.Pip, LockUse.Ignores, $"'setup.py {verb.Text}' takes what the project needs in the newest versions that fit, without hashes", verb) { Instead = Hashed };
        }
    }

    /// <summary>Whether each of some packages is asked for in one version.</summary>
    public static bool ArePinned(IReadOnlyCollection<Word> packages) => packages.Count > 0 && packages.All(word => word.Literal && IsPinned(word.Text));

    private static bool IsPinned(string package)
    {
        var marker = package.IndexOf(';', StringComparison.Ordinal);
        var specifier = marker < 0 ? package : package[..marker];
        return specifier.Contains("==", StringComparison.Ordinal) ? !specifier.Contains('*', StringComparison.Ordinal)
            : specifier.Contains("#sha256=", StringComparison.Ordinal) || CommitIn(specifier);
    }

    // git+https://host/a/b@<40 hexadecimal digits>
    private static bool CommitIn(string specifier)
    {
        var at = specifier.LastIndexOf('@');
        return at > 0 && specifier.Contains("git+", StringComparison.Ordinal) && specifier.Length >= at + 41 && specifier.AsSpan(at + 1, 40).IndexOfAnyExcept(Tables.HexDigits) < 0;
    }

    private static bool IsPylock(string file)
    {
        var name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        return name is "pylock.toml" || (name.StartsWith("pylock.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal));
    }

    private static Ecosystem EcosystemOf(string file) => IsPylock(file) ? Ecosystem.Pylock : Ecosystem.Pip;

    private static bool IsPath(string text) =>
        text.StartsWith('.') || text.StartsWith('/') || (!text.Contains("://", StringComparison.Ordinal) && (text.EndsWith(".whl", StringComparison.Ordinal) || text.EndsWith(".tar.gz", StringComparison.Ordinal)));

    private static IEnumerable<InstallAct> Install(Invocation call, string spoken, string[] variables, string setting, int skip)
    {
        if (call.Has("--dry-run", "--help", "-h"))
        {
            return [];
        }

        ImmutableArray<Word> files = [.. call.Values("-r", "--requirement", "--requirements").Select(call.Valued)];
        var packages = call.Operands[skip..];
        ImmutableArray<Word> editable = [.. call.Values("-e", "--editable")];
        var required = Required(call, variables, setting);
        if (required is { On: null })
        {
            return [call.Unanswered(Ecosystem.Pip, required, Hashed)];
        }

        if (required is { On: true })
        {
            return Each(call, files, file => call.Act(file is null ? Ecosystem.Pip : EcosystemOf(file.Text), LockUse.Honours, $"{required.By} takes only what has one of the hashes that the requirements say", required) with { File = file?.Text, IsHashed = true });
        }

        if (packages.IsEmpty && editable.IsEmpty && files.Length > 0)
        {
            return Files(call, spoken, variables, setting, files);
        }

        if (call.Computed is not null && packages.Any(Invocation.IsComputed))
        {
            return [call.Uncertain(Ecosystem.Pip, Hashed)];
        }

        // One hash in any file makes pip ask for all of them.
        if (files.Any(file => call.Around.HashedFiles.TryGetValue(file.Text, out var hashed) && hashed))
        {
            return Files(call, spoken, variables, setting, files);
        }

        var own = packages.All(word => IsPath(word.Text)) && files.IsEmpty && packages.Length + editable.Length > 0 && editable.All(word => IsPath(word.Text) || !word.Text.Contains("://", StringComparison.Ordinal));
        if (own && call.Has("--no-deps"))
        {
            return call.Has("--no-build-isolation") ? [] : [call.Act(Ecosystem.Pip, LockUse.Unknown, $"'{spoken} --no-deps' installs the project alone, built with what its pyproject.toml asks for")];
        }

        if (call.Has("--no-index"))
        {
            return [call.Act(Ecosystem.Pip, LockUse.Unknown, "'--no-index' takes packages from a folder alone, and how they came there is not to be seen", at: call.Last("--no-index")!.Word)];
        }

        return packages.IsEmpty && editable.IsEmpty && files.IsEmpty && !call.Has("--group")
            ? call.Computed is null ? [] : [call.Uncertain(Ecosystem.Pip, Hashed)]
            :
            [
                call.Act(Ecosystem.Pip, LockUse.Ignores, own ? $"'{spoken}' takes what the project needs in the newest versions that fit, without hashes" : $"'{spoken}' of packages by name looks at no hashes, and takes what they need in the newest versions that fit", instead: Hashed)
                    with { IsPinned = own ? null : ArePinned(packages) && editable.IsEmpty, File = files.FirstOrDefault()?.Text ?? call.Value("-c", "--constraint", "--constraints") ?? call.Variable("PIP_CONSTRAINT")?.Value },
            ];
    }

    private static Answer? Required(Invocation call, string[] variables, string setting) =>
        call.Switch("--require-hashes") ?? variables.Select(name => call.Environment(name)).FirstOrDefault(answer => answer is not null) ?? (setting is OfPip ? OfPipFile(call) : OfUvFile(call));

    // pip reads a file of the repository where a variable names it, and uv where nothing tells it not to.
    private static Answer? OfPipFile(Invocation call) => (call.Configured($"pip.conf {(call.Verb is "download" or "wheel" ? call.Verb : "install")}.require-hashes") ?? call.Configured(OfPip)) is { } found && (found.Setting?.Span is null || call.Variable("PIP_CONFIG_FILE") is not null) ? Named(found, call.Variable("PIP_CONFIG_FILE")) : null;

    private static Answer? OfUvFile(Invocation call)
    {
        if (call.Has("--no-config") || call.Environment("UV_NO_CONFIG") is { On: true })
        {
            return null;
        }

        var named = call.Last("--config-file")?.Value is { } word ? new ToolSetting("--config-file", word.Literal ? word.Text : null) : call.Variable("UV_CONFIG_FILE");
        return call.Configured(OfUv) is { } found ? Named(found, named) : null;
    }

    // Null where another file than that of the setting is named; its answer is not known where nobody can tell which file that is.
    private static Answer? Named(Answer found, ToolSetting? named)
    {
        if (named is null || found.Setting?.Span is not { } span)
        {
            return found;
        }

        if (named.Value is not { } file)
        {
            return new Answer(On: null, $"'{named.Name}'", Setting: named);
        }

        var path = file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
        return path == span.Path || path.EndsWith($"/{span.Path}", StringComparison.Ordinal) || span.Path.EndsWith($"/{path}", StringComparison.Ordinal) ? found : null;
    }

    private static IEnumerable<InstallAct> Files(Invocation call, string spoken, string[] variables, string setting, IReadOnlyCollection<Word> files)
    {
        var required = Required(call, variables, setting);
        var isAny = files.Any(file => call.Around.HashedFiles.TryGetValue(file.Text, out var hashed) && hashed) && !(required is { On: false } && required.At is not null);
        return Each(call, files, file => OfFile(call, spoken, file!, required, isAny));
    }

    private static InstallAct OfFile(Invocation call, string spoken, Word file, Answer? required, bool isAnyHashed)
    {
        if (IsPylock(file.Text))
        {
            return call.Act(Ecosystem.Pylock, LockUse.Honours, $"'{spoken}' takes what '{file.Text}' says, with its hashes", at: file) with { File = file.Text, IsHashed = true, SkipsManifest = true };
        }

        var act = required switch
        {
            { On: null } => call.Unanswered(Ecosystem.Pip, required, Hashed),
            { On: true } => call.Act(Ecosystem.Pip, LockUse.Honours, $"{required.By} takes only what has one of the hashes that '{file.Text}' says", required) with { IsHashed = true },
            _ when isAnyHashed => call.Act(Ecosystem.Pip, LockUse.Honours, $"hashes in '{file.Text}' make '{spoken}' check all it takes", at: file) with { IsHashed = true },
            _ when Invocation.IsComputed(file) => call.Act(Ecosystem.Pip, LockUse.Unknown, $"which file '{file.Text}' is is only known while the pipeline runs", at: file),
            _ when !call.Around.HashedFiles.ContainsKey(file.Text) => call.Act(Ecosystem.Pip, LockUse.Unknown, $"whether '{file.Text}' says hashes was not looked at", at: file),
            _ => call.Act(Ecosystem.Pip, LockUse.Ignores, $"'{spoken}' takes what '{file.Text}' asks for without hashes, and what that needs in the newest versions that fit", at: file),
        };
        return act with { File = file.Text, Instead = act.Use is LockUse.Honours ? null : act.Instead ?? $"{spoken} --require-hashes -r {file.Text}" };
    }

    private static IEnumerable<InstallAct> Each(Invocation call, IReadOnlyCollection<Word> files, Func<Word?, InstallAct> act) =>
        files.Count == 0 ? [act(null)] : [.. files.Select(act)];
}
