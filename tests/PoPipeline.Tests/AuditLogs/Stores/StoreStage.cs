using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.AuditLogs.Stores;

namespace PoPipeline.Tests.AuditLogs.Stores;

/// <summary>A place where an audit log is kept, and runs that write into it.</summary>
internal static class StoreStage
{
    private static readonly FixedTime Time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Writes as many entries as are asked for into the folder of a run.</summary>
    public static void Write(IStorePlace place, int count, int days = 365)
    {
        var store = AuditStore.Open(place.Folder);
        for (var index = 0; index < count; index++)
        {
            store.AddRead(new ReadNote(Time.GetUtcNow(), "mona", $"export {days + index}", 0));
        }
    }

    /// <summary>A whole run.</summary>
    public static void Run(IStorePlace place, int count, int days = 365)
    {
        using (place)
        {
            place.Fetch(TestContext.Current.CancellationToken);
            Write(place, count, days);
            place.Publish("Write");
        }
    }

    /// <summary>The number of entries, once all of it has been verified.</summary>
    public static long Verified(IStorePlace place)
    {
        using (place)
        {
            place.Fetch(TestContext.Current.CancellationToken);
            var found = AuditVerifier.Verify(place.Folder, [], [], now: null, TestContext.Current.CancellationToken);
            Assert.True(found.Verdict is AuditVerdict.Valid, string.Join('\n', found.Findings.Select(finding => finding.Message)));
            return found.Ledger.Size;
        }
    }
}
