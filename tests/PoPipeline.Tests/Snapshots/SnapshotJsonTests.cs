using System.Globalization;
using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Snapshots;

public sealed class SnapshotJsonTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture);

    [Fact]
    public void A_snapshot_of_every_case_is_the_same_after_a_round_trip()
    {
        foreach (var name in CaseTree.Names)
        {
            var snapshot = CaseTree.Collect(name);
            var bytes = Bytes(snapshot);

            var again = SnapshotJson.Read(bytes);

            Assert.Equal(bytes, Bytes(again));
            Assert.Equal(Describe(snapshot), Describe(again));
        }
    }

    [Theory]
    [InlineData("", "it is not a snapshot of PoPipeline, or is cut off.")]
    [InlineData("text", "it is not a snapshot of PoPipeline, or is cut off.")]
    [InlineData("[]", "it is not a snapshot of PoPipeline.")]
    [InlineData("{}", "it is not a snapshot of PoPipeline.")]
    [InlineData("""{"schema":5}""", "it is not a snapshot of PoPipeline.")]
    [InlineData("""{"version":"2.1.0","runs":[]}""", "it is not a snapshot of PoPipeline.")]
    [InlineData("""{"schema":"popipeline-snapshot/1"}""", "its format is 'popipeline-snapshot/1', this version of PoPipeline reads 'popipeline-snapshot/2'. Judge it with the version that collected it, or collect it again.")]
    [InlineData("""{"schema":"popipeline-snapshot/2"}""", "it says that it is a snapshot, but is damaged. Collect it again.")]
    [InlineData("""{"schema":"popipeline-snapshot/2","observedAt":"yesterday"}""", "it says that it is a snapshot, but is damaged at '$.observedAt'. Collect it again.")]
    public void What_is_no_snapshot_is_refused_with_what_it_is(string text, string message) =>
        Assert.Equal(message, Assert.Throws<SnapshotFormatException>(() => SnapshotJson.Read(Encoding.UTF8.GetBytes(text))).Message);

    [Fact]
    public void A_snapshot_from_which_anything_is_missing_is_refused()
    {
        var text = Encoding.UTF8.GetString(Bytes(Small()));

        Assert.All(
            [("\"files\":[\"a\"],", ""), ("\"pipelines\":[]", "\"pipelines\":null"), ("\"codeOwners\":[],", ""), ("\"files\":[", "\"other\":[]," + "\"files\":[")],
            change =>
            {
                Assert.Contains(change.Item1, text, StringComparison.Ordinal);
                Assert.Throws<SnapshotFormatException>(() => SnapshotJson.Read(Encoding.UTF8.GetBytes(text.Replace(change.Item1, change.Item2, StringComparison.Ordinal))));
            });
    }

    [Fact]
    public void A_damaged_snapshot_is_refused_wherever_it_is_cut()
    {
        var bytes = Bytes(Small());

        Assert.All(Enumerable.Range(0, bytes.Length - 2), length => Assert.Throws<SnapshotFormatException>(() => SnapshotJson.Read(bytes.AsSpan(0, length))));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() =>
        Assert.StartsWith("There is no file '/nowhere/at/all'; 'po collect' writes one", Assert.Throws<SnapshotFormatException>(() => SnapshotJson.Read("/nowhere/at/all")).Message, StringComparison.Ordinal);

    private static Snapshot Small() => new() { ObservedAt = Now, Repository = new Repository { Files = ["a"] } };

    private static byte[] Bytes(Snapshot snapshot)
    {
        using var stream = new MemoryStream();
        SnapshotJson.Write(snapshot, stream);
        return stream.ToArray();
    }

    private static string Describe(Snapshot snapshot) =>
        string.Join('\n', Assessor.Assess(snapshot, new RuleSelection { Pedantic = true }).Judgements.Select(judgement =>
            $"{judgement.Rule.Id} {judgement.Verdict.Kind} {judgement.Verdict.Reason}\n{string.Concat(judgement.Verdict.Gaps)}\n{string.Concat(judgement.Findings.Select(finding => $"{finding.Fingerprint} {finding.Severity} {finding.Finding.Place} {finding.Finding.Message} {finding.Finding.Fix} {finding.Suppression}\n"))}"));
}
