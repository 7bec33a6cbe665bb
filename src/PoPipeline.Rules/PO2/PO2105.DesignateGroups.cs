using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2105: no pattern rests on one person.</summary>
public sealed class PO2105DesignateGroups : CodeOwnersRule
{
    private const int MostRelated = 10;

    /// <inheritdoc/>
    public override string Summary => "Every pattern of the CODEOWNERS file designates a group, or more than one person.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    protected override Verdict Look(CodeOwnersFile file, Snapshot snapshot)
    {
        var groups = snapshot.Policy.CodeOwners.Groups.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var entries = file.Sections.SelectMany(section => section.Entries).Where(entry => entry.Owners.Length > 0).ToList();
        var alone = entries
            .Where(entry => entry.Owners.Select(owner => owner.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1)
            .Where(entry => !groups.Contains(entry.Owners[0].Value))
            .ToLookup(entry => OwnerName.KindOf(entry.Owners[0].Value, file.Forge));
        var unclear = alone[OwnerKind.PersonOrGroup].Select(entry => entry.Owners[0].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new Verdict
        {
            Judged = entries.Count,
            Findings = [.. alone[OwnerKind.Person].GroupBy(entry => entry.Owners[0].Value, StringComparer.OrdinalIgnoreCase).Select(person => FindingOf(file, person.Key, [.. person]))],
            Gaps = unclear.Count == 0
                ? []
                : [new Gap(file.Path, $"{file.Forge} writes people and groups alike: list {List(unclear)} under the policy's groups if they are groups, or name a group by its full path", Failed: false)],
            Reason = $"{entries.Count - alone.Sum(kind => kind.Count())} of {Counted.Of(entries.Count, "pattern")} {(entries.Count == 1 ? "designates" : "designate")} a group or more than one person.",
        };
    }

    private static Finding FindingOf(CodeOwnersFile file, string person, ImmutableArray<OwnersEntry> entries) => new()
    {
        Message = $"{List([.. entries.Select(entry => entry.Pattern).Distinct(StringComparer.Ordinal)])} {(entries.Length == 1 ? "rests" : "rest")} on '{person}' alone: nobody else is asked to review a change there, "
            + "least of all one of that person's own, and reviews stop when the person leaves. Designate a group, or a second person.",
        Subject = $"{file.Path}#{person}",
        Place = entries[0].Owners[0].Span,
        Evidence = string.Join('\n', entries.Select(entry => entry.Pattern)),
        Related = [.. entries.Skip(1).Take(MostRelated).Select(entry => new RelatedPlace(entry.Span, $"the line '{entry.Pattern}', which rests on '{person}' too"))],
    };
}
