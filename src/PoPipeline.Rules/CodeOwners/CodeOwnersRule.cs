using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>
/// A rule about what a CODEOWNERS file says. Where none designates anybody that is one finding, PO2101's, and not one of each rule.
/// </summary>
public abstract class CodeOwnersRule : Rule
{
    /// <inheritdoc/>
    public sealed override Verdict Judge(Snapshot snapshot)
    {
        var file = snapshot.CodeOwners.FirstOrDefault(file => file.Effective);
        if (file is null)
        {
            return Verdict.NotApplicable("The repository has no CODEOWNERS file; PO2101 asks for one.") with { Gaps = snapshot.Repository.Unlisted };
        }

        if (file.Unreadable is { } reason)
        {
            return new Verdict { Reason = $"'{file.Path}' could not be read.", Gaps = [new Gap(file.Path, reason, Failed: true)] };
        }

        if (!Designates(file))
        {
            return Verdict.NotApplicable($"'{file.Path}' designates nobody; PO2101 asks for owners.") with { Gaps = snapshot.Repository.Unlisted };
        }

        Verdict verdict;
        try
        {
            verdict = Look(file, snapshot);
        }
        catch (PatternWorkException exception)
        {
            return new Verdict { Reason = $"'{file.Path}' could not be held against the files.", Gaps = [new Gap(file.Path, exception.Message, Failed: true)] };
        }

        // Where a file is missing from the list, the forge may read another one than this.
        return verdict with { Gaps = [.. verdict.Gaps, .. snapshot.Repository.Unlisted] };
    }

    /// <summary>Judges the file that the forge reads; it designates somebody.</summary>
    protected abstract Verdict Look(CodeOwnersFile file, Snapshot snapshot);

    /// <summary>Whether any line of the file names an owner.</summary>
    internal static bool Designates(CodeOwnersFile file) =>
        file.Sections.Any(section => section.Entries.Any(entry => !entry.Exclusion && entry.Owners.Length > 0));

    /// <summary>A walk over policy patterns, which are written in GitHub's syntax whatever the forge.</summary>
    internal static PatternWalk WalkOf(IEnumerable<string> patterns) => new(new PatternTree(patterns, Forge.GitHub));

    /// <summary>Names, quoted, the first few and how many more.</summary>
    internal static string List(IReadOnlyCollection<string> names, int most = 3)
    {
        var shown = names.Count == most + 1 ? most + 1 : Math.Min(most, names.Count);
        var rest = names.Count - shown;
        var quoted = names.Take(shown).Select(name => $"'{name}'").ToList();
        return rest > 0 ? $"{string.Join(", ", quoted)} and {rest} more"
            : quoted.Count > 1 ? $"{string.Join(", ", quoted.Take(quoted.Count - 1))} and {quoted[^1]}"
            : string.Concat(quoted);
    }
}
