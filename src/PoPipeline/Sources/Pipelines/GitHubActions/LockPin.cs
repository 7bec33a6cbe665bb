using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A pin of the lock file: owner and repository in any case, the ref as it is.</summary>
/// <param name="Repository">Owner and repository, lower case.</param>
/// <param name="Ref">The ref.</param>
internal sealed record LockPin(string Repository, string Ref)
{
    /// <summary>The pin of a reference; null where it names no repository or no ref.</summary>
    public static LockPin? Of(Reference reference)
    {
        // The path inside the repository is no part of a pin.
        var parts = reference.Name.Split('/', 3);
        return parts.Length >= 2 && reference.Version is { Value: { Length: > 0 } version } ? new LockPin($"{parts[0]}/{parts[1]}", version) : null;
    }

    /// <summary>Reads <c>OWNER/REPO@REF</c>, with the digest that version 0.0.1 put behind it; null where it has another form.</summary>
    public static LockPin? Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0)
        {
            return null;
        }

        var repository = text[..at].ToLowerInvariant();
        var version = text[(at + 1)..];
        var digest = version.LastIndexOf(":sha", StringComparison.Ordinal);
        version = digest < 0 ? version : version[..digest];
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < repository.Length - 1 && repository.IndexOf('/', slash + 1) < 0 && version.Length > 0 && !version.Contains(':')
            ? new LockPin(repository, version)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}@{Ref}";
}
