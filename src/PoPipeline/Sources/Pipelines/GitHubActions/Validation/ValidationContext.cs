using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Where a node is looked at.</summary>
/// <param name="Problems">Takes what is found.</param>
/// <param name="Scope">What is known of each context there.</param>
internal sealed record ValidationContext(ProblemList Problems, TypeScope Scope)
{
    /// <summary>The file.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether it is sure that the repository has no action in a folder; null where nothing is known, or what is looked at runs in the workspace of others.</summary>
    public Func<string, bool>? LacksAction { get; init; }

    /// <summary>Adds a problem.</summary>
    public void Add(ProblemKind kind, string message, Place span) => Problems.Add(kind, message, span);
}
