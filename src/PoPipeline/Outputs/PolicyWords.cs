using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Outputs;

/// <summary>Says by which policy a tree was judged, and what vouches for it.</summary>
internal static class PolicyWords
{
    private const int ShortCommit = 12;

    /// <summary>Says it, as a sentence that holds text of others.</summary>
    public static string Of(Snapshot snapshot)
    {
        var trust = snapshot.Trust;
        var path = snapshot.Policy.Path;
        return trust.Source switch
        {
            PolicySource.Branch => $"The policy of branch '{trust.Branch}' judges{(trust.Commit is { } commit ? $" ({commit[..Math.Min(commit.Length, ShortCommit)]})" : "")}; what the tree says beyond it only tightens.",
            PolicySource.Given => path is null ? "No policy was given: what holds without one judges." : $"The policy '{path}' judges, which was given from outside of the tree.",
            PolicySource.Tree => path is null
                ? "The tree has no policy: what holds without one judges."
                : $"The policy '{path}' of the tree itself judges, and nothing vouches for it: {trust.Reason}.",
            _ => $"It is not known which policy judges{(trust.Reason.Length > 0 ? $": {trust.Reason}" : "")}.",
        };
    }
}
