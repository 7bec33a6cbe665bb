using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines;

/// <summary>What the default branch may be called. Which one it is stands in the settings; a condition that names one of these names it.</summary>
internal static class DefaultBranches
{
    /// <summary>The names, the most usual first.</summary>
    public static ImmutableArray<string> All { get; } = ["main", "master", "trunk", "develop", "development", "dev", "devel", "next", "stable", "default"];

    /// <summary>Those that a condition names; all of them where it names none.</summary>
    /// <param name="texts">The texts of the condition.</param>
    public static ImmutableArray<string> NamedIn(IEnumerable<string> texts)
    {
        var named = new List<string>();
        foreach (var text in texts)
        {
            foreach (var name in All)
            {
                if (!named.Contains(name) && IsWordOf(name, text))
                {
                    named.Add(name);
                }
            }
        }

        return named.Count == 0 ? All : [.. named];
    }

    private static bool IsWordOf(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && (at + name.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + name.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
