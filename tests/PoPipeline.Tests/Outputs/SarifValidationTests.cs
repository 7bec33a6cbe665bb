using System.Text.Json;
using PoPipeline.Outputs;

namespace PoPipeline.Tests.Outputs;

/// <summary>The validator of SARIF's own authors judges what PoPipeline writes, by the rules of the standard and of GitHub.</summary>
public sealed class SarifValidationTests
{
    // Rules of the validator that PoPipeline does not follow, each with its reason.
    private static readonly Dictionary<string, string> Waived = new(StringComparer.Ordinal)
    {
    };

    public static TheoryData<ReportKind, string> Reports => new()
    {
        { ReportKind.Sarif, "every" },
        { ReportKind.Sarif, "hostile" },
        { ReportKind.GitHubSarif, "every" },
        { ReportKind.GitHubSarif, "hostile" },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task The_multitool_finds_nothing_wrong(ReportKind kind, string sample)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The validator is looked for where npm puts it on Linux.");
        var multitool = Components.NpmProgram("@microsoft/sarif-multitool-linux/Sarif.Multitool");
        using var folder = new TemporaryFolder();
        var report = Path.Combine(folder.Path, "report.sarif");
        var judgement = Path.Combine(folder.Path, "judgement.sarif");
        await File.WriteAllTextAsync(report, Samples.Write(kind, sample is "every" ? Samples.Every() : Samples.OfOthers()), TestContext.Current.CancellationToken);

        var (_, output, error) = await Components.Run(multitool, ["validate", "--rule-kind", "Gh;Sarif", "--output", judgement, report]);

        Assert.True(File.Exists(judgement), output + error);
        Assert.Empty(Complaints(await File.ReadAllTextAsync(judgement, TestContext.Current.CancellationToken)));
    }

    private static List<string> Complaints(string judgement)
    {
        using var document = JsonDocument.Parse(judgement);
        return
        [
            .. document.RootElement.GetProperty("runs").EnumerateArray()
                .SelectMany(run => run.GetProperty("results").EnumerateArray())
                .Where(result => !Waived.ContainsKey(result.GetProperty("ruleId").GetString() ?? ""))
                .Select(Describe),
        ];
    }

    private static string Describe(JsonElement result)
    {
        var message = result.GetProperty("message");
        var arguments = message.TryGetProperty("arguments", out var given) ? string.Join(" | ", given.EnumerateArray().Select(argument => argument.GetString())) : message.GetRawText();
        var level = result.TryGetProperty("level", out var value) ? value.GetString() : "warning";
        return $"{level} {result.GetProperty("ruleId").GetString()}: {arguments}";
    }
}
