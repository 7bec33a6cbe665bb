namespace PoPipeline;

/// <summary>Finds the name that somebody most likely meant.</summary>
public static class NearestName
{
    private const int LongestWord = 64;

    /// <summary>The known name nearest to a word; null where none is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        return known
            .Where(name => name.Length <= LongestWord)
            .Select(name => (Name: name, Distance: Near(word, name)))
            .Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>A clause that asks for the nearest known name, with a space before it; empty where none is near.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string Hint(string word, IEnumerable<string> known) =>
        Of(word, known) is { } name ? $" Did you mean '{name}'?" : "";

    /// <summary>A sentence that lists the known names, with a space before it; empty where there is none.</summary>
    /// <param name="known">The names there are, as they are to stand there.</param>
    public static string List(IEnumerable<string> known)
    {
        var names = known.ToList();
        return names.Count == 0 ? "" : $" {(names.Count == 1 ? "Known is" : "Known are")} {string.Join(", ", names)}.";
    }

    // Also as what goes without its prefix, which is not to make two names near.
    private static int? Near(string word, string name) => KnownName.IsShortened(name)
        ? new[] { Within(KnownName.Bare(word), KnownName.Bare(name)), Within(word, name) }.Min()
        : Within(word, name);

    // A third of the letters may differ; swapped neighbours count once.
    private static int? Within(string word, string name) =>
        Distance(word.ToUpperInvariant(), name.ToUpperInvariant()) is var distance && distance <= Math.Max(1, word.Length / 3) ? distance : null;

    // Optimal string alignment: the edits that make one word of the other.
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1),
                        rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
