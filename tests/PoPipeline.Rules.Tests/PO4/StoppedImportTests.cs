using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO4;

namespace PoPipeline.Rules.Tests.PO4;

/// <summary>Of an audit log without a receipt nothing can be judged, whether there are events in it or not.</summary>
public sealed class StoppedImportTests
{
    [Theory]
    [InlineData(0, "nothing was collected so far")]
    [InlineData(16_384, "16384 events stand there without a receipt")]
    public void Why_nothing_is_known_is_said(long events, string why)
    {
        var snapshot = new Snapshot
        {
            ObservedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
            Repository = new Repository { Name = "app" },
            AuditLog = new AuditLog { Folder = "audit", Events = events },
        };

        var verdict = new PO4201CollectAuditLogs().Judge(snapshot);

        Assert.Equal(VerdictKind.Unknown, verdict.Kind);
        Assert.StartsWith(why, Assert.Single(verdict.Gaps).Reason, StringComparison.Ordinal);
    }
}
