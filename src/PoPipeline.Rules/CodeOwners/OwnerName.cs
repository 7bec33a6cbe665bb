using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>What the names of owners stand for on each forge.</summary>
public static partial class OwnerName
{
    private const int LongestName = 1000;

    /// <summary>What a name stands for.</summary>
    /// <param name="name">The name as written, its <c>@</c> included.</param>
    /// <param name="forge">Whose names.</param>
    public static OwnerKind KindOf(string name, Forge forge) => (forge, name) switch
    {
        ({ }, { Length: > LongestName }) => OwnerKind.Invalid,
        (Forge.GitLab, ['@', '@', ..]) => GitLabRole.IsMatch(name) ? OwnerKind.Group : OwnerKind.Invalid,
        (Forge.GitLab, ['@', ..]) when GitLabPath.IsMatch(name) => name.Contains('/', StringComparison.Ordinal) ? OwnerKind.Group : OwnerKind.PersonOrGroup,
        (Forge.GitLab, _) => Email.IsMatch(name) ? OwnerKind.Person : OwnerKind.Invalid,
        (_, ['@', ..]) => GitHubUser.IsMatch(name) ? OwnerKind.Person : GitHubTeam.IsMatch(name) ? OwnerKind.Group : OwnerKind.Invalid,
        _ => Email.IsMatch(name) ? OwnerKind.Person : OwnerKind.Invalid,
    };

    // Each is anchored and bounded, so that going back in it is, too. Without it the patterns would be built when they are first asked, from code that is not
    // compiled ahead.
    [GeneratedRegex(@"^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex GitHubUser { get; }

    [GeneratedRegex(@"^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex GitHubTeam { get; }

    [GeneratedRegex(@"^@[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}(/[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}){0,20}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex GitLabPath { get; }

    [GeneratedRegex(@"^@@(developer|maintainer|owner)s?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex GitLabRole { get; }

    [GeneratedRegex(@"^[^@\s]{1,100}@[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Email { get; }
}
