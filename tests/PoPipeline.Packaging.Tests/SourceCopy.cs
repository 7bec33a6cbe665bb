using System.Collections.Concurrent;
using PoPipeline.Tests;

[assembly: AssemblyFixture(typeof(PoPipeline.Packaging.Tests.SourceCopy))]

namespace PoPipeline.Packaging.Tests;

/// <summary>
/// The sources as a stranger gets them: what git would commit of this checkout, in a repository of its own, with one commit. Made once, and so is
/// <c>po</c>, by the script of the packagings; a <c>dotnet</c> of their own hands their builds what it made. Classes of tests run side by side, and
/// each has such a <c>dotnet</c> for itself, so that it can count the calls.
/// </summary>
public sealed class SourceCopy : IAsyncLifetime
{
    // What lies in their place gives the builds of the packagings what was built before, and remembers where and with which variables it was called.
    private const string Handover = """
        #!/bin/sh
        { printf 'in %s\n' "$PWD"; env; } >>"%calls%"
        case "$1" in
          restore) ;;
          publish)
            while [ "$1" != --output ]; do shift; done
            cp -R "%built%" "$2" ;;
          *) exit 1 ;;
        esac
        """;

    private readonly string home = Directory.CreateTempSubdirectory("popipeline-source-").FullName;
    private readonly ConcurrentDictionary<string, string> tools = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> bundles = new(StringComparer.Ordinal);
    private readonly Lazy<Task<string>> build;

    public SourceCopy() => build = new(Make);

    /// <summary>The folder of the copy.</summary>
    public string Folder => Path.Combine(home, "popipeline");

    /// <summary>The full hash of its commit.</summary>
    public string Revision { get; private set; } = "";

    /// <summary>The folder of the <c>dotnet</c> that hands the class of tests that runs over what was built, to be put first on the <c>PATH</c>.</summary>
    public string Tools => tools.GetOrAdd(TestContext.Current.TestClass!.TestClassSimpleName, HandOver);

    /// <summary>What that <c>dotnet</c> was called with: its folder and its environment, a line each.</summary>
    public string Calls => Path.Combine(Tools, "calls");

    /// <summary>The NuGet configuration that the build takes its packages from: those that this machine has, else those of nuget.org.</summary>
    public string NuGetConfig => Path.Combine(home, "nuget.config");

    /// <summary>The hostile checkout that the build ran in.</summary>
    public HostileCheckout Hostile { get; } = new();

    /// <summary>What the build of the copy must not inherit from the build that runs the tests.</summary>
    public static Dictionary<string, string?> CleanEnvironment => new(StringComparer.Ordinal)
    {
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
        ["DOTNET_HOST_PATH"] = null,
        ["GITHUB_REPOSITORY"] = null,
        ["GITHUB_SERVER_URL"] = null,
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var listing = await Git(TestPaths.Repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        foreach (var file in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(TestPaths.Repository, file))))
        {
            var target = Path.Combine(Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(TestPaths.Repository, file), target);
        }

        await Git(Folder, "init", "--quiet", "--initial-branch=main");
        await Commit(Folder);
        await Git(Folder, "config", "uploadpack.allowAnySHA1InWant", "true");
        Revision = (await Git(Folder, "rev-parse", "HEAD")).Trim();
    }

    /// <summary>Builds <c>po</c>, once, as the packagings do.</summary>
    /// <returns>The folder of <c>po</c>.</returns>
    public Task<string> Build() => build.Value;

    /// <summary>Makes something of a script of the tests, once.</summary>
    /// <param name="script">The name of the script.</param>
    /// <param name="make">Makes it in a folder.</param>
    /// <returns>The file that was made.</returns>
    public Task<string> Bundle(string script, Func<string, Task<string>> make) => bundles.GetOrAdd(script, new Lazy<Task<string>>(() => make(Path.Combine(home, "bundles")))).Value;

    /// <summary>The environment of a job: clean, with the <c>dotnet</c> that hands over what was built.</summary>
    public async Task<Dictionary<string, string?>> JobEnvironment()
    {
        await Build();
        return new(CleanEnvironment, StringComparer.Ordinal) { ["PATH"] = $"{Tools}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}" };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Hostile.Dispose();
        Directory.Delete(home, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a repository on <c>main</c> of a folder that is there.</summary>
    public static async Task<string> Repository(IReadOnlyDictionary<string, string> files, params (string Path, string Target)[] links)
    {
        var folder = Directory.CreateTempSubdirectory("popipeline-checked-").FullName;
        foreach (var (path, text) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, text);
        }

        foreach (var (path, target) in links)
        {
            File.CreateSymbolicLink(Path.Combine(folder, path), target);
        }

        await Git(folder, "init", "--quiet", "--initial-branch=main");
        await Commit(folder);
        return folder;
    }

    /// <summary>Lets everybody run a file.</summary>
    public static void LetRun(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>Runs git and returns what it wrote.</summary>
    public static async Task<string> Git(string folder, params string[] arguments)
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync("git", arguments, folder);
        Assert.True(exitCode == 0, $"git {string.Join(' ', arguments)} ended with {exitCode}: {error}");
        return output;
    }

    private async Task<string> Make()
    {
        var built = Path.Combine(home, "built");
        Directory.CreateDirectory(built);
        await Hostile.Make();
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(NuGetConfig, $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{packages}" /></config>
              <packageSources><clear /><add key="nuget.org" value="https://api.nuget.org/v3/index.json" protocolVersion="3" /></packageSources>
            </configuration>
            """);

        var environment = new Dictionary<string, string?>(Hostile.Variables, StringComparer.Ordinal)
        {
            ["PO_NUGET_CONFIG"] = NuGetConfig,
        };
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "/bin/sh", [Path.Combine(Folder, "packaging", "build.sh"), built, Hostile.Folder, Revision], Hostile.Folder, environment, TimeSpan.FromMinutes(15));
        Assert.True(exitCode == 0, output + error);
        Assert.Matches("^[0-9a-f]{64}\n$", output);
        return Path.Combine(built, "po");
    }

    private string HandOver(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, "tools", name)).FullName;
        var dotnet = Path.Combine(folder, "dotnet");
        File.WriteAllText(
            dotnet,
            Handover.Replace("%calls%", Path.Combine(folder, "calls"), StringComparison.Ordinal).Replace("%built%", Path.Combine(home, "built", "po"), StringComparison.Ordinal));
        LetRun(dotnet);
        return folder;
    }

    private static async Task Commit(string folder)
    {
        await Git(folder, "add", "--all");
        await Git(folder, "-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "All");
    }
}
