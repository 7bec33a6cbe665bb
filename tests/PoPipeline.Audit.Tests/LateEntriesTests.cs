using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;
using PoPipeline.Tests;

namespace PoPipeline.Audit.Tests;

/// <summary>Two runs that each have a copy of one audit log, of which one is the first to bring back what it wrote.</summary>
public sealed class LateEntriesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("events", "read")]
    [InlineData("events", "anchor")]
    [InlineData("events", "keep")]
    [InlineData("read", "events")]
    [InlineData("anchor", "read")]
    public void Where_one_of_them_wrote_notes_alone_all_of_both_is_there(string slow, string fast)
    {
        var (store, copy, begun) = Two(slow, fast);

        Assert.True(LateEntries.TryAdd(store, copy, begun));

        var verified = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal(AuditVerdict.Valid, verified.Verdict);
        Assert.Equal(slow is "events" || fast is "events" ? 303 : 3, store.Read().Count(record => record.Event is { Raw.Length: > 70_000 }));
        Assert.Equal(begun!.Size + Added(begun, copy) + Added(begun, Reopened("fast")), store.Ledger.Size);
    }

    [Fact]
    public void Where_both_decided_which_events_are_new_nothing_is_added()
    {
        var (store, copy, begun) = Two("events", "events");
        var before = store.Ledger.Head;

        Assert.False(LateEntries.TryAdd(store, copy, begun));
        Assert.Equal(before, store.Ledger.Head);
    }

    [Fact]
    public async Task Pages_too_many_for_a_receipt_come_with_it_and_where_they_are_gone_it_is_told()
    {
        var (store, copy, begun) = Two("read", "read");
        var forge = new ScriptedForge(time, pageSize: 1);
        for (var number = 0; number < 800; number++)
        {
            forge.Happen(number, Sample.Start.AddDays(-1).AddMinutes(number));
        }

        await new AuditCollector(copy, forge, time).CollectAsync(Sample.Web, AuditPolicy.GitHubWeb with { Since = Sample.Start.AddDays(-2) }, TestContext.Current.CancellationToken);
        var receipt = AuditState.Of(copy).Receipts[^1];
        Assert.True(receipt.PagesInBlob);

        Assert.True(LateEntries.TryAdd(store, copy, begun));
        Assert.DoesNotContain(AuditVerifier.Verify(store.Folder, [], []).Findings, finding => finding.Verdict is not AuditVerdict.Gap);

        Copy("fast", "again");
        copy.Blobs.Remove(receipt.PagesHash);
        var lost = Assert.Throws<LedgerDamagedException>(() => LateEntries.TryAdd(Reopened("again"), copy, begun));
        Assert.Contains($"blobs/{receipt.PagesHash}' that entry {receipt.Entry} of", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_audit_log_begins_otherwise_than_the_copy_nothing_is_added()
    {
        var (_, copy, begun) = Two("read", "read");
        var other = Import(AuditStore.Open(folder["other"]), first: 900);

        Assert.False(LateEntries.TryAdd(other, copy, begun));
        Assert.False(LateEntries.TryAdd(AuditStore.Open(folder["empty"]), copy, begun));
    }

    [Fact]
    public void Where_a_run_did_something_else_than_to_add_nothing_is_said_to_be_added()
    {
        var (store, _, begun) = Two("read", "read");
        Copy("begin", "signed");

        Assert.False(LateEntries.TryAdd(store, Reopened("signed"), begun));
    }

    // What both began with, and what each of them added to its copy.
    private (AuditStore Store, AuditStore Copy, Checkpoint? Begun) Two(string slow, string fast)
    {
        var begin = Import(AuditStore.Open(folder["begin"]), first: 0);
        Copy("begin", "slow");
        Copy("begin", "fast");
        Add(Reopened("slow"), slow, first: 100);
        Add(Reopened("fast"), fast, first: 500);
        Copy("fast", "store");
        return (Reopened("store"), Reopened("slow"), begin.Ledger.Head);
    }

    private void Add(AuditStore store, string what, int first)
    {
        switch (what)
        {
            case "events":
                Import(store, first, 300);
                break;
            case "anchor":
                store.AddAnchor("https://example.org/1", time);
                break;
            case "keep":
                store.SetKeep(TimeSpan.FromDays(400), time);
                break;
            default:
                store.AddRead(new ReadNote(time.Now, "auditor", "export", 3));
                break;
        }
    }

    // Each with a blob of its own.
    private AuditStore Import(AuditStore store, int first, int count = 3)
    {
        var path = folder[$"{first}.json"];
        File.WriteAllLines(path, Enumerable.Range(first, count).Select(number => System.Text.Encoding.UTF8.GetString(Sample.GitHubJson(number, Sample.Start.AddMinutes(number), "repo.create" + new string('x', 70_000)))));
        new AuditImporter(store, time).Import(path, Sample.GitHub);
        return store;
    }

    private AuditStore Reopened(string name) => AuditStore.Open(folder[name]);

    private void Copy(string from, string to) => ChildProcess.Demand("cp", ["-a", folder[from], folder[to]]);

    private static long Added(Checkpoint? begun, AuditStore store) => store.Ledger.Size - begun!.Size;
}
