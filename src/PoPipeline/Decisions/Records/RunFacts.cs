using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Records;

/// <summary>All that one run knows from outside of the ledger; with it, what follows is a matter of thinking alone.</summary>
internal sealed record RunFacts
{
    public required TrackerKind Tracker { get; init; }

    public required TrackerContext Context { get; init; }

    /// <summary>The policy of the branch on which decisions count.</summary>
    public required ExceptionsPolicy Policy { get; init; }

    /// <summary>Whether what is checked is the branch that decides; another branch may lack a finding, or have one of its own.</summary>
    public required bool IsDecidingBranch { get; init; }

    public required TrackerReading Reading { get; init; }

    /// <summary>Who is an approver now, by account.</summary>
    public required IReadOnlyDictionary<string, Fact<bool>> Authority { get; init; }

    /// <summary>Who wrote the files that findings stand in, by path.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Authors { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Whether those who wrote the files are who they are said to be, by path.</summary>
    public IReadOnlyDictionary<string, AuthorProof> Proofs { get; init; } = ImmutableDictionary<string, AuthorProof>.Empty;

    /// <summary>The findings, by rule and fingerprint.</summary>
    public required IReadOnlyDictionary<(string Rule, string Fingerprint), PresentFinding> Findings { get; init; }

    /// <summary>The rules that were evaluated in full, so that a finding that is not there is mended.</summary>
    public required IReadOnlySet<string> Evaluated { get; init; }

    /// <summary>
    /// Whether a request is about another repository, whose records came along with its history or its files. It says nothing here, and is no
    /// tampering; a forge keeps a ledger for each repository, in which there can be none.
    /// </summary>
    public bool IsForeign(DecisionRequest request) => Tracker is TrackerKind.Folder && request.Scope != Context.Scope;

    /// <summary>Whether those who wrote what a request is about are who they are said to be.</summary>
    public AuthorProof ProofOf(DecisionRequest request) =>
        Findings.GetValueOrDefault((request.Rule, request.Fingerprint)) is { Path: var path } ? Proofs.GetValueOrDefault(path, AuthorProof.Given) : AuthorProof.Given;

    /// <summary>How severe a finding is now, whatever its request says; that of the request where the finding is not here.</summary>
    public Severity SeverityOf(DecisionRequest request) => Findings.GetValueOrDefault((request.Rule, request.Fingerprint))?.Severity ?? request.Severity;

    /// <summary>What decides on whether a command counts; those who wrote the change are left to whoever knows which proof of them is asked for.</summary>
    public CommandSituation SituationOf(RecordEntry entry, TrackedIssue issue, TrackedComment comment, Command command) => new()
    {
        Command = command,
        Comment = comment,
        Issue = issue,
        Entry = entry,
        Context = Context,
        Tracker = Tracker,
        Policy = Policy,
        Authority = Authority.GetValueOrDefault(comment.Author.Id),
        Severity = SeverityOf(entry.Request),
    };
}
