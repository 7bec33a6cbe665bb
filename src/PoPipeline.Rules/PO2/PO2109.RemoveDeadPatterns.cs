using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2109: every pattern of the CODEOWNERS file matches a tracked file.</summary>
public sealed class PO2109RemoveDeadPatterns : CodeOwnersRule
{
    /// <inheritdoc/>
    public override string Summary => "Every pattern of the CODEOWNERS file matches at least one tracked file.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override bool Pedantic => true;

    /// <inheritdoc/>
    protected override Verdict Look(CodeOwnersFile file, Snapshot snapshot)
    {
        var entries = file.Sections.SelectMany(section => section.Entries).ToImmutableArray();
        var used = new PatternTree(entries.Select(entry => entry.Pattern), file.Forge).Used(snapshot.Repository.Files);

        // A file that is missing from the list may be the one that a pattern matches.
        var dead = snapshot.Repository.Gaps.IsEmpty ? entries.Where((_, index) => !used[index]).ToImmutableArray() : [];
        return new Verdict
        {
            Judged = entries.Length,
            Findings = [.. dead.Select(entry => FindingOf(file, entry))],
            Reason = $"{entries.Length - dead.Length} of {Counted.Of(entries.Length, "pattern")} {(entries.Length == 1 ? "matches" : "match")} a file.",
        };
    }

    private static Finding FindingOf(CodeOwnersFile file, OwnersEntry entry) => new()
    {
        Message = $"'{entry.Pattern}' matches no tracked file, so the line does nothing, and whoever reads it believes that it protects something. Correct the path, or delete the line.",
        Subject = $"{file.Path}#{entry.Pattern}",
        Place = entry.Span,
    };
}
