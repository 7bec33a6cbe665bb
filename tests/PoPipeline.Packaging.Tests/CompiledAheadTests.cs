using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>What the packagings build, which is by one script, starts without compiling what every check runs.</summary>
/// <param name="source">What is built.</param>
public sealed class CompiledAheadTests(SourceCopy source)
{
    [Fact]
    public async Task What_is_built_holds_code_of_this_machine_for_all_that_a_check_loads_and_no_more()
    {
        var project = XDocument.Load(Path.Combine(TestPaths.Repository, "src", "PoPipeline.Tool", "PoPipeline.Tool.csproj"));
        var names = project.Descendants("CompiledAhead").SelectMany(item => item.Attribute("Include")!.Value.Split(';')).Order(StringComparer.Ordinal).ToList();
        var built = await source.Build();

        Assert.Contains("PoPipeline.Rules", names);
        Assert.Equal(names, Directory.EnumerateFiles(built, "*.dll").Where(IsCompiledAhead).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
    }

    // LINQ and dictionaries of the framework over tuples, enumerations and other values are in nobody's compiled code: where a check needs one, a loop or a
    // record does as well. What is left belongs to the framework, such as the code for the vectors of this processor.
    [Fact]
    public async Task A_check_compiles_little_of_what_it_runs()
    {
        const int Most = 480;
        var log = Path.Combine(Directory.CreateTempSubdirectory("popipeline-compiled-").FullName, "compiled");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_JitStdOutFile"] = log, ["DOTNET_JitDisasmSummary"] = "1" };

        await Check([], variables);

        var compiled = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        Assert.NotEmpty(compiled);
        Assert.True(compiled.Length <= Most, $"A check compiled {compiled.Length} methods, more than {Most}:\n{string.Join('\n', compiled)}");
    }

    [Fact]
    public async Task A_check_loads_no_assembly_that_it_has_no_use_for()
    {
        var strace = OpenedFiles.Require();
        var trace = Path.Combine(Directory.CreateTempSubdirectory("popipeline-loaded-").FullName, "trace");

        await Check([strace, .. OpenedFiles.Options(trace)], []);

        var built = await source.Build();
        Assert.Equal(
            ["LibGit2Sharp.dll", "Microsoft.Extensions.Logging.Abstractions.dll", "PoPipeline.Ledger.dll", "PoPipeline.Rules.dll", "PoPipeline.dll", "YamlDotNet.dll", "po.dll"],
            OpenedFiles.Read(trace).Where(seen => seen.File.EndsWith(".dll", StringComparison.Ordinal) && Path.GetDirectoryName(seen.File) == built)
                .Select(seen => Path.GetFileName(seen.File)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    // The unsound sample has findings, for which more runs than where all is well.
    private async Task Check(string[] before, Dictionary<string, string?> variables)
    {
        var built = await source.Build();
        var tree = await SourceCopy.Repository(Samples.Unsound);
        var output = Directory.CreateTempSubdirectory("popipeline-reports-").FullName;
        string[] command = [.. before, "dotnet", Path.Combine(built, "po.dll"), "check", tree, "--output", output];
        var (exitCode, said, error) = await ChildProcess.RunAsync(command[0], command[1..], tree, variables);
        Assert.True(exitCode == 1, said + error);
    }

    private static bool IsCompiledAhead(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        return reader.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size > 0;
    }
}
