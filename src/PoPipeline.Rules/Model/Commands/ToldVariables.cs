using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Commands;

/// <summary>What whoever has a file of commands run sets that decides what the variables of the file mean.</summary>
/// <param name="CommandLine">What the command line sets, by name, which goes before what the file says; null for what only a run tells.</param>
/// <param name="Environment">What the environment sets, by name, which goes behind it; null for what only a run tells.</param>
/// <param name="IsPart">Whether the file is a part of the one that is run.</param>
public sealed record ToldVariables(ImmutableSortedDictionary<string, string?> CommandLine, ImmutableSortedDictionary<string, string?> Environment, bool IsPart = false)
{
    private static readonly ImmutableSortedDictionary<string, string?> Nothing = ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    /// <summary>Nothing.</summary>
    public static ToldVariables None { get; } = new(Nothing, Nothing);

    /// <summary>Whether nothing is set.</summary>
    public bool IsEmpty => CommandLine.IsEmpty && Environment.IsEmpty;

    /// <summary>The name by which what a parameter of a recipe is given stands among what the command line sets.</summary>
    /// <param name="target">The recipe.</param>
    /// <param name="parameter">The parameter.</param>
    public static string NameOf(string target, string parameter) => $"{target} {parameter}";
}
