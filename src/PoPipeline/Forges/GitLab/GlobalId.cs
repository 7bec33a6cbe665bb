using System.Globalization;

namespace PoPipeline.Forges.GitLab;

/// <summary>The ids of GraphQL: <c>gid://gitlab/Note/42</c>.</summary>
internal static class GlobalId
{
    private const string Prefix = "gid://gitlab/";

    /// <summary>The number in one, whatever the kind; null where the text is none.</summary>
    /// <param name="id">The text.</param>
    public static long? Number(string? id) =>
        id is not null && id.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(id.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
