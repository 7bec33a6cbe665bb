using System.Collections.Frozen;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>dotnet, MSBuild and nuget, which restore packages on their own and before they build.</summary>
internal static class NuGetInstalls
{
    private const string Instead = "dotnet restore --locked-mode";
    private const string LockedMode = "RestoreLockedMode";

    private static readonly FrozenSet<string> Building = Tables.Words("build test publish run pack watch format");

    private static readonly Syntax Dotnets = new()
    {
        Valued = "-c --configuration -r --runtime -f --framework -o --output -v --verbosity -s --source --packages --lock-file-path --configfile -a --arch --os --project --tool-path --version --add-source -l --logger --filter --collect --settings "
            + "--results-directory --diag --environment -e --artifacts-path --version-suffix --test-adapter-path --from-rollback-file --tool-manifest -p --property --severity --include --exclude --file",
        MsBuild = true,
    };

    private static readonly Syntax MsBuilds = new() { Valued = "", MsBuild = true };

    private static readonly Syntax NuGets = new()
    {
        Valued = "-Source -OutputDirectory -PackagesDirectory -ConfigFile -SolutionDirectory -Verbosity -Version -MSBuildPath -MSBuildVersion -LockFilePath -Framework -ProjectDirectory -Project2ProjectTimeOut",
    };

