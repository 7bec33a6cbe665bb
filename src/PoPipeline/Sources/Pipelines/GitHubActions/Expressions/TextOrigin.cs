using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Who controls a text.</summary>
internal sealed record TextOrigin(Origin Origin, Freedom Freedom)
{
    /// <summary>A text that is written in the pipeline.</summary>
    public static TextOrigin Constant { get; } = new(Origin.Constant, Freedom.Fixed);

    /// <summary>A text of which nothing is known.</summary>
    public static TextOrigin Unknown { get; } = new(Origin.Unknown, Freedom.Free);

    /// <summary>What the text is taken from, least trusted first; empty for a constant.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>How the text came here when not directly, as a clause; null when directly.</summary>
    public string? Route { get; init; }

    // How harmful it is to paste such a text: a title that anybody writes is worse than a login that anybody chooses.
    private (bool IsFree, Origin Origin, Freedom Freedom) Weight => (Freedom is Freedom.Free, Origin, Freedom);

    /// <summary>What is known of a text that is one of the two, or made of both: the worse of them, with the sources of both.</summary>
    public static TextOrigin Join(TextOrigin left, TextOrigin right)
    {
        var (worse, other) = left.Weight.CompareTo(right.Weight) >= 0 ? (left, right) : (right, left);
        return other.Sources.IsEmpty || other.Sources.SequenceEqual(worse.Sources)
            ? worse
            : worse with { Sources = [.. worse.Sources.Union(other.Sources, StringComparer.Ordinal)] };
    }

    /// <summary>The worst of several, with the sources of all.</summary>
    public static TextOrigin Join(IEnumerable<TextOrigin> origins) => origins.Aggregate(Constant, Join);
}
