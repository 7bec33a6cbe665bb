namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>The address by which Spinnaker fetches a file out of a repository.</summary>
/// <param name="Repository">The repository: its server, owner and name.</param>
/// <param name="Path">The file in it.</param>
/// <remarks>Source: https://spinnaker.io/docs/reference/artifacts/types/github-file/ and https://spinnaker.io/docs/reference/artifacts/types/gitlab-file/.</remarks>
internal sealed record FileAddress(string Repository, string Path)
{
    private static readonly (string Start, string End)[] Forms = [("/repos/", "/contents/"), ("/projects/", "/repository/files/")];

    /// <summary>Takes an address apart; null where it is none of the kind.</summary>
    /// <param name="address">As written: <c>https://api.github.com/repos/acme/shop/contents/k8s/shop.yaml</c>.</param>
    public static FileAddress? Parse(string address)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var url))
        {
            return null;
        }

        foreach (var (start, end) in Forms)
        {
            var path = url.AbsolutePath;
            if (path.IndexOf(start, StringComparison.Ordinal) is >= 0 and var at && path.IndexOf(end, at + start.Length - 1, StringComparison.Ordinal) is >= 0 and var behind && behind > at + start.Length)
            {
                var file = Uri.UnescapeDataString(path[(behind + end.Length)..]);
                return new FileAddress($"{url.Host}/{Uri.UnescapeDataString(path[(at + start.Length)..behind])}", file.EndsWith("/raw", StringComparison.Ordinal) && end[1] is 'r' ? file[..^4] : file);
            }
        }

        return null;
    }
}
