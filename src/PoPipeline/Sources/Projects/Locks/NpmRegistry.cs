namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The addresses by which registries of npm serve packages: <c>https://registry.npmjs.org/NAME/-/FILE-VERSION.tgz</c>.</summary>
internal static class NpmRegistry
{
    private const string Separator = "/-/";

    private static readonly string[] Starts = ["https://registry.npmjs.org/", "https://registry.yarnpkg.com/"];

    /// <summary>Whether an address is known to be of another package.</summary>
    /// <param name="address">The address; null where there is none.</param>
    /// <param name="name">The package.</param>
    public static bool IsOfOther(string? address, string name) => address is not null && !IsOf(address, name) && PackageOf(address) is { } other && other != name;

    // As nearly all of them are written.
    private static bool IsOf(string address, string name)
    {
        foreach (var start in Starts)
        {
            if (address.StartsWith(start, StringComparison.Ordinal) && address.AsSpan(start.Length) is var path && path.StartsWith(name) && path[name.Length..].StartsWith(Separator))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The package that an address is of; null where the host is none whose addresses are known.</summary>
    /// <param name="address">The address.</param>
    public static string? PackageOf(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host is not ("registry.npmjs.org" or "registry.yarnpkg.com"))
        {
            return null;
        }

        var path = Uri.UnescapeDataString(uri.AbsolutePath);
        var end = path.IndexOf(Separator, StringComparison.Ordinal);
        return end > 1 ? path[1..end] : null;
    }
}
