using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which names of environments, jobs and stages say that they are production.</summary>
internal static class ProductionNames
{
    /// <summary>Whether a name, or a whole word of it, is one of those that the policy names.</summary>
    /// <param name="name">The name: <c>deploy-prod</c>.</param>
    /// <param name="policy">The policy.</param>
    public static bool Include(string name, Policy policy) =>
        Words(name).Any(word => policy.Pipelines.Production.Contains(word, StringComparer.OrdinalIgnoreCase))
        || policy.Pipelines.Production.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of a name.</summary>
    /// <param name="text">The name.</param>
    public static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsLetterOrDigit(text[index]))
            {
                continue;
            }

            if (index > start)
            {
                yield return text[start..index];
            }

            start = index + 1;
        }
    }
}
