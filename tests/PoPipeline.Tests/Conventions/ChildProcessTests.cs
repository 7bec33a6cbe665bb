using System.Diagnostics;

namespace PoPipeline.Tests.Conventions;

/// <summary>How the tests start programs.</summary>
public sealed class ChildProcessTests
{
    private static readonly string Tests = Path.Combine(TestPaths.Repository, "tests");

    private static readonly string[] Starts = [$"{nameof(Process)}.{nameof(Process.Start)}(", $"new {nameof(ProcessStartInfo)}(", $"new {nameof(ProcessStartInfo)} {{", $"new {nameof(Process)} ", $"new {nameof(Process)}("];

    [Fact]
    public void One_file_starts_every_program_and_gives_none_of_them_the_streams_of_the_tests()
    {
        var starting = Directory.EnumerateDirectories(Tests, "PoPipeline.*")
            .SelectMany(project => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories))
            .Where(file => File.ReadLines(file).Any(IsStart))
            .Select(file => Path.GetRelativePath(Tests, file).Replace('\\', '/'));

        Assert.Equal(["PoPipeline.Tests/ChildProcess.cs"], starting);
    }

    [Fact]
    public async Task What_holds_on_to_the_output_of_a_program_that_has_ended_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell there.");

        _ = await Assert.ThrowsAsync<TimeoutException>(() => ChildProcess.RunAsync("sh", ["-c", "sleep 100 & exit 0"], patience: TimeSpan.FromSeconds(1)));
    }

    private static bool IsStart(string line) => Starts.Any(start => line.IndexOf(start, StringComparison.Ordinal) is var at && at >= 0 && (at == 0 || !char.IsLetter(line[at - 1])));
}
