namespace PoPipeline.Sources.Projects.Locks;

/// <summary>Addresses of repositories, as tools of packages write them, with the commit behind <c>#</c> or <c>@</c>.</summary>
internal static class RepositoryAddress
{
    private static readonly string[] Starts = ["git+", "git:", "git@", "ssh:", "github:", "gitlab:", "bitbucket:", "gist:", "hg+", "bzr+", "svn+"];

    /// <summary>Whether a text is one.</summary>
    /// <param name="address">The text; null where there is none.</param>
    public static bool IsOne(string? address) =>
        address is not null && (Array.Exists(Starts, start => address.StartsWith(start, StringComparison.OrdinalIgnoreCase)) || (IsWeb(address) && PathOf(address).EndsWith(".git", StringComparison.Ordinal)));

    /// <summary>The commit, branch or tag that is named; null where none is.</summary>
    /// <param name="address">The address; null where there is none.</param>
    public static string? CommitOf(string? address)
    {
        var mark = address?.IndexOf('#', StringComparison.Ordinal) ?? -1;
        if (address is null || mark < 0)
        {
            return null;
        }

        var named = address[(mark + 1)..];
        foreach (var part in named.Split('&'))
        {
            if (part.StartsWith("commit=", StringComparison.Ordinal))
            {
                return part["commit=".Length..];
            }
        }

        return named;
    }

    private static bool IsWeb(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> PathOf(string address) => address.AsSpan() is var text && text.IndexOfAny('#', '?') is >= 0 and var end ? text[..end] : text;
}
