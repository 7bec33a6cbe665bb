using System.Collections.Immutable;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers;

/// <summary>
/// Where people see requests and decide. A tracker reads and writes; it judges nothing. Whatever it cannot do ends in a
/// <see cref="ForgeException"/> that names what is missing.
/// </summary>
public interface ITracker
{
    /// <summary>Which kind it is.</summary>
    TrackerKind Kind { get; }

    /// <summary>Where the ledger is kept between runs; null where its folder lies in the repository itself.</summary>
    ILedgerStore? Ledger { get; }

    /// <summary>Finds out where it is and as whom.</summary>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task<TrackerContext> OpenAsync(CancellationToken cancellation);

    /// <summary>Reads a file of the judged repository on the branch whose policy counts; known to be null where the file is not there.</summary>
    /// <param name="path">The file, relative to the root, with forward slashes.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task<string?> ReadTrustedAsync(string path, CancellationToken cancellation);

    /// <summary>Reads every issue of ours, whatever its state, with all comments.</summary>
    /// <param name="known">Ids of issues that must be looked for even where they have lost their label.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation);

    /// <summary>Makes an issue, or finds the one that another run has made: never a second one of a key, whatever runs at once or died before.</summary>
    /// <param name="draft">The issue.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation);

    /// <summary>Writes a comment, unless one with its marker is there.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="marker">What makes the comment one: 64 hexadecimal digits.</param>
    /// <param name="text">Markdown, safe to be shown.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task CommentAsync(TrackedIssue issue, string marker, string text, CancellationToken cancellation);

    /// <summary>Shows a state by label and by open or closed; whatever labels with our prefix people put there are taken away.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="state">The state.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task ShowAsync(TrackedIssue issue, DecisionState state, CancellationToken cancellation);

    /// <summary>Whether an account is one of the approvers now; unknown, with the permission that is missing, where the tracker does not say.</summary>
    /// <param name="account">The account.</param>
    /// <param name="approvers">The approvers, as the policy names them.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached.</exception>
    Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation);

    /// <summary>Who wrote a change, and so must not decide about it.</summary>
    /// <param name="path">A file of the judged repository.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The ids of the accounts that wrote its last change, and of the author of the change that is checked, where there is one.</returns>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task<ImmutableArray<string>> AuthorsOfAsync(string path, CancellationToken cancellation);

    /// <summary>Whether those who wrote a change are who <see cref="AuthorsOfAsync"/> says. A forge knows them by their accounts.</summary>
    /// <param name="path">A file of the judged repository.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The tracker cannot be reached, or refuses.</exception>
    Task<AuthorProof> ProofOfAuthorsAsync(string path, CancellationToken cancellation);
}
