using System.Text.Json;

namespace PoPipeline.Tests.Outputs;

/// <summary>The validator of SARIF's own authors.</summary>
internal static class SarifValidator
{
    /// <summary>What the validator has to say of a report by the rules of the standard and of GitHub, warnings included.</summary>
    public static async Task<IReadOnlyList<string>> Judge(string sarif)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The validator is looked for where npm puts it on Linux.");
        var multitool = Components.NpmProgram("@microsoft/sarif-multitool-linux/Sarif.Multitool");
        using var folder = new TemporaryFolder();
        var report = Path.Combine(folder.Path, "report.sarif");
        var judgement = Path.Combine(folder.Path, "judgement.sarif");
        await File.WriteAllTextAsync(report, sarif, TestContext.Current.CancellationToken);

        // It ends with 0 whatever it finds; what it finds is in its own report.
        var (_, output, error) = await Components.Run(multitool, ["validate", "--rule-kind", "Gh;Sarif", "--output", judgement, report]);

        Assert.True(File.Exists(judgement), output + error);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(judgement, TestContext.Current.CancellationToken));
        return
        [
            .. document.RootElement.GetProperty("runs").EnumerateArray()
                .SelectMany(run => run.GetProperty("results").EnumerateArray())
                .Select(Describe),
        ];
    }

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
