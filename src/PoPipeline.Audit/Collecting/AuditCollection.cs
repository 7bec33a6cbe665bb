using System.Collections.Immutable;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Collecting;

/// <summary>What came of collecting.</summary>
/// <param name="Closed">The windows that were read to their end.</param>
/// <param name="Refused">Those that were not, and why.</param>
/// <param name="Requests">The number of pages that were asked for.</param>
public sealed record AuditCollection(ImmutableArray<WindowReceipt> Closed, ImmutableArray<WindowRefusal> Refused, int Requests)
{
    /// <summary>Of an import, why files could not be read, each a sentence that names it; nothing of them is kept.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>Of an import, what was in the folder and was not read.</summary>
    public ImmutableArray<PassedFile> PassedOver { get; init; } = [];

    /// <summary>The number of events that are kept and may have been kept before, since one of the two has no id and lacks what would tell.</summary>
    public long Unsure { get; init; }

    /// <summary>The number of events that were not kept before.</summary>
    public long Added => Closed.Sum(receipt => receipt.Added);
}
