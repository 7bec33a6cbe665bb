using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>Accounts where there is no forge: the e-mail addresses of commits.</summary>
internal static class FolderAccounts
{
    private const string BotMark = "[bot]";

    /// <summary>PoPipeline itself, where nobody is known to have asked.</summary>
    public static Account Program { get; } = new("popipeline", "PoPipeline", AccountKind.Program);

    /// <summary>The author of a commit.</summary>
    /// <param name="commit">The commit.</param>
    public static Account Of(CommitFacts commit) => Of(commit.Email, commit.Name);

    /// <summary>The account of an address.</summary>
    /// <param name="email">The address. Text of others.</param>
    /// <param name="name">The name. Text of others.</param>
    public static Account Of(string email, string name) =>
        new(Fold(email), name.Length > 0 ? name : email, IsProgram(email, name) ? AccountKind.Program : AccountKind.Person);

    /// <summary>Who runs this: whom a pipeline names, else whom git's configuration names.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="configured">What git's configuration says.</param>
    /// <remarks>A job often gives git the address of a bot; whoever started the pipeline is the one who must not decide.</remarks>
    public static Account Self(Func<string, string?> variable, Func<(string Email, string Name)?> configured)
    {
        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
        if (Value("GIT_AUTHOR_EMAIL") is { } author)
        {
            return Of(author, Value("GIT_AUTHOR_NAME") ?? author);
        }

        if (Value("GITLAB_USER_EMAIL") is { } gitlab)
        {
            return Of(gitlab, Value("GITLAB_USER_NAME") ?? gitlab);
        }

        if (Value("GITHUB_ACTOR_ID") is { } id && Value("GITHUB_ACTOR") is { } actor)
        {
            return Of($"{id}+{actor}@users.noreply.github.com", actor);
        }

        return configured() is { } user ? Of(user.Email, user.Name) : Program;
    }

    /// <summary>Whether the policy names an account as an approver.</summary>
    /// <param name="account">The account.</param>
    /// <param name="approvers">The approvers, as the policy names them.</param>
    public static Fact<bool> IsApprover(Account account, ImmutableArray<string> approvers)
    {
        var addresses = approvers.Where(IsAddress).Select(Fold).ToHashSet(StringComparer.Ordinal);
        return addresses.Count > 0 || approvers.IsEmpty
            ? Fact<bool>.Known(addresses.Contains(Fold(account.Id)))
            : Fact<bool>.Unknown("where a decision is a commit, approvers are e-mail addresses, and 'exceptions.approvers' of the policy names none: add 'alice@example.org'");
    }

    /// <summary>An address in one spelling. Only ASCII letters are folded, so that no two addresses of other scripts become one.</summary>
    /// <param name="email">The address.</param>
    public static string Fold(string email) => string.Concat(email.Trim().Select(character => char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character));

    // What begins with '@' is a name on a forge.
    private static bool IsAddress(string approver) => approver.IndexOf('@', StringComparison.Ordinal) > 0;

    private static bool IsProgram(string email, string name) =>
        email.Length == 0 || name.EndsWith(BotMark, StringComparison.Ordinal) || email.Contains(BotMark + "@", StringComparison.Ordinal);
}
