using System.Text;

namespace PoPipeline.Tests;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TempTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("popipeline-").FullName;

    public string PathOf(string path) => Path.Combine(Root, path);

    public TempTree Write(string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), Encoding.UTF8.GetBytes(text));
        return this;
    }

    public TempTree Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.CreateSymbolicLink(PathOf(path), target);
        return this;
    }

    /// <summary>Runs git here, with no configuration of the machine's or the user's.</summary>
    public TempTree Git(params string[] arguments)
    {
        Run("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", .. arguments]);
        return this;
    }

    public void Run(string program, params string[] arguments) => ChildProcess.Demand(program, arguments, Root, ChildProcess.PlainGit);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var folder in Directory.EnumerateDirectories(Root).Where(folder => new DirectoryInfo(folder).LinkTarget is null))
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.Delete(Root, recursive: true);
    }
}
