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

    private static bool IsCompiledAhead(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        return reader.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size > 0;
    }
}
