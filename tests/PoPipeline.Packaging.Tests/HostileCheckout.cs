namespace PoPipeline.Packaging.Tests;

/// <summary>
/// A checkout that is hostile in every file that a program which the packagings call might read, in the configuration of its repository, and in the
/// environment that earlier steps left. Whatever is obeyed leaves a canary, or makes the run fail.
/// </summary>
public sealed class HostileCheckout : IDisposable
{
    // Programs that the scripts call by name.
    private static readonly string[] Programs =
        ["dotnet", "git", "env", "sed", "sort", "cut", "find", "sha256sum", "mktemp", "mkdir", "rm", "mv", "cp", "cat", "base64", "tr", "po", "sh", "bash", "dirname", "date", "fold", "openssl", "uname"];

    private static readonly DateTime Untouched = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string home = Directory.CreateTempSubdirectory("popipeline-hostile-").FullName;

    /// <summary>The checkout.</summary>
    public string Folder => Path.Combine(home, "checkout");

    /// <summary>What was obeyed.</summary>
    public IEnumerable<string> Canaries => Directory.EnumerateFileSystemEntries(Path.Combine(home, "canaries")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    /// <summary>What earlier steps of a job, or a careless set-up, left in the environment.</summary>
    public Dictionary<string, string?> Variables => new(SourceCopy.CleanEnvironment, StringComparer.Ordinal)
    {
        ["HOME"] = Folder,
        ["XDG_CONFIG_HOME"] = Folder,
        ["DOTNET_STARTUP_HOOKS"] = Path.Combine(Folder, "hook.dll"),
        ["DOTNET_ADDITIONAL_DEPS"] = Folder,
        ["DOTNET_ROOT"] = Folder,
        ["DOTNET_CLI_HOME"] = Folder,
        ["DOTNET_HOST_PATH"] = Path.Combine(Folder, "dotnet"),
        ["MSBuildSDKsPath"] = Path.Combine(Folder, ".sdk"),
        ["MSBUILD_EXE_PATH"] = Path.Combine(Folder, ".sdk", "MSBuild.dll"),
        ["CustomBeforeMicrosoftCommonTargets"] = Path.Combine(Folder, "Directory.Build.targets"),
        ["DirectoryBuildPropsPath"] = Path.Combine(Folder, "Directory.Build.props"),
        ["RestoreSources"] = "/nowhere/feed",
        ["NUGET_PACKAGES"] = "/nowhere/packages",
        ["NUGET_PLUGIN_PATHS"] = Path.Combine(Folder, "dotnet"),
        ["GIT_DIR"] = "/nowhere/git",
        ["GIT_EXEC_PATH"] = Folder,
        ["GIT_SSH_COMMAND"] = Path.Combine(Folder, "git"),
        ["GIT_CONFIG_GLOBAL"] = Path.Combine(Folder, ".gitconfig"),
        ["GIT_CONFIG_COUNT"] = "1",
        ["GIT_CONFIG_KEY_0"] = "core.fsmonitor",
        ["GIT_CONFIG_VALUE_0"] = Path.Combine(Folder, "git"),
        ["GIT_TEMPLATE_DIR"] = Path.Combine(Folder, "hooks"),
        ["BASH_ENV"] = Path.Combine(Folder, ".bashrc"),
        ["ENV"] = Path.Combine(Folder, ".bashrc"),
        ["CDPATH"] = "/tmp",
        ["BASH_FUNC_cd%%"] = $"() {{ : >'{Canary("function")}'; builtin cd \"$@\"; }}",
        ["BASH_FUNC_exit%%"] = $"() {{ : >'{Canary("function")}'; builtin exit 0; }}",
        ["CAKE_PATHS_TOOLS"] = Folder,
        ["PATH"] = $".:{Folder}::{Environment.GetEnvironmentVariable("PATH")}",
    };

    /// <summary>The same, without what the shell itself obeys that a runner starts.</summary>
    public Dictionary<string, string?> VariablesOf(string path) => new(Variables.Where(variable => !variable.Key.StartsWith("BASH_", StringComparison.Ordinal)), StringComparer.Ordinal)
    {
        ["ENV"] = null,
        ["DOTNET_ROOT"] = null,
        ["PATH"] = path,
    };

    /// <summary>Makes it.</summary>
    /// <param name="more">Files that it has beside.</param>
    public async Task<string> Make(IReadOnlyDictionary<string, string>? more = null)
    {
        Directory.CreateDirectory(Path.Combine(home, "canaries"));
        var made = await SourceCopy.Repository(new Dictionary<string, string>(more ?? Samples.Unsound, StringComparer.Ordinal)
        {
            ["global.json"] = """{ "sdk": { "version": "99.0.100", "rollForward": "disable", "paths": [".sdk"] }, "msbuild-sdks": { "Microsoft.NET.Sdk": "99.0.0" }, "test": { "runner": "Evil" } }""",
            [".sdk/sdk/99.0.100/dotnet.dll"] = "no program",
            ["Directory.Build.props"] = Project("props"),
            ["Directory.Build.targets"] = Project("targets"),
            ["Directory.Packages.props"] = Project("packages"),
            ["Directory.Solution.props"] = Project("solution"),
            ["Directory.Build.rsp"] = $"-p:CustomBeforeMicrosoftCommonTargets={Folder}/Directory.Build.targets\n",
            ["MSBuild.rsp"] = $"-p:CustomBeforeMicrosoftCommonTargets={Folder}/Directory.Build.targets\n",
            ["nuget.config"] = "<configuration><packageSources><clear /><add key=\"evil\" value=\"/nowhere/feed\" /></packageSources></configuration>",
            ["NuGet.Config"] = "<configuration><packageSources><clear /><add key=\"evil\" value=\"/nowhere/feed\" /></packageSources></configuration>",
            [".config/dotnet-tools.json"] = """{ "version": 1, "isRoot": true, "tools": { "evil": { "version": "1.0.0", "commands": ["po"] } } }""",
            [".editorconfig"] = "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.severity = error\n",
            [".globalconfig"] = "is_global = true\nglobal_level = 9999\ndotnet_diagnostic.CS8019.severity = error\n",
            ["po.runtimeconfig.json"] = """{ "runtimeOptions": { "tfm": "net99.0", "framework": { "name": "Microsoft.NETCore.App", "version": "99.0.0" } } }""",
            ["po.deps.json"] = "{}",
            ["po.dll"] = "no program",
            ["hook.dll"] = "no program",
            ["cake.config"] = "[Paths]\nTools=/nowhere\n",
            [".gitconfig"] = $"[core]\n\tfsmonitor = {Folder}/git\n\thooksPath = {Folder}/hooks\n\tsshCommand = {Folder}/git\n[alias]\n\tfetch = !{Folder}/git\n",
            [".bashrc"] = Script("bashrc"),
            [".profile"] = Script("profile"),
            [".env"] = "LD_PRELOAD=/nowhere/evil.so\n",
            [".npmrc"] = "script-shell=/nowhere\nnode-options=--require /nowhere\n",
            ["package.json"] = """{ "type": "commonjs", "main": "/nowhere" }""",
            ["hooks/reference-transaction"] = Script("hook"),
            ["hooks/post-index-change"] = Script("hook"),
            ["hooks/hooks/reference-transaction"] = Script("template"),
            ["lib.sh"] = Script("lib"),
            ["packaging/lib.sh"] = Script("lib"),
            ["fetched/gitlab-ci-templates/po-check.sh"] = Script("fetched"),
        }.Concat(Programs.Select(name => KeyValuePair.Create(name, Script(name)))).ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal));
        Directory.Move(made, Folder);
        foreach (var script in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/.git/", StringComparison.Ordinal) && File.ReadLines(file).FirstOrDefault() is "#!/bin/sh"))
        {
            SourceCopy.LetRun(script);
        }

        // What an earlier step may have written into the repository.
        await SourceCopy.Git(Folder, "remote", "add", "origin", "https://example.invalid/acme/app.git");
        foreach (var (key, value) in new[]
        {
            ("remote.origin.uploadpack", Path.Combine(Folder, "git")), ("core.sshCommand", Path.Combine(Folder, "git")), ("core.gitProxy", Path.Combine(Folder, "git")),
            ("core.alternateRefsCommand", Path.Combine(Folder, "git")), ("credential.helper", "!" + Path.Combine(Folder, "git")), ("url./nowhere/.insteadOf", "file://"),
            ("core.hooksPath", Path.Combine(Folder, "hooks")), ("core.fsmonitor", Path.Combine(Folder, "git")),
        })
        {
            await SourceCopy.Git(Folder, "config", key, value);
        }

        foreach (var file in Files)
        {
            File.SetLastAccessTimeUtc(file, Untouched);
        }

        return Folder;
    }

    /// <summary>The files of the checkout that were read since it was made, as their file system tells; the test is skipped where it does not.</summary>
    public IEnumerable<string> FilesRead()
    {
        var probe = Path.Combine(home, "probe");
        File.WriteAllText(probe, "read me");
        File.SetLastAccessTimeUtc(probe, Untouched);
        _ = File.ReadAllText(probe);
        Assert.SkipWhen(File.GetLastAccessTimeUtc(probe) == Untouched, "The file system of the temporary folder does not tell when a file was read.");
        return Files.Where(file => File.GetLastAccessTimeUtc(file) != Untouched);
    }

    /// <summary>What does not come from the checkout leaves no trace of it.</summary>
    public void AssertNothingObeyed() => Assert.Equal([], Canaries);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(home, recursive: true);

    private IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/.git/", StringComparison.Ordinal));

    private string Canary(string name) => Path.Combine(home, "canaries", name);

    private string Script(string name) => $"#!/bin/sh\n: >'{Canary(name)}'\nexit 0\n";

    private string Project(string name) =>
        $"<Project InitialTargets=\"Canary{name}\"><Target Name=\"Canary{name}\"><Touch Files=\"{Canary(name)}\" AlwaysCreate=\"true\" /></Target></Project>";
}
