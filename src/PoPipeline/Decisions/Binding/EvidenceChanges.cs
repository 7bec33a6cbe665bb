using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Binding;

/// <summary>Says what of some evidence became something else.</summary>
internal static class EvidenceChanges
{
    private const int MostNamed = 4;

    /// <summary>What changed, each as a clause.</summary>
    /// <param name="before">What a decision covers.</param>
    /// <param name="now">What is found.</param>
    public static ImmutableArray<string> Between(ImmutableArray<EvidencePart> before, ImmutableArray<EvidencePart> now)
    {
        var (old, own) = (Hashes(before), Hashes(now));
        return
        [
            .. before.Concat(now)
                .Select(part => part.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Where(name => old.GetValueOrDefault(name) != own.GetValueOrDefault(name))
                .Select(name => !old.ContainsKey(name) ? $"{name} is new" : !own.ContainsKey(name) ? $"{name} is gone" : $"{name} is something else"),
        ];
    }

    /// <summary>What changed, as a clause that says the first few; empty where nothing is known of it.</summary>
    /// <param name="before">What a decision covers; empty where its request does not say.</param>
    /// <param name="now">What is found.</param>
    public static string Describe(ImmutableArray<EvidencePart> before, ImmutableArray<EvidencePart> now)
    {
        if (before.IsEmpty || now.IsEmpty)
        {
            return "";
        }

        var changes = Between(before, now);
        return changes.IsEmpty ? "how severe it is has changed"
            : string.Join(", ", changes.Take(MostNamed)) + (changes.Length > MostNamed ? $", and {changes.Length - MostNamed} more" : "");
    }

    // A request that somebody else wrote may name a part twice.
    private static Dictionary<string, string> Hashes(ImmutableArray<EvidencePart> parts) =>
        parts.GroupBy(part => part.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Hash, StringComparer.Ordinal);
}
