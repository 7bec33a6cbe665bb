using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>
/// The sources as a stranger gets them: what git would commit of this checkout, in a repository of its own, with one commit. Made once;
/// the packagings build <c>po</c> from it.
/// </summary>
public sealed class SourceCopy : IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("popipeline-source-").FullName;

    /// <summary>The folder of the copy.</summary>
    public string Folder => Path.Combine(home, "popipeline");

    /// <summary>The full hash of its commit.</summary>
    public string Revision { get; private set; } = "";

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

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(home, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a repository on <c>main</c> of a folder that is there.</summary>
    public static async Task<string> Repository(IReadOnlyDictionary<string, string> files)
    {
        var folder = Directory.CreateTempSubdirectory("popipeline-checked-").FullName;
        foreach (var (path, text) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, text);
        }

        await Git(folder, "init", "--quiet", "--initial-branch=main");
        await Commit(folder);
        return folder;
    }

    /// <summary>Runs git and returns what it wrote.</summary>
    public static async Task<string> Git(string folder, params string[] arguments)
    {
        var (exitCode, output, error) = await Components.Run("git", arguments, folder);
        Assert.True(exitCode == 0, $"git {string.Join(' ', arguments)} ended with {exitCode}: {error}");
        return output;
    }

    private static async Task Commit(string folder)
    {
        await Git(folder, "add", "--all");
        await Git(folder, "-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "All");
    }
}
