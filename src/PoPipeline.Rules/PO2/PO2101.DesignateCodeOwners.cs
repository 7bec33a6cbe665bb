using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2101: a CODEOWNERS file lies where the forge reads it, and designates somebody.</summary>
public sealed class PO2101DesignateCodeOwners : Rule
{
    private const string FileName = "CODEOWNERS";

    /// <inheritdoc/>
    public override string Summary => "A CODEOWNERS file designates code owners, in the one place where the forge reads it.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        if (snapshot.Repository.Files.IsEmpty && snapshot.CodeOwners.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no file.") with { Gaps = snapshot.Repository.Unlisted };
        }

        var effective = snapshot.CodeOwners.FirstOrDefault(file => file.Effective);
        var gaps = effective?.Unreadable is { } reason ? [new Gap(effective.Path, reason, Failed: true)] : ImmutableArray<Gap>.Empty;
        return new Verdict
        {
            Judged = 1,
            Findings = effective is not null ? [.. Idle(effective), .. Shadowed(effective, snapshot.CodeOwners)]
                : snapshot.Repository.IsListed ? [Absent(snapshot.Repository)]
                : [],
            Gaps = [.. snapshot.Repository.Unlisted, .. gaps],
            Reason = effective is null ? "No CODEOWNERS file was found." : $"'{effective.Path}' was looked at.",
        };
    }

    private static Finding Absent(Repository repository)
    {
        var forge = CodeOwnersPlaces.ForgeOf(repository);
        var places = CodeOwnersPlaces.Of(forge);
        var free = places.FirstOrDefault(place => repository.ClosedAbove(place) is null) ?? places[0];
        var misplaced = repository.Files.Where(IsNamedAlike).OrderBy(file => file.Count(character => character is '/')).FirstOrDefault();
        var why = "so nobody is designated to review changes, and a change is merged without those who answer for the code";
        return new Finding
        {
            Message = places.FirstOrDefault(place => repository.Untracked.Contains(place, StringComparer.Ordinal)) is { } untracked
                ? $"'{untracked}' is there, but git does not track it, {why}: nobody else has it. Add it with 'git add'."
                : misplaced is null
                ? $"The repository has no {FileName} file, {why}. Write '{free}' with a line such as '* @organisation/team'."
                : $"'{misplaced}' is not read by {forge}, {why}. {forge} reads {string.Join(", ", places.Select(place => $"'{place}'"))}, upper case, the first that there is: move the file there.",
            Subject = "codeowners",
            Place = Place.StartOf(misplaced ?? free),
            Evidence = $"forge: {forge}",
        };
    }

    private static IEnumerable<Finding> Idle(CodeOwnersFile file) => file.Unreadable is null && !CodeOwnersRule.Designates(file)
        ?
        [
            new Finding
            {
                Message = $"'{file.Path}' designates nobody: no line that {file.Forge} reads has both a pattern and an owner, so a change is merged without those who answer for the code. Write a line such as '* @organisation/team'.",
                Subject = $"{file.Path}#empty",
                Place = Place.StartOf(file.Path),
            },
        ]
        : [];

    private static IEnumerable<Finding> Shadowed(CodeOwnersFile effective, ImmutableArray<CodeOwnersFile> files) =>
        files.Where(file => !file.Effective).Select(file => new Finding
        {
            Message = $"'{file.Path}' is never read: {file.Forge} takes the first CODEOWNERS file that it finds, '{effective.Path}', so the owners named here review nothing. Move its lines to '{effective.Path}' and delete it.",
            Subject = $"{file.Path}#shadowed",
            Place = Place.StartOf(file.Path),
            Severity = Model.Results.Severity.Low,
            Related = [new RelatedPlace(Place.StartOf(effective.Path), "the file that is read in its place")],
        });

    private static bool IsNamedAlike(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Equals(FileName, StringComparison.OrdinalIgnoreCase)
            || name.Equals($"{FileName}.md", StringComparison.OrdinalIgnoreCase)
            || name.Equals($"{FileName}.txt", StringComparison.OrdinalIgnoreCase);
    }
}
