namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>A tool that writes a real lock file for a small project, says what is in it, and the ways in which the file is broken.</summary>
/// <param name="name">What it is called.</param>
internal abstract class LockMaker(string name) : IDisposable
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>The path of the lock file.</summary>
    public abstract string Lock { get; }

    /// <summary>The path of the manifest.</summary>
    public abstract string Manifest { get; }

    /// <summary>What stands in the line of the manifest where it asks for the first package.</summary>
    public abstract string FirstAsked { get; }

    /// <summary>What stands in each line of the lock file where it is found that the tool writes no hash; empty where it writes them.</summary>
    public virtual IEnumerable<string> WithoutHashes => [];

    /// <summary>The ways in which the lock file is broken.</summary>
    public abstract IEnumerable<LockBreak> Breaks { get; }

    /// <summary>Writes the project, and has the tool lock it; skips the test where the tool is missing.</summary>
    /// <param name="tree">Where.</param>
    public abstract Task MakeAsync(TempTree tree);

    /// <summary>What the tool, or whoever serves the packages, says is in the lock file.</summary>
    /// <param name="tree">Where it lies.</param>
    public abstract Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => Name;

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Runs the tool, with no configuration of the machine's or the user's, and returns what it writes.</summary>
    protected static async Task<string> RunAsync(TempTree tree, string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> variables)
    {
        var home = tree.PathOf(".home");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["CI"] = null, ["GITHUB_ACTIONS"] = null, ["HOME"] = home, ["NO_COLOR"] = "1", ["FORCE_COLOR"] = null };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        Directory.CreateDirectory(home);
        var (exitCode, output, error) = await ChildProcess.RunAsync(program, arguments, tree.PathOf("project"), environment);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}\n{error}");
        return output;
    }
}
