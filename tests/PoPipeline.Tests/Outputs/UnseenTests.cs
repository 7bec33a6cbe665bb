using System.Text.Json;
using CsCheck;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Outputs;

/// <summary>A law over everything that is written: what a person would not see, or see in the wrong place, is shown as what it is.</summary>
public sealed class UnseenTests
{
    public static TheoryData<string> Kinds => [.. Samples.Reports];

    public static TheoryData<OutputFormat> Formats => [.. Enum.GetValues<OutputFormat>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_report_holds_a_character_that_is_not_seen(string kind) => HostileText.Any.Sample(
        text => IsSeen(kind, Samples.Write(kind, Samples.OfOthers(text))) && IsSeen(kind, Samples.Write(kind, Samples.Recorded(text))),
        iter: 40);

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_console_holds_a_character_that_is_not_seen_or_a_command_that_others_wrote(OutputFormat format) => HostileText.Any.Sample(
        text => Fault(Samples.OfOthers(text), format) is null && Fault(Samples.Recorded(text), format) is null,
        iter: 40);

    [Fact]
    public void A_snapshot_holds_no_character_that_is_not_seen_and_keeps_its_values() => HostileText.Name.Sample(
        text =>
        {
            var snapshot = Samples.Recorded(text).Snapshot with { Repository = new Repository { Files = [text], Branch = text, Name = text } };
            using var stream = new MemoryStream();
            SnapshotJson.Write(snapshot, stream);
            var read = SnapshotJson.Read(stream.ToArray());
            return Unseen(System.Text.Encoding.UTF8.GetString(stream.ToArray())) is null
                && read.Repository.Files[0] == text && read.Repository.Branch == text && read.Records.Reviews[0].Subject == text;
        },
        iter: 100);

    [Theory]
    [InlineData("\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180E\u180F")]
    [InlineData("\u200B\u200F\u202A\u202E\u2060\u2064\u2065\u2066\u206F\u2800\u3164")]
    [InlineData("\uFE00\uFE01\uFE0E\uFE0F\uFEFF\uFFA0\uFFF0\uFFF8")]
    [InlineData("\U0001BCA0\U0001D173\U000E0000\U000E0020\U000E0100\U000E01EF\U000E0FFF")]
    public void What_Unicode_shows_as_nothing_is_told(string text)
    {
        Assert.Equal(string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? $"\\u{rune.Value:X4}" : $"\\U{rune.Value:X8}")), Untrusted.Plain(text));
        Assert.All(text.Where(character => !char.IsSurrogate(character)), character => Assert.True(Untrusted.Unseen.Contains(character)));
    }

    [Theory]
    [InlineData("⚠️ Read this", "⚠️ Read this")]
    [InlineData("☎︎", "☎︎")]
    [InlineData("🕵️", "🕵️")]
    [InlineData("⚠️\uFE0F", "⚠️\\uFE0F")]
    [InlineData("a\uFE0F", "a\\uFE0F")]
    [InlineData("\uFE0F", "\\uFE0F")]
    [InlineData("⚠\uFE00", "⚠\\uFE00")]
    [InlineData("\u2800\uFE0F", "\\u2800\\uFE0F")]
    public void What_makes_a_symbol_a_picture_is_left_there_and_nowhere_else(string text, string expected) => Assert.Equal(expected, Untrusted.Plain(text));

    [Theory]
    [InlineData("gitlab-codequality")]
    [InlineData("gitlab-sast")]
    public void The_name_of_a_file_is_still_its_name_for_programs(string kind)
    {
        const string Name = "a\u202Efdp.\u200Byml";
        var assessment = Samples.OfOthers();
        var judgement = assessment.Judgements[0];
        var finding = judgement.Findings[0];
        var moved = assessment with
        {
            Judgements = [judgement with { Findings = [finding with { Finding = finding.Finding with { Place = new Place(Name, finding.Finding.Place.Region) } }] }],
        };

        var written = Samples.Write(kind, moved);

        Assert.Contains("a\\u202Efdp.\\u200Byml", written, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(written);
        Assert.Contains(Name, Strings(document.RootElement));
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static string? Fault(Assessment assessment, OutputFormat format)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        ConsoleReport.Write(assessment, new ConsoleOptions { Format = format, Width = 100 }, new TerminalWriter(writer));
        return Runner.Fault(writer.ToString(), annotates: format is OutputFormat.GitHub);
    }

    // A reader of JSON refuses half of a pair of surrogates.
    private static bool IsSeen(string kind, string written)
    {
        using var document = Samples.IsJson(kind) ? JsonDocument.Parse(written) : null;
        return Unseen(written) is null && (document is null || Strings(document.RootElement).All(text => text.All(character => character is not '\0')));
    }

    // A file is no log: what would be a command there is none.
    private static string? Unseen(string text) => Runner.Fault(text) is { } fault && fault.StartsWith("U+", StringComparison.Ordinal) ? fault : null;
}
