using System.Buffers;
using System.Globalization;
using NuGet.Versioning;
using Semver;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Whether a version is one of those that are asked for, in the words of each ecosystem; null where that cannot be told.</summary>
/// <remarks>
/// Sources: https://docs.npmjs.com/cli/v11/using-npm/semver, https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#version-requirement-syntax,
/// https://packaging.python.org/en/latest/specifications/version-specifiers/, https://learn.microsoft.com/nuget/concepts/package-versioning.
/// </remarks>
internal static class VersionRanges
{
    private const int Longest = 200;

    /// <summary>What the sign of a requirement is made of, with the blanks around it.</summary>
    public static SearchValues<char> Signs { get; } = SearchValues.Create("<>=~! ");

    /// <summary>As npm has it.</summary>
    /// <param name="range">What is asked for.</param>
    /// <param name="version">The version.</param>
    public static bool? OfNpm(string range, string version)
    {
        range = Aliased(range);
        version = Aliased(version);
        return range.Length is 0 or > Longest || range.AsSpan().ContainsAny(":/#") || !SemVersion.TryParse(version, SemVersionStyles.Strict, out var locked) || !SemVersionRange.TryParseNpm(range, out var asked) ? null
            : asked.Contains(locked) ? true
            // Which versions before a release count depends on what else is published.
            : locked.IsPrerelease ? null : false;
    }

    /// <summary>As Cargo has it, whose ranges are those of npm once a bare version has its caret.</summary>
    /// <param name="range">What is asked for.</param>
    /// <param name="version">The version.</param>
    public static bool? OfCargo(string range, string version)
    {
        var parts = range.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var build = version.IndexOf('+', StringComparison.Ordinal);
        return OfNpm(string.Join(' ', parts.Select(part => char.IsAsciiDigit(part[0]) && !part.Contains('*', StringComparison.Ordinal) ? $"^{part.Split('+')[0]}" : part.Split('+')[0].Replace(" ", "", StringComparison.Ordinal))), build < 0 ? version : version[..build]);
    }

    /// <summary>As pip has it, for versions that are nothing but numbers.</summary>
    /// <param name="range">What is asked for.</param>
    /// <param name="version">The version.</param>
    public static bool? OfPython(string range, string version)
    {
        if (Numbers(version) is not { } locked)
        {
            return null;
        }

        foreach (var part in range.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = part.AsSpan().IndexOfAnyExcept(Signs);
            if (digits <= 0)
            {
                return null;
            }

            var (sign, text) = (part[..digits].Trim(), part[digits..].Trim());
            var isStar = text.EndsWith(".*", StringComparison.Ordinal);
            if (Numbers(isStar ? text[..^2] : text) is not { } asked || isStar && sign is not ("==" or "!="))
            {
                return null;
            }

            var order = Compare(locked, asked);
            var starts = Starts(locked, asked, asked.Length);
            bool? holds = sign switch
            {
                "==" => isStar ? starts : order == 0,
                "!=" => isStar ? !starts : order != 0,
                ">=" => order >= 0,
                "<=" => order <= 0,
                ">" => order > 0,
                "<" => order < 0,
                "~=" when asked.Length > 1 => order >= 0 && Starts(locked, asked, asked.Length - 1),
                _ => null,
            };
            if (holds is not true)
            {
                return holds;
            }
        }

        return true;
    }

    /// <summary>A requirement of NuGet as its lock file writes it; null where it is none.</summary>
    /// <param name="requirement">The requirement.</param>
    public static string? NormalOfNuGet(string requirement) => requirement.Length <= Longest && VersionRange.TryParse(requirement, allowFloating: true, out var range) ? range.ToNormalizedString() : null;

    /// <summary>The parts of a requirement of Python in one form; null where one is of another kind than a sign and numbers.</summary>
    /// <param name="requirement">The requirement.</param>
    public static string? NormalOfPython(string requirement)
    {
        var parts = new List<string>();
        foreach (var part in requirement.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = part.AsSpan().IndexOfAnyExcept(Signs);
            if (digits <= 0 || Numbers(part[digits..].Trim() is var text && text.EndsWith(".*", StringComparison.Ordinal) ? text[..^2] : text) is null)
            {
                return null;
            }

            parts.Add($"{part[..digits].Trim()}{text}");
        }

        return string.Join(',', parts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    // npm:other@^1.0.0
    private static string Aliased(string text) => !text.StartsWith("npm:", StringComparison.Ordinal) ? text : text.LastIndexOf('@') is > 4 and var mark ? text[(mark + 1)..] : "";

    private static int[]? Numbers(string version)
    {
        var parts = version.Split('.');
        var numbers = new int[parts.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            if (!int.TryParse(parts[at], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[at]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static int Compare(int[] left, int[] right)
    {
        for (var at = 0; at < Math.Max(left.Length, right.Length); at++)
        {
            if ((left.ElementAtOrDefault(at), right.ElementAtOrDefault(at)) is var (a, b) && a != b)
            {
                return a.CompareTo(b);
            }
        }

        return 0;
    }

    private static bool Starts(int[] version, int[] start, int length)
    {
        for (var at = 0; at < length; at++)
        {
            if (version.ElementAtOrDefault(at) != start[at])
            {
                return false;
            }
        }

        return true;
    }
}
