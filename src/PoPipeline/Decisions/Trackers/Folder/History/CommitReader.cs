using System.Collections.Immutable;
using LibGit2Sharp;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>Reads the parts of a commit that people wrote, whatever they wrote there.</summary>
internal static class CommitReader
{
    private const int MaximumText = 320;
    private const int MaximumCoAuthors = 100;
    private const string CoAuthor = "co-authored-by:";

    public static CommitFacts Read(Commit commit) => new(commit.Sha, Cut(commit.Author.Email), Cut(commit.Author.Name), At(commit), CoAuthors(commit.Message));

    // The year 300,000 is a lie that a commit may well tell.
    public static DateTimeOffset At(Commit commit)
    {
        try
        {
            return commit.Committer.When.ToUniversalTime();
        }
        catch (ArgumentException)
        {
            return DateTimeOffset.UnixEpoch;
        }
    }

    private static ImmutableArray<string> CoAuthors(string message)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var line in message.AsSpan().EnumerateLines())
        {
            var start = line.LastIndexOf('<');
            var end = line.LastIndexOf('>');
            if (found.Count < MaximumCoAuthors && start >= 0 && end > start + 1 && line.StartsWith(CoAuthor, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(Cut(line[(start + 1)..end].ToString()));
            }
        }

        return found.ToImmutable();
    }

    private static string Cut(string text) => text.Length > MaximumText ? text[..MaximumText] : text;
}

/// <summary>What is asked of a commit.</summary>
/// <param name="Id">Its name: 40 hexadecimal digits.</param>
/// <param name="Email">The author's e-mail address, as it is written. Text of others, which git does not check.</param>
/// <param name="Name">The author's name. Text of others.</param>
/// <param name="At">When it was committed, as it claims.</param>
/// <param name="CoAuthors">The e-mail addresses of <c>Co-authored-by</c>. Text of others.</param>
internal sealed record CommitFacts(string Id, string Email, string Name, DateTimeOffset At, ImmutableArray<string> CoAuthors);
