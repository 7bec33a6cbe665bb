using System.Buffers;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>A requirement as PEP 508 writes it: <c>requests[socks] >= 2.8; python_version &lt; "3.9"</c>.</summary>
/// <remarks>Source: https://packaging.python.org/en/latest/specifications/dependency-specifiers/.</remarks>
internal static class PythonRequirement
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>The name, and what is asked of it, without what it is asked for.</summary>
    /// <param name="text">The requirement.</param>
    public static (string Name, string Requirement) Parts(string text)
    {
        var rest = text.AsSpan().Trim();
        var end = rest.IndexOfAnyExcept(NameCharacters);
        end = end < 0 ? rest.Length : end;
        var name = rest[..end].ToString();
        rest = rest[end..].TrimStart();
        if (rest is ['[', ..] && rest.IndexOf(']') is > 0 and var close)
        {
            rest = rest[(close + 1)..].TrimStart();
        }

        var mark = rest is ['@', ..] ? rest.IndexOf(" ;") : rest.IndexOf(';');
        return (name, (mark < 0 ? rest : rest[..mark]).Trim().ToString());
    }

    /// <summary>Whether a requirement names a path beside the file.</summary>
    /// <param name="requirement">What is asked, as <see cref="Parts"/> gives it.</param>
    public static bool IsLocal(string requirement) => requirement.StartsWith('@') && requirement.AsSpan(1).TrimStart() is var address && (address.StartsWith("file:") || address is ['.' or '/', ..]);

    /// <summary>Whether one version is asked for, and no other will do: <c>==1.2.3</c> or <c>===1.2.3</c> without a star.</summary>
    /// <param name="requirement">What is asked.</param>
    public static bool IsExact(string requirement) => requirement.StartsWith("==", StringComparison.Ordinal) && !requirement.Contains('*', StringComparison.Ordinal) && !requirement.Contains(',', StringComparison.Ordinal);
}
