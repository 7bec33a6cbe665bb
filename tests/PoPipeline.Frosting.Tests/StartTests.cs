using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Nothing_that_the_environment_names_is_run_before_the_program()
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "po.dll"), "--version"],
            AppContext.BaseDirectory,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_STARTUP_HOOKS"] = Path.Combine(Path.GetTempPath(), "hook-that-is-not-there.dll") });

        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("po ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version", "> /dev/full", 2)]
    [InlineData("--help", "> /dev/full", 2)]
    [InlineData("rules --json", "> /dev/full", 2)]
    [InlineData("explain 3204", "> /dev/full", 2)]
    [InlineData("rules --matrix --verbosity diagnostic", "> /dev/full", 2)]
    [InlineData("owners a", "> /dev/full", 2)]
    [InlineData("ledger verify nowhere", "2> /dev/full", 2)]
    [InlineData("nonsense", "> /dev/full 2> /dev/full", 2)]
    public async Task What_cannot_be_said_ends_the_program_in_order(string words, string where, int ends)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device here that is always full.");

        var (exitCode, _, error) = await ChildProcess.RunAsync(
            "sh", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "po.dll")}' {words} {where}"], AppContext.BaseDirectory, new Dictionary<string, string?>(StringComparer.Ordinal));

        Assert.Equal(ends, exitCode);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
        Assert.DoesNotContain("itself failed", error, StringComparison.Ordinal);
    }
}
