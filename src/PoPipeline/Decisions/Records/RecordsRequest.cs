using System.Collections.Immutable;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Records;

/// <summary>What a run wants of the records.</summary>
public sealed record RecordsRequest
{
    /// <summary>What was judged, with its snapshot completed.</summary>
    public required Assessment Assessment { get; init; }

    /// <summary>The folder of the ledger.</summary>
    public required string Ledger { get; init; }

    /// <summary>What signs the ledger; null where nothing does.</summary>
    public LedgerSigner? Signer { get; init; }

    /// <summary>The keys whose signatures on the ledger count, beside the signer's own.</summary>
    public ImmutableArray<NoteVerifier> Known { get; init; } = [];

    /// <summary>Checkpoints of the ledger that were kept elsewhere.</summary>
    public ImmutableArray<LedgerAnchor> Anchors { get; init; } = [];

    /// <summary>Whether anything is written: entries of the ledger, issues, comments, labels.</summary>
    public bool Writes { get; init; }

    /// <summary>Whether every rule was asked, so that a finding that is not there is mended.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The least severity of findings for which requests are filed, where the policy says so; null for none.</summary>
    public Severity? FileFrom { get; init; }

    /// <summary>What people ask for in this run.</summary>
    public ImmutableArray<Asked> Asked { get; init; } = [];

    /// <summary>A decision that somebody is about to write; null where nobody is.</summary>
    public Proposal? Proposed { get; init; }

    /// <summary>Who started the run, as the forge knows them; null where that is the account that the run acts as.</summary>
    public Person? Actor { get; init; }
}
