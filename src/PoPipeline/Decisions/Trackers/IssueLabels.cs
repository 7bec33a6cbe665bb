using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Trackers;

/// <summary>The labels of PoPipeline's issues: for people to filter by, never read as a decision.</summary>
public static class IssueLabels
{
    /// <summary>What every label of ours starts with.</summary>
    public const string Prefix = "po:";

    /// <summary>The label of every issue that PoPipeline makes.</summary>
    public const string Record = Prefix + "record";

    /// <summary>The label of what a person wrote by the form, to be made a request of.</summary>
    public const string Asked = Prefix + "ask";

    /// <summary>The label of a state: <c>po:approved</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Of(DecisionState state) => Prefix + state.ToString().ToLowerInvariant();
}
