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

    /// <summary>The commit of which a forge packs the files at an address; null where it is no such address.</summary>
    /// <param name="address">The address: <c>https://codeload.github.com/OWNER/REPOSITORY/tar.gz/COMMIT</c>; null where there is none.</param>
    public static string? PackedCommit(string? address)
    {
        if (address is null || !IsWeb(address))
        {
            return null;
        }

        var last = PathOf(address);
        last = last[(last.LastIndexOf('/') + 1)..];
        foreach (var ending in (ReadOnlySpan<string>)[".tar.gz", ".tgz", ".zip"])
        {
            last = last.EndsWith(ending) ? last[..^ending.Length] : last;
        }

        return HashStrength.IsCommit(last) ? last.ToString() : null;
    }

    private static bool IsWeb(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> PathOf(string address) => address.AsSpan() is var text && text.IndexOfAny('#', '?') is >= 0 and var end ? text[..end] : text;
}
