namespace PoPipeline.AuditLogs.Stores;

/// <summary>A branch of a repository.</summary>
/// <param name="Remote">The repository, without user and password.</param>
/// <param name="Branch">The branch.</param>
internal sealed record BranchAddress(string Remote, string Branch) : StoreAddress
{
    /// <summary>Whether the repository is a folder of this machine.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether git reaches it by ssh.</summary>
    public bool IsSsh { get; init; }

    /// <summary>Who is asked for, where the address says so.</summary>
    public string? User { get; init; }

    /// <summary>What the address holds as the password; null where it holds none.</summary>
    public string? Password { get; init; }

    /// <summary>The server that user and password are of; null where git asks for none.</summary>
    public string? Server { get; init; }

    /// <inheritdoc/>
    public override string Name => $"git:{Remote}#{Branch}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