    public static IEnumerable<InstallAct> Dotnet(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Dotnets);
        var second = call.Operands.ElementAtOrDefault(1)?.Text ?? "";
        return call.Verb switch
        {
            _ when call.Has("--help", "-h", "-?", "--info", "--list-sdks") => [],
            "restore" => [Restore(call, "dotnet restore")],
            "msbuild" => MsBuild(command, around),
            var verb when Building.Contains(verb) => Build(call, verb),
            "add" when call.Operands.Any(word => word.Text is "package") => [Added(call, "dotnet add package")],
            "package" when second is "add" or "update" => [Added(call, $"dotnet package {second}")],
            "tool" => Tool(call, second),
            "dnx" => [Fetched(call, "dotnet dnx", call.Operands.ElementAtOrDefault(1))],
            "workload" when second is "install" or "update" or "restore" or "repair" =>
                [call.Act(Ecosystem.NuGet, LockUse.Ignores, $"'dotnet workload {second}' takes packs of which no lock file says the hashes", at: call.Operands[1]) with { IsPinned = call.Has("--version", "--from-rollback-file"), File = call.Value("--from-rollback-file") }],
            "new" when second is "install" or "update" => [Fetched(call, $"dotnet new {second}", call.Operands.ElementAtOrDefault(2))],
            _ when call.HasComputedVerb => [call.Uncertain(Ecosystem.NuGet, Instead)],
            _ => [],
        };
    }

    public static IEnumerable<InstallAct> Dnx(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, Dotnets);
        return call.Operands.IsEmpty ? [] : [Fetched(call, "dnx", call.Operands[0])];
    }

    public static IEnumerable<InstallAct> MsBuild(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, MsBuilds);
        var restores = call.Options.Any(option => option.Name.ToUpperInvariant() is "-RESTORE" or "-R" && Answer.Read(option.Value?.Text ?? "true") is not false)
            || call.Options.Any(option => option.Name.ToUpperInvariant() is "-T" or "-TARGET" && option.Value?.Text.Split(';', ',').Any(target => target.Trim().Equals("Restore", StringComparison.OrdinalIgnoreCase)) is true);
        return restores ? [Restore(call, "msbuild -restore")] : [];
    }

    public static IEnumerable<InstallAct> NuGet(Command command, InstallSurroundings around)
    {
        var call = Invocation.Read(command, around, NuGets);
        return call.Verb.ToUpperInvariant() switch
        {
            "RESTORE" when call.Options.FirstOrDefault(option => option.Name.Equals("-LockedMode", StringComparison.OrdinalIgnoreCase)) is { } locked =>
                [call.Act(Ecosystem.NuGet, LockUse.Honours, "'-LockedMode' fails where packages.lock.json does not fit", at: locked.Word) with { IsHashed = true, Folder = Folder(call) }],
            "RESTORE" => [Restore(call, "nuget restore") with { Instead = "nuget restore -LockedMode" }],
            "INSTALL" => [call.Act(Ecosystem.NuGet, LockUse.Ignores, "'nuget install' takes packages, and what they need, that no lock file decides") with { IsPinned = call.Has("-Version"), File = call.Operands.Skip(1).FirstOrDefault(word => word.Text.EndsWith(".config", StringComparison.OrdinalIgnoreCase))?.Text }],
            "UPDATE" => [call.Act(Ecosystem.NuGet, LockUse.Rewrites, "'nuget update' writes newer versions into the project", instead: "nuget restore -LockedMode")],
            _ => call.HasComputedVerb ? [call.Uncertain(Ecosystem.NuGet, Instead)] : [],
        };
    }

    private static IEnumerable<InstallAct> Build(Invocation call, string verb)
    {
        if (call.Has("--no-restore", "--no-build") || (verb is "test" && call.Operands.Skip(1).Any(word => word.Text.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))))
        {
            return [];
        }

        return [Restore(call, $"dotnet {verb}")];
    }

    private static InstallAct Added(Invocation call, string spoken) =>
        call.Act(Ecosystem.NuGet, LockUse.Rewrites, $"'{spoken}' changes what the project asks for", instead: Instead) with { IsPinned = call.Has("--version", "-v"), Folder = call.Value("--project") };

    private static IEnumerable<InstallAct> Tool(Invocation call, string verb) => verb switch
    {
        "restore" => [call.Act(Ecosystem.NuGet, LockUse.Honours, "'dotnet tool restore' takes the versions that dotnet-tools.json says", at: call.Operands[1]) with { IsPinned = true, File = call.Value("--tool-manifest") }],
        "install" or "update" => [Fetched(call, $"dotnet tool {verb}", call.Operands.ElementAtOrDefault(2)) with { Instead = "dotnet tool restore" }],
        "exec" or "execute" => [Fetched(call, $"dotnet tool {verb}", call.Operands.ElementAtOrDefault(2))],
        _ => [],
    };

    private static InstallAct Fetched(Invocation call, string spoken, Word? package) =>
        call.Act(Ecosystem.NuGet, LockUse.Ignores, $"'{spoken}' takes a package that no lock file decides", at: package ?? call.At) with { IsPinned = call.Last("--version") is { Value: { Literal: true } version } ? !version.Text.Contains('*', StringComparison.Ordinal) : package is { Literal: true } && NpmInstalls.IsPinned(package) };

    // A project, a solution or a folder: the first operand that looks like one, behind the verb.
    private static string? Folder(Invocation call) =>
        call.Value("--project") ?? call.Operands.Skip(call.Program is "msbuild" ? 0 : 1).FirstOrDefault(word => word.Text is not ("msbuild" or "package"))?.Text;

    private static InstallAct Restore(Invocation call, string spoken)
    {
        var act = Judge(call, spoken);
        return act with { Folder = Folder(call), File = call.Value("--lock-file-path") ?? call.Value("-LockFilePath") };
    }

    private static InstallAct Judge(Invocation call, string spoken)
    {
        if (call.Last("--force-evaluate", "-ForceEvaluate") is { } force)
        {
            return call.Act(Ecosystem.NuGet, LockUse.Rewrites, $"'{force.Name}' resolves anew, whatever packages.lock.json says", instead: Instead, at: force.Word);
        }

        if (Property(call, "RestoreForceEvaluate") is { On: true } forced)
        {
            return call.Act(Ecosystem.NuGet, LockUse.Rewrites, $"{forced.By} resolves anew, whatever packages.lock.json says", forced, Instead);
        }

        var locked = call.Last("--locked-mode") is { } option ? new Answer(On: option.Value is null ? true : Answer.Read(option.Value.Text), "'--locked-mode'", option.Word) : Property(call, LockedMode);
        var usesLock = call.Last("--use-lock-file", "-UseLockFile") is { } use ? new Answer(On: true, $"'{use.Name}'", use.Word) : Property(call, "RestorePackagesWithLockFile");
        return locked switch
        {
            { On: true } when call.HasLock(Ecosystem.NuGet) is false && usesLock is { On: true } =>
                call.Act(Ecosystem.NuGet, LockUse.Rewrites, $"{locked.By} fails nowhere without a packages.lock.json, and '{spoken}' writes one", locked, $"{Instead}, with a packages.lock.json that is committed"),
            { On: true } when call.HasLock(Ecosystem.NuGet) is false =>
                call.Act(Ecosystem.NuGet, LockUse.Ignores, $"{locked.By} fails nowhere without a packages.lock.json", locked, $"{Instead}, with RestorePackagesWithLockFile and the packages.lock.json that it writes"),
            { On: true } => call.Act(Ecosystem.NuGet, LockUse.Honours, $"{locked.By} fails where packages.lock.json does not fit", locked) with { IsHashed = true },
            { On: null } => call.Unanswered(Ecosystem.NuGet, locked, Instead),
            _ when call.Computed is not null && call.Program is not "msbuild" && call.Computed is { } computed && IsBeforeProject(call, computed) => call.Uncertain(Ecosystem.NuGet, Instead),
            _ when call.HasLock(Ecosystem.NuGet) is false && usesLock is not { On: true } =>
                call.Act(Ecosystem.NuGet, LockUse.Ignores, $"'{spoken}' takes the versions that fit, and no packages.lock.json decides which", instead: $"{Instead}, with RestorePackagesWithLockFile and the packages.lock.json that it writes"),
            { On: false } => call.Act(Ecosystem.NuGet, LockUse.Rewrites, $"{locked.By} is off, so that '{spoken}' brings packages.lock.json up to date where it does not fit", locked, Instead),
            _ => call.Act(Ecosystem.NuGet, LockUse.Rewrites, $"'{spoken}' brings packages.lock.json up to date where it does not fit", instead: spoken is "dotnet restore" ? Instead : $"{Instead}, and {spoken} --no-restore"),
        };
    }

    // What is computed in the place of the project is the project; anything more may be options.
    private static bool IsBeforeProject(Invocation call, Word computed) => call.Operands.Length > 2 || (call.Operands.Length > 1 && !ReferenceEquals(call.Operands[1], computed));

    // A property of the command line, of the environment or of the project, in this order; names know no case.
    private static Answer? Property(Invocation call, string name)
    {
        if (GlobalOf(call, name) is { Option: { } word } given)
        {
            return new Answer(Answer.Read(given.Text), $"'{word.Text}'", word);
        }

        // What a project sets itself goes before the environment, unless it asks whether that is set.
        return Configured(call, name) ?? call.Environment(name, StringComparison.OrdinalIgnoreCase);
    }

    // What the project sets, where its condition holds with the variables of the command; null where it sets nothing.
    private static Answer? Configured(Invocation call, string name)
    {
        var setting = $"{MsBuildNames.Property}{name}";
        if (call.Setting(setting) is not { } found)
        {
            return null;
        }

        if (found.Condition is null && found.Value?.Contains("$(", StringComparison.Ordinal) is not true)
        {
            return call.Configured(setting);
        }

        var scope = new MsBuildScope { Property = property => Value(call, property, name) };
        var holds = MsBuildCondition.Holds(found.Condition, scope);
        if (holds is false)
        {
            return null;
        }

        var value = holds is true && found.Value is { } written ? MsBuildText.Expand(written, scope) : null;
        return new Answer(Answer.Read(value), $"'{found.Name}'", Setting: found);
    }

    // The value of a property that the setting of another asks for, or of its own before it; null where it is not known.
    private static string? Value(Invocation call, string property, string asking)
    {
        if (GlobalOf(call, property) is { Option: { } word } given)
        {
            return word.Literal ? given.Text : null;
        }

        var isOwn = property.Equals(asking, StringComparison.OrdinalIgnoreCase);
        if (!isOwn && call.Setting($"{MsBuildNames.Property}{property}") is { } set)
        {
            return set.Condition is null && set.Value?.Contains("$(", StringComparison.Ordinal) is false ? set.Value : null;
        }

        if (call.Variable(property, StringComparison.OrdinalIgnoreCase) is { } variable)
        {
            return variable.Value;
        }

        return property.Equals("CI", StringComparison.OrdinalIgnoreCase) && call.Around.IsCi ? "true" : isOwn ? "" : null;
    }

    // The property of a name in the command line.
    private static (Word? Option, string Text) GlobalOf(Invocation call, string name)
    {
        for (var index = call.Options.Length - 1; index >= 0; index--)
        {
            var option = call.Options[index];
            if (option.Name.ToUpperInvariant() is not ("-P" or "--P" or "-PROPERTY" or "--PROPERTY") || option.Value is null)
            {
                continue;
            }

            foreach (var pair in option.Value.Text.Split(';', ',').Reverse())
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && pair.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return (option.Word, pair[(equals + 1)..].Trim('"', ' '));
                }
            }
        }

        return (null, "");
    }
}
