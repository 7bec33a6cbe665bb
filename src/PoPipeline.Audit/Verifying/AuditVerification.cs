using System.Collections.Immutable;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Verifying;

/// <summary>What came of verifying an audit log.</summary>
/// <param name="Verdict">What it is found to be: the gravest of the findings.</param>
/// <param name="Ledger">What is found of the ledger below it.</param>
/// <param name="Findings">What is wrong; of very many, the first ones.</param>
public sealed record AuditVerification(AuditVerdict Verdict, LedgerReport Ledger, ImmutableArray<AuditFinding> Findings)
{
    /// <summary>Whether every entry is as it was recorded. A time that was not read, or a clock that was wrong, is a matter of collecting, and no sign that somebody changed what is kept.</summary>
    public bool IsIntact => Verdict is AuditVerdict.Valid || (Verdict is AuditVerdict.Gap or AuditVerdict.Misdated && Ledger.Condition is LedgerCondition.Valid);

    /// <summary>The number of events that are there.</summary>
    public long Events { get; init; }

    /// <summary>The number of receipts that are there.</summary>
    public long Windows { get; init; }

    /// <summary>The number of entries that were pruned, and are named by a tombstone.</summary>
    public long Pruned { get; init; }

    /// <summary>The number of blobs.</summary>
    public long Blobs { get; init; }

    /// <summary>The number of events that files alone have of times that the forge was read for.</summary>
    public long Contradicted { get; init; }

    /// <summary>What is not wrong and worth to know, in sentences.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
