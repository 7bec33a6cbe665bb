using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines;

/// <summary>The problems found so far. An anchor that is used twice is looked at twice, and said once.</summary>
/// <param name="effect">What the platform makes of those that say nothing else.</param>
internal sealed class ProblemList(ProblemEffect effect = ProblemEffect.Unknown)
{
    private const int Maximum = 500;

    // A message quotes what the file says, which can be of any length.
    private const int MaximumLength = 1000;

    private readonly HashSet<Problem> seen = [];
    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>Whether there are so many that no more are taken, so that looking on is for nothing.</summary>
    public bool IsFull => problems.Count >= Maximum;

    /// <summary>Adds a problem.</summary>
    public void Add(ProblemKind kind, string message, Place span) => Add(kind, message, span, effect);

    /// <summary>Adds a problem of which it is known what the platform makes of it.</summary>
    public void Add(ProblemKind kind, string message, Place span, ProblemEffect known)
    {
        var problem = new Problem(kind, message.Length > MaximumLength ? string.Concat(message.AsSpan(0, MaximumLength - 1), "…") : message, span) { Effect = known };
        if (!IsFull && seen.Add(problem))
        {
            problems.Add(problem);
        }
    }

    /// <summary>All of them, in the order of the file.</summary>
    public ImmutableArray<Problem> InOrder() =>
        [.. problems.OrderBy(problem => problem.Span.Region.StartLine).ThenBy(problem => problem.Span.Region.StartColumn).ThenBy(problem => problem.Message, StringComparer.Ordinal)];
}
