using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells whether a condition holds in a kind of runs, as far as what is known of each tells: for new commits of the default branch, for a proposed change, and for a version.</summary>
internal static class ConditionRuns
{
    private const string Push = "push";
    private const string Proposal = "pull_request";
    private const string Release = "release";

    // As people name the tag of a version.
    private const string Tagged = "v1.0.0";

    /// <summary>Whether it holds for new commits of the default branch.</summary>
    /// <param name="root">The condition.</param>
    public static Holding OnDefaultBranch(Expression root)
    {
        // Only what asks for the branch differs from one to the other.
        var branches = DefaultBranches.NamedIn(Texts(root));
        var first = Truth(root, new Run(Push, branches[0]));
        if (first is not false || !AsksForBranch(root))
        {
            return HoldingOf(first);
        }

        foreach (var branch in branches.AsSpan()[1..])
        {
            if (Truth(root, new Run(Push, branch)) is not false and var truth)
            {
                return HoldingOf(truth);
            }
        }

        return Holding.Never;
    }

    /// <summary>Whether it holds for a proposed change.</summary>
    /// <param name="root">The condition.</param>
    public static Holding OnProposals(Expression root) => HoldingOf(Truth(root, new Run(Proposal, DefaultBranches.All[0])));

    /// <summary>Whether it holds for a version that is tagged or released.</summary>
    /// <param name="root">The condition.</param>
    public static Holding OnReleases(Expression root)
    {
        var (tagged, released) = (Truth(root, new Run(Push, Tagged)), Truth(root, new Run(Release, Tagged)));
        return tagged == released ? HoldingOf(tagged) : Holding.Unknown;
    }

    private static IEnumerable<string> Texts(Expression node) => node is LiteralExpression { Value: StringValue text } ? [text.Text] : node.Parts.SelectMany(Texts);

    private static Holding HoldingOf(bool? truth) => truth switch { true => Holding.Always, false => Holding.Never, null => Holding.Unknown };

    private static bool AsksForBranch(Expression node) => ContextPath.Of(node) is { } path ? path.Is("github.ref") || path.Is("github.ref_name") : node.Parts.Any(AsksForBranch);

    private static bool? Truth(Expression node, Run run) => node switch
    {
        NotExpression not => !Truth(not.Operand, run),
        LogicalExpression logical => Logical(logical, run),
        CallExpression call when call.Calls("always") || call.Calls("success") => true,
        CallExpression call when call.Calls("cancelled") => false,

        // The repository that is looked at is the one that is asked for.
        ComparisonExpression { Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual } comparison when IsRepository(comparison.Left) || IsRepository(comparison.Right) =>
            comparison.Left is LiteralExpression || comparison.Right is LiteralExpression ? comparison.Operator is ComparisonOperator.Equal : null,
        _ => IsKnown(node, run) ? run.Evaluate(node)?.IsTruthy : null,
    };

    private static bool? Logical(LogicalExpression logical, Run run)
    {
        bool? all = logical.IsAnd;
        foreach (var operand in logical.Operands)
        {
            var truth = Truth(operand, run);
            if (truth == !logical.IsAnd)
            {
                return truth;
            }

            all = truth is null ? null : all;
        }

        return all;
    }

    private static bool IsRepository(Expression node) => ContextPath.Of(node) is { } path && (path.Is("github.repository") || path.Is("github.repository_owner"));

    private static bool IsKnown(Expression node, Run run)
    {
        if (ContextPath.Of(node) is { } path)
        {
            return path.Is("github.event_name") || path.Is("github.ref") || path.Is("github.ref_name") || path.Is("github.ref_type") || path.Is("github.base_ref") || path.Is("github.event.repository.default_branch")
                || (path.Is("github.head_ref") && run.Name is not Proposal)
                || (path[1] is { } one && one.Equals("event", StringComparison.OrdinalIgnoreCase) && path.Context.Equals("github", StringComparison.OrdinalIgnoreCase)
                    && path[2] is { } property && !EventProperties.MayHold(run.Name, property));
        }

        return node is LiteralExpression || (node.Parts.Length > 0 && node.Parts.All(part => IsKnown(part, run)));
    }

    // A run of which only this is known.
    private sealed class Run(string name, string branch)
    {
        private readonly ObjectValue github = new(
        [
            new("event_name", new StringValue(name)),
            new("event", new ObjectValue([new("repository", new ObjectValue([new("default_branch", new StringValue(branch is Tagged ? DefaultBranches.All[0] : branch))]))])),
            new("ref", new StringValue(branch is Tagged ? $"refs/tags/{branch}" : name is Push ? $"refs/heads/{branch}" : "refs/pull/1/merge")),
            new("ref_name", new StringValue(name is Proposal ? "1/merge" : branch)),
            new("ref_type", new StringValue(branch is Tagged ? "tag" : "branch")),
            new("head_ref", new StringValue("")),
            new("base_ref", new StringValue(name is Proposal ? branch : "")),
        ]);

        public string Name => name;

        public ExpressionValue? Evaluate(Expression node) => new ExpressionEvaluator(context => context.Equals("github", StringComparison.OrdinalIgnoreCase) ? github : null).Evaluate(node);
    }
}
