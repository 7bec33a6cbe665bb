using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Nothing_that_the_environment_names_is_run_before_the_program()
    {
        var (exitCode, output, error) = await Components.Run(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "po.dll"), "--version"],
            AppContext.BaseDirectory,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_STARTUP_HOOKS"] = Path.Combine(Path.GetTempPath(), "hook-that-is-not-there.dll") });

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("po ", output, StringComparison.Ordinal);
    }
}
