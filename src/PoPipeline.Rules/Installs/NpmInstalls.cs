using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>npm and npx.</summary>
internal static class NpmInstalls
{
    private const string Clean = "npm ci";

    private static readonly FrozenSet<string> Installing = Tables.Words("install add i in ins inst insta instal isnt isnta isntal isntall install-test it");
    private static readonly FrozenSet<string> Cleaning = Tables.Words("ci clean-install ic install-clean isntall-clean install-ci-test cit clean-install-test sit");
    private static readonly FrozenSet<string> Updating = Tables.Words("update up upgrade udpate dedupe ddp uninstall unlink remove rm r un prune");

    /// <summary>How the program reads its words.</summary>
    internal static readonly Syntax Words = new()
    {
        Valued = "--prefix -C --workspace -w --location --registry --cache --omit --include --tag --loglevel --userconfig --globalconfig --install-strategy --before --cpu --os --libc --scope --package -p --call -c --script-shell --min-release-age",
        LooseBooleans = true,
        Ends = new Dictionary<string, int> { ["exec"] = 2, ["x"] = 2, ["run"] = 2, ["run-script"] = 2, ["create"] = 2, ["init"] = 2, ["innit"] = 2 }.ToFrozen(),
    };

    private static readonly Syntax Npxs = new()
    {
        Valued = "--package -p --call -c --prefix --workspace -w --registry --cache --userconfig --npm -n --node-arg",
        LooseBooleans = true,
        Ends = new Dictionary<string, int> { [""] = 1 }.ToFrozen(),
    };

