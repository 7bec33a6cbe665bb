using System.Collections.Frozen;
using System.Collections.Immutable;
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

    /// <summary>How dotnet reads its words.</summary>
    internal static readonly Syntax Dotnets = new()
    {
        Valued = "-c --configuration -r --runtime -f --framework -o --output -v --verbosity -s --source --packages --lock-file-path --configfile -a --arch --os --project --tool-path --version --add-source -l --logger --filter --collect --settings "
            + "--results-directory --diag --environment -e --artifacts-path --version-suffix --test-adapter-path --from-rollback-file --tool-manifest -p --property --severity --include --exclude --file",
        MsBuild = true,
    };

    private static readonly Syntax MsBuilds = new() { Valued = "", MsBuild = true };

    /// <summary>How nuget reads its words.</summary>
    internal static readonly Syntax NuGets = new()
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

    // A property of the command line, of the files of the project or of the environment, in this order; names know no case.
    private static Answer? Property(Invocation call, string name)
    {
        if (GlobalOf(call, name) is { Option: { } word } given)
        {
            return new Answer(Answer.Read(given.Text), $"'{word.Text}'", word);
        }

        // What a project sets itself goes before the environment, unless it asks whether that is set.
        var values = MsBuildValues.Of(call.Around.Settings, Variables(call), isComplete: call.Around.KnowsSettings);
        return values.Decider(name) is { } decider ? new Answer(Answer.Read(decider.Value), $"'{decider.Name}'", Setting: decider) : null;
    }

    private static MsBuildVariables Variables(Invocation call) => new()
    {
        Environment = call.AllVariables(),
        Globals = Globals(call),
        IsCi = call.Around.IsCi,
    };

    private static ImmutableDictionary<string, ToolSetting> Globals(Invocation call)
    {
        var all = ImmutableDictionary<string, ToolSetting>.Empty;
        foreach (var (word, name, text) in Pairs(call))
        {
            all = all.SetItem(name, new ToolSetting(name, word.Literal ? text : null));
        }

        return all;
    }

    // The properties of the command line, in their order.
    private static IEnumerable<(Word Word, string Name, string Text)> Pairs(Invocation call) =>
        from option in call.Options
        where option.Name.ToUpperInvariant() is "-P" or "--P" or "-PROPERTY" or "--PROPERTY" && option.Value is not null
        from pair in option.Value!.Text.Split(';', ',')
        let sign = pair.IndexOf('=', StringComparison.Ordinal)
        where sign > 0
        select (option.Word, pair[..sign].Trim(), pair[(sign + 1)..].Trim('"', ' '));

    // The property of a name in the command line.
    private static (Word? Option, string Text) GlobalOf(Invocation call, string name) =>
        Pairs(call).Where(pair => pair.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => ((Word?)pair.Word, pair.Text)).LastOrDefault();
}
