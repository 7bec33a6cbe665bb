using System.Text.Json;

namespace PoPipeline.Tests.Outputs;

/// <summary>The validator of SARIF's own authors.</summary>
internal static class SarifValidator
{
    /// <summary>
    /// What the validator has to say of some reports by the rules of the standard and of GitHub, warnings included, with the number of the report that each is
    /// about; null where that is not said. It takes seconds to start, so it is given all of them at once.
    /// </summary>
    public static async Task<IReadOnlyList<(int? Report, string Said)>> Judge(IReadOnlyList<string> reports)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The validator is looked for where npm puts it on Linux.");
        var multitool = Components.NpmProgram("@microsoft/sarif-multitool-linux/Sarif.Multitool");
        using var folder = new TemporaryFolder();
        var judgement = Path.Combine(folder.Path, "judgement.sarif");
        var files = reports.Index().Select(report => Path.Combine(folder.Path, $"report-{report.Index}.sarif")).ToArray();
        foreach (var (file, report) in files.Zip(reports))
        {
            await File.WriteAllTextAsync(file, report, TestContext.Current.CancellationToken);
        }

        // It ends with 0 whatever it finds; what it finds is in its own report.
        var (_, output, error) = await ChildProcess.RunAsync(multitool, ["validate", "--rule-kind", "Gh;Sarif", "--output", judgement, .. files]);

        Assert.True(File.Exists(judgement), output + error);

        // One that it did not look at would have no result either.
        Assert.Contains($" {files.Length} file", output, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(judgement, TestContext.Current.CancellationToken));
        return
        [
            .. document.RootElement.GetProperty("runs").EnumerateArray()
                .SelectMany(run => run.GetProperty("results").EnumerateArray())
                .Select(result => (ReportOf(result, files), Describe(result))),
        ];
    }

    private static int? ReportOf(JsonElement result, string[] files) =>
        result.TryGetProperty("locations", out var locations) && locations.GetArrayLength() > 0
        && locations[0].TryGetProperty("physicalLocation", out var place) && place.TryGetProperty("artifactLocation", out var artifact) && artifact.TryGetProperty("uri", out var uri)
        && Array.IndexOf(files, new Uri(uri.GetString() ?? "", UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } address ? address.LocalPath : "") is >= 0 and var report
            ? report
            : null;

    private static string Describe(JsonElement result)
    {
        var message = result.GetProperty("message");
        var arguments = message.TryGetProperty("arguments", out var given)
            ? string.Join(" | ", given.EnumerateArray().Select(argument => argument.GetString()))
            : message.GetRawText();
        var level = result.TryGetProperty("level", out var value) ? value.GetString() : "warning";
        return $"{level} {result.GetProperty("ruleId").GetString()}: {arguments}";
    }
}
