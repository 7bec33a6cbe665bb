using System.Text;
using CsCheck;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

public sealed class LeafTests
{
    private static readonly string[] Texts = ["0", "-1", "[]", "{}", "null", "\"\"", "9e99", "x", "\\", "]"];
    private static byte[][] Leaves => Made.Value;

    private static readonly Lazy<byte[][]> Made = new(Make);

    [Fact]
    public void Each_entry_is_read_as_it_was_written()
    {
        var records = Leaves.Select(Read).ToList();

        Assert.Equal(
            [
                AuditRecord.EventType, AuditRecord.EventType, AuditRecord.EventType, AuditRecord.WindowType, AuditRecord.RefusalType, AuditRecord.TombstoneType, AuditRecord.PolicyType, AuditRecord.SealType,
                AuditRecord.AnchorType, AuditRecord.ReadType, AuditRecord.ListingType,
            ],
            records.Select(record => record.Type));
        Assert.Equal(TimeSpan.FromSeconds(90), records[0].Event?.LateBy);
        Assert.Equal((Sample.Start, Sample.Start.AddSeconds(1)), (records[0].Event!.Occurred, records[0].Event!.Recorded));
        Assert.Equal(Receipt, records[3].Window);
        Assert.Equal(new WindowRefusal(Sample.Whole, Sample.Start, Sample.Start.AddDays(1), Sample.Start, RefusalReason.RateLimit, "Too much.", Sample.Start.AddHours(1)), records[4].Refusal);
        Assert.Equal([new BundleRange(0, 3), new BundleRange(7, 7)], records[5].Tombstone!.Bundles);
        Assert.Equal([new CoveredSpan(Sample.Whole, Sample.Start, Sample.Start.AddDays(1))], records[5].Tombstone!.Covered);
        Assert.Equal(TimeSpan.FromDays(400), records[6].Keep);
        Assert.Equal(new AnchorNote(Sample.Start, "https://example.com", 7, "root"), records[8].Anchor);
        Assert.Equal(new ReadNote(Sample.Start, "auditor", "all", 3), records[9].Read);
        Assert.Equal(["groups/5", "projects/6"], records[10].Listing!.Queries);
        Assert.Equal((RefusalReason.Permission, "403: no."), (records[10].Listing!.Refused!.Reason, records[10].Listing!.Refused!.Message));
    }

    [Fact]
    public void The_beginning_of_an_event_is_enough_to_know_it()
    {
        foreach (var leaf in Leaves)
        {
            var found = Read(leaf).Event;

            Assert.Equal(found is null ? (EventHead?)null : EventHead.Of(found with { Recorded = found.Recorded == found.Occurred ? null : found.Recorded }), EventHead.Of(leaf));
        }
    }

    [Fact]
    public void An_entry_of_a_later_version_is_kept_and_passed_over() => Assert.Equal("audit-something", Read("{\"type\":\"audit-something\",\"x\":1}"u8.ToArray()).Type);

    [Fact]
    public void Mangled_entries_are_read_or_told_never_more() => Gen.Select(Gen.Int[0, Leaves.Length - 1], Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, Texts.Length - 1].Select(index => Texts[index])).Sample((which, kind, at, text) =>
    {
        var leaf = Leaves[which];
        var place = at % leaf.Length;
        byte[] mangled = kind switch
        {
            0 => [.. leaf[..place], .. Encoding.UTF8.GetBytes(text), .. leaf[(place + 1)..]],
            1 => leaf[..place],
            2 => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(leaf).Replace($"{at % 10}", text, StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(leaf).Replace("\":\"", $"\":{text}\"", StringComparison.Ordinal)),
        };
        _ = EventHead.Of(mangled);
        Assert.True(LeafReader.Read(new LedgerEntry(0, mangled)).IsValue(out _, out var fault) || fault.Length > 0);
    });

    private static WindowReceipt Receipt { get; } = new(Sample.Whole, WindowKind.Weekly, Sample.Start, Sample.Start.AddDays(1), Sample.Start.AddDays(2))
    {
        Pages = 2,
        Count = 3,
        Added = 2,
        Late = 1,
        FirstId = "a",
        LastId = "b",
        FirstEntry = 9,
        PageList = "one\ntwo\n",
        PagesHash = WindowReceipt.HashOf("one\ntwo\n"),
    };

    private static AuditRecord Read(byte[] leaf) => LeafReader.Read(new LedgerEntry(0, leaf)).Value!;

    private static byte[][] Make()
    {
        var writer = new LeafWriter(_ => new string('a', 64));
        var seal = EventSeal.Make([SealingTests.Identity.Recipient], out var wrapped);
        var found = EventReader.OfJson(Sample.GitHub, Sample.GitHubJson(1, Sample.Start)) with { Observed = Sample.Start, Recorded = Sample.Start.AddSeconds(1), LateBy = TimeSpan.FromSeconds(90) };
        return
        [
            writer.Event(found, seal: null),
            writer.Event(found with { Raw = new byte[70_000] }, seal: null),
            writer.Event(found, seal),
            writer.Window(Receipt),
            writer.Refusal(new WindowRefusal(Sample.Whole, Sample.Start, Sample.Start.AddDays(1), Sample.Start, RefusalReason.RateLimit, "Too much.", Sample.Start.AddHours(1))),
            writer.Tombstone(new Tombstone(Sample.Start, TimeSpan.FromDays(400), Sample.Start, [new BundleRange(0, 3), new BundleRange(7, 7)])
            {
                Oldest = Sample.Start,
                Covered = [new CoveredSpan(Sample.Whole, Sample.Start, Sample.Start.AddDays(1))],
            }),
            writer.Policy(TimeSpan.FromDays(400), Sample.Start),
            writer.Seal(seal, wrapped, [SealingTests.Identity.Recipient]),
            writer.Anchor(new AnchorNote(Sample.Start, "https://example.com", 7, "root")),
            writer.Read(new ReadNote(Sample.Start, "auditor", "all", 3)),
            .. writer.Listing(new FeedListing(Sample.GitLab, Sample.Start, ["groups/5", "projects/6"]) { Refused = FeedListing.RefusalOf(Sample.GitLab, Sample.Start, RefusalReason.Permission, "403: no.") }),
        ];
    }
}
