using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>Reads CODEOWNERS files by the syntax of the forge that hosts the repository.</summary>
internal static class CodeOwnersReader
{
    /// <summary>The size from which on GitHub does not load the file, in bytes.</summary>
    public const int GitHubMaximumBytes = 3 * 1024 * 1024;

    /// <summary>Reads one file as the effective one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="forge">Whose syntax.</param>
    /// <param name="repository">The tree, to tell a pattern that was meant otherwise.</param>
    public static CodeOwnersFile Read(SourceFile source, Forge forge, Repository repository)
    {
        var file = new CodeOwnersFile { Forge = forge, Path = source.Path, Effective = true, Size = source.Size };
        if (source.Fault is WorkingTree.Missing or WorkingTree.Denied or WorkingTree.Refused)
        {
            // What this working tree lacks, as a sparse checkout leaves it, the forge may well have.
            return file with { Unreadable = source.Fault };
        }

        var unreadable = source.Fault
            ?? (forge is Forge.GitHub && source.Size >= GitHubMaximumBytes ? "GitHub does not load a CODEOWNERS file of 3 MB or more" : null)
            ?? (source.Text.Contains('\0', StringComparison.Ordinal) ? "it holds a NUL character, so the forge takes it for a binary file" : null);
        if (unreadable is not null)
        {
            return Unreadable(file, unreadable);
        }

        var problems = new OwnersProblems();
        var lines = source.Text.Split('\n');
        var sections = forge is Forge.GitLab ? GitLabOwnersSyntax.Read(source.Path, lines, problems) : GitHubOwnersSyntax.Read(source.Path, lines, problems);
        try
        {
            AddMisunderstood(sections, forge, repository, problems);
            return file with { Sections = sections, Problems = problems.InOrder() };
        }
        catch (PatternWorkException exception)
        {
            return Unreadable(file, exception.Message);
        }
    }

    private static CodeOwnersFile Unreadable(CodeOwnersFile file, string reason) => file with
    {
        Unreadable = reason,
        Problems = [new Problem(ProblemKind.File, $"The file is not used: {reason}", Place.StartOf(file.Path))],
    };

    // What is valid but cannot be what was meant shows only beside the files that there are.
    private static void AddMisunderstood(ImmutableArray<OwnersSection> sections, Forge forge, Repository repository, OwnersProblems problems)
    {
        var suspects = sections.SelectMany(section => section.Entries).Where(entry => IsOwnerLike(entry, forge) || IsFolderLike(entry, forge) || HasBackslash(entry)).ToList();
        if (suspects.Count == 0 || repository.Gaps.Length > 0)
        {
            return;
        }

        var lacking = Lacking(sections, forge, repository);
        var used = new PatternTree([.. suspects.Select(entry => entry.Pattern), .. suspects.Select(entry => entry.Pattern + "/")], forge).Used(repository.Files);
        for (var index = 0; index < suspects.Count; index++)
        {
            var entry = suspects[index];
            var message = (used[index], used[index + suspects.Count]) switch
            {
                (true, _) => null,
                _ when HasBackslash(entry) => "has a '\\', which only escapes the character after it; separate folders with '/'",
                _ when IsOwnerLike(entry, forge) => "stands where the pattern belongs, so that the line gives no file an owner; put a pattern before it, '*' for every file",
                (_, true) => !entry.Exclusion && !lacking.Contains(entry) ? null : "names a folder, but GitLab matches it only with a file of that name; end it with '/'",
                _ => null,
            };
            if (message is not null)
            {
                problems.Add(IsOwnerLike(entry, forge) ? ProblemKind.Misplaced : HasBackslash(entry) ? ProblemKind.Pattern : ProblemKind.Folder, new OwnersToken(entry.Pattern, entry.Span), message);
            }
        }
    }

    // Those that leave a file without the owner that it was to have. Beside '/docs/ @a' the line '/docs @a' is for the day on which a file is called so: nothing in the
    // folder lacks its owner. Of several that are meant for a file the last one counts.
    private static HashSet<OwnersEntry> Lacking(ImmutableArray<OwnersSection> sections, Forge forge, Repository repository)
    {
        var lacking = new HashSet<OwnersEntry>(ReferenceEqualityComparer.Instance);
        var meant = sections
            .Select(section => section.Entries.Where(entry => IsFolderLike(entry, forge) && !entry.Exclusion).ToList())
            .Where(entries => entries.Count > 0)
            .Select(entries => (Entries: entries, Walk: new PatternWalk(new PatternTree(entries.Select(entry => entry.Pattern + "/"), forge))))
            .ToList();
        var walk = new Owners(new CodeOwnersFile { Forge = forge, Path = "", Effective = true, Sections = sections }).Walk();
        foreach (var path in meant.Count == 0 ? [] : repository.Files)
        {
            var ownerships = ImmutableArray<Ownership>.Empty;
            foreach (var (entries, folders) in meant)
            {
                if (folders.LastMatch(path) is >= 0 and var last && !lacking.Contains(entries[last]))
                {
                    ownerships = ownerships.IsEmpty ? walk.Of(path) : ownerships;
                    if (!ownerships.Any(ownership => Names(ownership, entries[last])))
                    {
                        lacking.Add(entries[last]);
                    }
                }
            }
        }

        return lacking;
    }

    private static bool Names(Ownership ownership, OwnersEntry entry) =>
        entry.Owners.All(owner => ownership.Owners.Any(other => other.Value.Equals(owner.Value, StringComparison.OrdinalIgnoreCase)));

    private static bool IsOwnerLike(OwnersEntry entry, Forge forge) =>
        entry.Pattern.Contains('@', StringComparison.Ordinal) && OwnerName.KindOf(entry.Pattern, forge) is not OwnerKind.Invalid;

    private static bool IsFolderLike(OwnersEntry entry, Forge forge) => forge is Forge.GitLab && !entry.Pattern.EndsWith('/') && !entry.Pattern.Contains('*', StringComparison.Ordinal);

    private static bool HasBackslash(OwnersEntry entry) =>
        Enumerable.Range(0, Math.Max(entry.Pattern.Length - 1, 0)).Any(index => entry.Pattern[index] is '\\' && char.IsAsciiLetterOrDigit(entry.Pattern[index + 1]));
}
