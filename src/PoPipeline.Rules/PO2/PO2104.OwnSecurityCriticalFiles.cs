using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2104: files whose change can weaken security have an owner.</summary>
public sealed class PO2104OwnSecurityCriticalFiles : CodeOwnersRule
{
    /// <inheritdoc/>
    public override string Summary => "CODEOWNERS itself, pipelines, lock files, templates and the policy have a code owner.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [732];

    /// <inheritdoc/>
    protected override Verdict Look(CodeOwnersFile file, Snapshot snapshot)
    {
        var critical = CriticalFiles(snapshot).ToList();
        var walk = new Owners(file).Walk();
        var unowned = critical.Where(one => !walk.IsOwned(one.Path)).Select(one => one with { Remover = walk.Remover(one.Path) }).ToList();
        return new Verdict
        {
            Judged = critical.Count,
            Findings = [.. unowned.GroupBy(one => new { one.Kind, one.Remover }).Select(group => FindingOf(file, group.Key.Kind, group.Key.Remover, [.. group.Select(one => one.Path)]))],
            Reason = critical.Count == 0 ? "The repository has no security-critical file." : $"{critical.Count - unowned.Count} of {critical.Count} security-critical files have an owner.",
        };
    }

    private static IEnumerable<CriticalFile> CriticalFiles(Snapshot snapshot)
    {
        var kinds = CriticalKind.Of(snapshot.Policy).SelectMany(kind => kind.Patterns.Select(pattern => new { Kind = kind, Pattern = pattern })).ToList();
        var walk = WalkOf(kinds.Select(kind => kind.Pattern));
        var exempt = WalkOf(snapshot.Policy.CodeOwners.Exempt);
        var pipelines = snapshot.Pipelines.Select(pipeline => pipeline.Path).ToHashSet(StringComparer.Ordinal);
        var pipelineKind = CriticalKind.Known.Single(kind => kind.Id is "pipelines");
        return snapshot.Repository.Files
            .Where(path => exempt.LastMatch(path) < 0)
            .Select(path => (walk.LastMatch(path) is >= 0 and var match ? kinds[match].Kind : pipelines.Contains(path) ? pipelineKind : null) is { } kind ? new CriticalFile(path, kind) : null)
            .OfType<CriticalFile>();
    }

    private sealed record CriticalFile(string Path, CriticalKind Kind, OwnersEntry? Remover = null);

    private static Finding FindingOf(CodeOwnersFile file, CriticalKind kind, OwnersEntry? remover, ImmutableArray<string> paths)
    {
        var harm = $"A change to {kind.Name} can {kind.Harm}, and here it asks for nobody's review.";
        var earlier = remover is null ? null : EarlierOwner(file, paths[0]);
        return new Finding
        {
            Message = remover is null
                ? $"No line of '{file.Path}' gives {List(paths)} an owner. {harm} Add a line that names a group, such as '{Suggest(paths[0])} @organisation/team'."
                : $"The line '{(remover.Exclusion ? "!" : "")}{remover.Pattern}' takes {List(paths)} from every owner. {harm} Name a group on a later line{(remover.Exclusion ? " of another section" : "")}.",
            Subject = $"{file.Path}#{kind.Id}{(remover is null ? "" : $"/{remover.Pattern}")}",
            Place = remover?.Span ?? Place.StartOf(file.Path),
            Severity = kind.Severity,
            Evidence = string.Join('\n', paths),
            Related = earlier is null ? [] : [new RelatedPlace(earlier.Span, $"the line '{earlier.Pattern}', whose owners would otherwise review '{paths[0]}'")],
        };
    }

    // The line that would own the file if no line took it away.
    private static OwnersEntry? EarlierOwner(CodeOwnersFile file, string path)
    {
        var owning = file with
        {
            Sections = [.. file.Sections.Select(section => section with { Entries = [.. section.Entries.Where(entry => !entry.Exclusion && entry.Owners.Length > 0)] })],
        };
        return Owners.Of(owning, path).FirstOrDefault()?.Entry;
    }

    private static string Suggest(string path) => $"/{path[..(path.LastIndexOf('/') + 1)]}" is { Length: > 1 } folder ? folder : $"/{path}";
}