    public static IEnumerable<InstallAct> Npm(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Words);
        var acts = call.Verb switch
        {
            _ when call.Has("--dry-run", "--help", "-h", "-?") => [],
            var verb when Cleaning.Contains(verb) => [call.Act(Ecosystem.Npm, LockUse.Honours, $"'npm {verb}' takes what package-lock.json says, and fails where that does not fit") with { IsHashed = true }],
            var verb when Installing.Contains(verb) => Install(call, verb).Select(act => act with { OnlyLocks = call.Switch("--package-lock-only") is { On: true } }),
            var verb when Updating.Contains(verb) => IsGlobal(call) is { On: true } ? verb is "update" or "up" or "upgrade" or "udpate" ? Global(call, verb) : [] : verb is "prune" or "dedupe" or "ddp" or "update" or "up" or "upgrade" or "udpate" || call.Operands.Length > 1
                ? [call.Act(Ecosystem.Npm, LockUse.Rewrites, $"'npm {verb}' writes package-lock.json anew", instead: Clean)] : [],
            "audit" when call.Operands.Length > 1 && call.Operands[1].Text is "fix" => [call.Act(Ecosystem.Npm, LockUse.Rewrites, "'npm audit fix' takes other versions than package-lock.json says, and writes it", instead: Clean)],
            "exec" or "x" => Exec(call, $"npm {call.Verb}", call.Operands.ElementAtOrDefault(1) ?? BehindDashes(command)),
            "create" or "init" or "innit" when call.Operands.Length > 1 => [call.Act(Ecosystem.Npm, LockUse.Ignores, $"'npm {call.Verb}' fetches what starts a project, in the newest version", at: call.Operands[1]) with { IsPinned = IsPinned(call.Operands[1]) }],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.Npm, Clean)],
            _ => (IEnumerable<InstallAct>)[],
        };
        return call.Value("--prefix", "-C") is { } folder ? acts.Select(act => act with { Folder = folder }) : acts;
    }

    public static IEnumerable<InstallAct> Npx(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Npxs);
        return call.Has("--help", "-h", "--version", "-v") ? [] : Exec(call, "npx", call.Operands.FirstOrDefault() ?? BehindDashes(command));
    }

    /// <summary>What runs a package that the project has, and fetches it otherwise.</summary>
    public static IEnumerable<InstallAct> Exec(Invocation call, string spoken, Word? program, Ecosystem ecosystem = Ecosystem.Npm)
    {
        ImmutableArray<Word> packages = [.. call.Values("--package", "-p")];
        var named = packages.IsEmpty ? program is null ? [] : [program] : packages;
        if (named.IsEmpty || call.Has("--no-install", "--no") || call.Switch("--yes", "-y") is { On: false })
        {
            return [];
        }

        return named.Select(package => OfPackage(call, spoken, package, ecosystem)).OfType<InstallAct>();
    }

    /// <summary>Whether a package is asked for in one version: <c>typescript@5.9.2</c>, and no <c>typescript@5</c>.</summary>
    public static bool IsPinned(Word package)
    {
        var version = VersionOf(package.Text);
        return package.Literal && version is not null && version.Length > 0 && char.IsAsciiDigit(version[0]) && version.Split('-', '+')[0].Count(sign => sign == '.') == 2 && version.AsSpan().IndexOfAny(Tables.RangeSigns) < 0;
    }

    // '@scope/name' has an at sign that starts no version.
    private static string? VersionOf(string package)
    {
        var at = package.LastIndexOf('@');
        return at > 0 ? package[(at + 1)..] : null;
    }

    private static Word? BehindDashes(Command command)
    {
        var dashes = command.Words.Select(word => word.Text).ToList().IndexOf("--");
        return dashes > 0 ? command.Words.ElementAtOrDefault(dashes + 1) : null;
    }

    private static InstallAct? OfPackage(Invocation call, string spoken, Word package, Ecosystem ecosystem)
    {
        if (package.Text.StartsWith('.') || package.Text.StartsWith('/'))
        {
            return null;
        }

        if (Invocation.IsComputed(package))
        {
            return call.Act(ecosystem, LockUse.Unknown, $"which package '{package.Text}' is is only known while the pipeline runs", at: package) with { IsPinned = false };
        }

        if (VersionOf(package.Text) is not null || package.Text.Contains(':', StringComparison.Ordinal))
        {
            return call.Act(ecosystem, LockUse.Ignores, $"'{spoken} {package.Text}' takes a package, and what it needs, that no lock file decides", at: package) with { IsPinned = IsPinned(package) };
        }

        return call.Around.LocalPrograms is not { } local
            ? call.Act(ecosystem, LockUse.Unknown, $"'{spoken} {package.Text}' takes what the project has installed, and the newest version where it has none", at: package) with { IsPinned = false }
            : local.Contains(package.Text) ? null
            : call.Act(ecosystem, LockUse.Ignores, $"'{spoken} {package.Text}' takes the newest version, since the project has no '{package.Text}'", at: package) with { IsPinned = false };
    }

    private static Answer? Option(Invocation call, string name) =>
        call.Switch($"--{name}") ?? call.Environment($"npm_config_{name.Replace('-', '_')}", StringComparison.OrdinalIgnoreCase) ?? call.Configured($".npmrc {name}");

    private static Answer? IsGlobal(Invocation call) =>
        call.Last("--location") is { Value.Text: "global" } location ? new Answer(On: true, "'--location=global'", location.Word) : call.Switch("-g") ?? Option(call, "global");

    private static IEnumerable<InstallAct> Global(Invocation call, string verb) =>
        [call.Act(Ecosystem.Npm, LockUse.Ignores, $"'npm {verb} --global' takes packages, and what they need, that no lock file decides", IsGlobal(call)) with { IsPinned = call.Operands.Length > 1 && call.Operands.Skip(1).All(IsPinned) }];

    private static IEnumerable<InstallAct> Install(Invocation call, string verb)
    {
        ImmutableArray<Word> packages = [.. call.Operands.Skip(1)];
        if (IsGlobal(call) is { } global)
        {
            if (global is not { On: false })
            {
                return global.On is null ? [call.Unanswered(Ecosystem.Npm, global, Clean)] : Global(call, verb);
            }
        }

        if (Option(call, "package-lock") is { On: not true } off)
        {
            return [off.On is null ? call.Unanswered(Ecosystem.Npm, off, Clean) : call.Act(Ecosystem.Npm, LockUse.Ignores, $"{off.By} makes 'npm {verb}' take the newest versions that fit, whatever package-lock.json says", off, Clean)];
        }

        if (!packages.IsEmpty)
        {
            return call.Computed is not null && packages.All(Invocation.IsComputed) ? [call.Uncertain(Ecosystem.Npm, Clean)]
                : call.Switch("--save", "-S") is { On: false } unsaved ? [call.Act(Ecosystem.Npm, LockUse.Ignores, $"'npm {verb} --no-save' takes packages, and what they need, that no lock file decides", unsaved, Clean) with { IsPinned = packages.All(IsPinned) }]
                : [call.Act(Ecosystem.Npm, LockUse.Rewrites, $"'npm {verb}' of packages adds them to package.json, and writes package-lock.json", instead: Clean) with { IsPinned = packages.All(IsPinned) }];
        }

        return
        [
            call.HasLock(Ecosystem.Npm) is false
                ? call.Act(Ecosystem.Npm, LockUse.Rewrites, $"without a package-lock.json 'npm {verb}' takes the newest versions that fit, and writes one", instead: "npm ci, with a package-lock.json that is committed")
                : call.Act(Ecosystem.Npm, LockUse.Rewrites, $"'npm {verb}' brings package-lock.json up to date where it does not fit", instead: Clean),
        ];
    }
}
