using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources;

/// <summary>The files of YAML that a source looks into because of their paths; what they are, only their content tells.</summary>
/// <param name="Paths">The files, in the order of the alphabet.</param>
/// <param name="Left">The first file that is not looked into, since there are too many; null where all are.</param>
internal sealed record CandidateFiles(ImmutableArray<string> Paths, string? Left)
{
    /// <summary>How many files are looked into at most.</summary>
    public const int Most = 50_000;

    /// <summary>Finds them.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="words">The words of which a path holds one, in whatever case.</param>
    /// <param name="isOne">Whether a path alone says that a file is to be looked into, however many there are.</param>
    /// <param name="isLeftOut">Whether a file is not looked into, whatever its path holds.</param>
    public static CandidateFiles Find(Repository repository, ImmutableArray<string> words, Predicate<string> isOne, Predicate<string> isLeftOut)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        string? left = null;
        var named = 0;
        foreach (var file in repository.Files)
        {
            if (!file.EndsWith(".yaml", StringComparison.Ordinal) && !file.EndsWith(".yml", StringComparison.Ordinal))
            {
                continue;
            }

            if (isOne(file))
            {
                found.Add(file);
            }
            else if (left is null && HasOne(file, words) && !isLeftOut(file))
            {
                left = named == Most ? file : null;
                if (named++ < Most)
                {
                    found.Add(file);
                }
            }
        }

        return new CandidateFiles(found.DrainToImmutable(), left);
    }

    /// <summary>What is to be told of <see cref="Left"/>, as a clause.</summary>
    /// <param name="what">What the files are called alike, in the plural.</param>
    public static string WhyLeft(string what) => string.Create(CultureInfo.InvariantCulture, $"more than {Most} files are called as {what} are, and none was looked into from this one on");

    private static bool HasOne(string file, ImmutableArray<string> words)
    {
        foreach (var word in words)
        {
            if (file.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
