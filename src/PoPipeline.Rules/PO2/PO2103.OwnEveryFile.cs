using System.Globalization;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2103: every tracked file, or the share that the policy asks for, has an owner.</summary>
public sealed class PO2103OwnEveryFile : CodeOwnersRule
{
    private const int MostFolders = 5;

    /// <inheritdoc/>
    public override string Summary => "Every tracked file has a code owner, or at least the share of them that the policy asks for.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    protected override Verdict Look(CodeOwnersFile file, Snapshot snapshot)
    {
        var policy = snapshot.Policy.CodeOwners;
        var walk = new Owners(file).Walk();
        var exempt = WalkOf(policy.Exempt);
        var files = snapshot.Repository.Files.Where(path => exempt.LastMatch(path) < 0).ToList();
        var unowned = files.Where(path => !walk.IsOwned(path)).ToHashSet(StringComparer.Ordinal);
        var owned = files.Count - unowned.Count;
        var enough = unowned.Count == 0 || (policy.MinimumShare is { } minimum && owned >= minimum * files.Count);
        return new Verdict
        {
            Judged = files.Count,
            Findings = enough ? [] : [FindingOf(file, policy, files, unowned)],
            Reason = files.Count == 0 ? "No file needs an owner." : $"{owned} of {Counted.Of(files.Count, "tracked file")} ({Percent(owned, files.Count)}) {(files.Count == 1 ? "has" : "have")} an owner.",
        };
    }

    private static Finding FindingOf(CodeOwnersFile file, CodeOwnersPolicy policy, List<string> files, HashSet<string> unowned)
    {
        var groups = FolderShare.Group(files, unowned).OrderByDescending(group => group.Count).ThenBy(group => group.Folder, StringComparer.Ordinal).ToList();
        var named = groups.Take(MostFolders).Select(Describe);
        var rest = groups.Count > MostFolders ? $", and {groups.Skip(MostFolders).Sum(group => group.Count)} in {Counted.Of(groups.Count - MostFolders, "more folder")}" : "";
        var demand = policy.MinimumShare is { } minimum ? $", and the policy allows {Percent(1 - minimum)}" : "";
        return new Finding
        {
            Message = $"{unowned.Count} of {Counted.Of(files.Count, "tracked file")} ({Percent(unowned.Count, files.Count)}) {(files.Count == 1 ? "has" : "have")} no owner{demand}: {string.Join(", ", named)}{rest}. "
                + $"A change to them asks for nobody's review. Start '{file.Path}' with a line '* @organisation/team', or exempt in the policy what needs no owner.",
            Subject = $"{file.Path}#unowned",
            Place = Place.StartOf(file.Path),

            // Another file where files have no owner anyway is nothing new; another folder is.
            Evidence = string.Join('\n', groups
                .Select(group => $"{(group.Whole ? "all below" : "some directly in")} '/{group.Folder}'")
                .Append($"share that must have one: {policy.MinimumShare?.ToString(CultureInfo.InvariantCulture) ?? "not said"}")),
            Severity = policy.MinimumShare is null ? Model.Results.Severity.Low : Model.Results.Severity.Medium,
        };
    }

    private static string Describe(FolderShare group) => group switch
    {
        { Folder: "", Whole: true } => "all of them",
        { Folder: "" } => $"{group.Count} in the root",
        { Whole: true, Count: > 1 } => $"all {group.Count} in '{group.Folder}'",
        { Whole: true } => $"1 in '{group.Folder}'",
        _ => $"{group.Count} directly in '{group.Folder}'",
    };

    private static string Percent(int part, int whole) => Percent((double)part / whole);

    // Rounded away from both ends, so that 100 % and 0 % mean what they say.
    private static string Percent(double share) => $"{(share is 0 or 1 ? share * 100 : Math.Clamp(Math.Round(share * 100, 1), 0.1, 99.9)):0.#} %";
}
