using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>
/// GitHub's syntax: a pattern, then owners; <c>#</c> starts a comment anywhere. GitHub skips a line that it cannot read and uses the
/// others, so a wrong line means that the files have another owner or none.
/// </summary>
internal static class GitHubOwnersSyntax
{
    /// <summary>Reads the lines.</summary>
    public static ImmutableArray<OwnersSection> Read(string path, string[] lines, OwnersProblems problems)
    {
        var entries = ImmutableArray.CreateBuilder<OwnersEntry>();
        for (var index = 0; index < lines.Length; index++)
        {
            var tokens = OwnersToken.Read(path, lines[index], index + 1);
            if (tokens is [var pattern, .. var rest] && pattern.Text[0] is not '#' && IsPattern(pattern, problems) && ReadOwners(rest, problems) is { } owners)
            {
                entries.Add(new OwnersEntry { Pattern = pattern.Text, Span = pattern.Span, Owners = [.. owners] });
            }
        }

        return [new OwnersSection { Name = "", Span = Place.StartOf(path), Entries = entries.ToImmutable() }];
    }

    private static bool IsPattern(OwnersToken pattern, OwnersProblems problems)
    {
        var wrong = pattern.Text switch
        {
            ['!', ..] => "starts with '!', but GitHub's CODEOWNERS has no negation: GitHub skips the line; un-own files with a later line that names no owner",
            ['\\', '#', ..] => "starts with '\\#', but GitHub cannot escape a leading '#': GitHub skips the line; write the pattern with a leading '/' or '**/'",
            "/" => "never matches anything, so GitHub skips the line; '*' matches every file",
            ['[', ..] or ['^', '[', ..] when !pattern.Text.Contains('/', StringComparison.Ordinal) =>
                "looks like the heading of a section, which only GitLab knows: GitHub skips the line",
            var text when text.Contains("***", StringComparison.Ordinal) => "has three '*' in a row, so GitHub skips the line; '**' matches any number of folders",
            var text when HasUnescapedBracket(text) => "has '[' or ']', which GitHub does not read as a range of characters: it skips the line; write one line a name, or '\\[' and '\\]' for the brackets themselves",
            _ => null,
        };
        if (wrong is not null)
        {
            problems.Add(ProblemKind.Pattern, pattern, wrong);
        }

        return wrong is null;
    }

    private static bool HasUnescapedBracket(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '[' or ']')
            {
                return true;
            }

            index += text[index] is '\\' ? 1 : 0;
        }

        return false;
    }

    // Null where GitHub skips the line for one of its owners.
    private static List<Located<string>>? ReadOwners(List<OwnersToken> tokens, OwnersProblems problems)
    {
        var owners = new List<Located<string>>(tokens.Count);
        foreach (var token in tokens)
        {
            var comment = token.Text.IndexOf('#', StringComparison.Ordinal);
            var owner = comment < 0 ? token : token.Cut(comment);
            if (owner.Text.Length > 0 && OwnerName.KindOf(owner.Text, Forge.GitHub) is OwnerKind.Invalid)
            {
                problems.Add(ProblemKind.Owner, owner, $"is not an owner: GitHub skips the whole line, its other owners too; {Advice(owner.Text)}");
                return null;
            }

            if (owner.Text.Length > 0)
            {
                owners.Add(new Located<string>(owner.Text, owner.Span));
            }

            if (comment >= 0)
            {
                break;
            }
        }

        return owners;
    }

    private static string Advice(string owner) => owner switch
    {
        ['@', '@', ..] => "roles such as '@@maintainer' are GitLab's",
        ['@', ..] when owner.Count(character => character is '/') > 1 => "a team is '@organisation/team', without its parent teams",
        ['a', 'p', 'p', '/', ..] => "a GitHub App cannot be a code owner",
        ['@', ..] => "write '@user', '@organisation/team' or an e-mail address",
        _ when !owner.Contains('@', StringComparison.Ordinal) => "a user or team starts with '@', and a space in a pattern is written '\\ '",
        _ => "write '@user', '@organisation/team' or an e-mail address",
    };
}
