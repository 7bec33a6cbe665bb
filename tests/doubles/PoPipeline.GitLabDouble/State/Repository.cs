using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A git repository with branches only, and a straight history.</summary>
internal sealed class Repository
{
    /// <summary>The branches by name.</summary>
    public SortedDictionary<string, Commit> Branches { get; } = new(StringComparer.Ordinal);

    /// <summary>Every commit by identifier.</summary>
    public Dictionary<string, Commit> Commits { get; } = new(StringComparer.Ordinal);

    /// <summary>What a branch or a commit's identifier, whole or shortened, stands for; null for nothing.</summary>
    public Commit? Find(string reference) =>
        Branches.GetValueOrDefault(reference)
        ?? Commits.GetValueOrDefault(reference)
        ?? (reference.Length >= 7 ? Commits.Values.FirstOrDefault(commit => commit.Id.StartsWith(reference, StringComparison.Ordinal)) : null);

    /// <summary>Adds a commit to a branch.</summary>
    /// <param name="branch">The branch, made when it is new.</param>
    /// <param name="parent">The commit before.</param>
    /// <param name="files">All files as they are after it.</param>
    /// <param name="message">The message.</param>
    /// <param name="author">Name and address of the author.</param>
    /// <param name="committer">Who makes it.</param>
    /// <param name="at">When.</param>
    public Commit Add(
        string branch,
        Commit? parent,
        ImmutableSortedDictionary<string, Blob> files,
        string message,
        (string Name, string Email) author,
        User committer,
        DateTimeOffset at)
    {
        var text = string.Join('\n', [parent?.Id ?? "", message, author.Name, author.Email, committer.Email, at.ToString("O"), Commits.Count.ToString(), .. files.Select(file => $"{file.Key} {file.Value.Id}")]);
        var commit = new Commit
        {
            Id = Blob.GitHash("commit", Encoding.UTF8.GetBytes(text)),
            Parent = parent,
            Files = files,
            Message = message,
            AuthorName = author.Name,
            AuthorEmail = author.Email,
            CommitterName = committer.Name,
            CommitterEmail = committer.Email,
            At = at,
        };
        Commits[commit.Id] = commit;
        Branches[branch] = commit;
        return commit;
    }
}
