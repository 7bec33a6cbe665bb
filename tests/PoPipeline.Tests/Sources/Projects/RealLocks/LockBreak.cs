using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>One way in which a lock file is broken, and what has to be found then.</summary>
/// <param name="What">What is done.</param>
/// <param name="Path">The file that is changed.</param>
/// <param name="Behind">A text of it, behind which the change is.</param>
/// <param name="Pattern">What is replaced, the first time it matches there.</param>
/// <param name="With">By what.</param>
/// <param name="Rule">The rule that finds it.</param>
internal sealed record LockBreak(string What, string Path, string Behind, string Pattern, string With, string Rule)
{
    /// <summary>The file where it is found, where that is another one.</summary>
    public string? FoundIn { get; init; }

    /// <summary>What stands in the line where it is found, where that is not <see cref="Behind"/>.</summary>
    public string? FoundAt { get; init; }

    /// <summary>What stands in each further line where it is found.</summary>
    public IEnumerable<string> FoundAlsoAt { get; init; } = [];

    /// <summary>The text, broken.</summary>
    public string Apply(string text)
    {
        var start = text.IndexOf(Behind, StringComparison.Ordinal);
        Assert.True(start >= 0, $"{What}: '{Behind}' is not in {Path}:\n{text}");
        var pattern = new Regex(Pattern, RegexOptions.None, TimeSpan.FromSeconds(10));
        var match = pattern.Match(text, start);
        Assert.True(match.Success, $"{What}: '{Pattern}' is not behind '{Behind}' in {Path}:\n{text}");
        return text[..match.Index] + With + text[(match.Index + match.Length)..];
    }
}
