using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3220: a pipeline reuses nothing that is known to be compromised, vulnerable or abandoned.</summary>
public sealed class PO3220AvoidKnownBadComponents : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No pipeline reuses a component that is publicly known to be compromised, vulnerable or abandoned.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1104, 1395];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline reuses anything.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.References().Any() || pipeline.AllSteps().Any(entry => entry.Step.Scripts.Any(script => script.Commands.Any(command => RetiredIn(command) is not null)));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var references = pipeline.References().Where(entry => entry.Reference.Pin is not Pin.Local).ToImmutableArray();
        return
        [
            .. references.Where(entry => entry.Reference.Kind is not (ReferenceKind.Image or ReferenceKind.MachineImage)).SelectMany(entry => Judge(entry, snapshot.Policy.Pipelines.Advisories)),
            .. references.Where(entry => Known(entry.Reference) is { IsArchived: true })
                .GroupBy(entry => NameOf(entry.Reference), StringComparer.Ordinal)
                .Select(group => Abandoned(pipeline, group.Key, group.First().Reference.Kind, [.. group.Select(entry => entry.Reference.Span)])),
            .. Retired(pipeline),
        ];
    }

    // A program that scripts fetch from an address at which its maker no longer looks after it.
    private static IEnumerable<Finding> Retired(Pipeline pipeline) =>
        from entry in pipeline.AllSteps()
        from script in entry.Step.Scripts
        from command in script.Commands
        let retired = RetiredIn(command)
        where retired is not null
        select new Finding
        {
            Message = $"'{retired.Address}' is what its maker gave up: {retired.What}. {retired.Instead}",
            Subject = $"{pipeline.SubjectOf(entry.Job, entry.Step)}/{retired.Address}",
            Place = script.PlaceOf(command.Offset, command.Length),
            Severity = Severity.Low,
        };

    private static RetiredAddress? RetiredIn(Command command) => Downloads.IsDownload(command) && Downloads.AddressOf(command) is { } address ? RetiredAddress.Find(address.Host, address.Path) : null;

    private static IEnumerable<Finding> Judge(Reused reused, ImmutableArray<AdvisoryFile> files) =>
        Concern.Of(reused.Reference, files, input => InputsOf(reused).FirstOrDefault(setting => setting.Name.Equals(input, StringComparison.OrdinalIgnoreCase))?.Value).Select(concern => new Finding
        {
            Message = $"'{reused.Reference.Text}' is {(concern.Comment is { } comment ? $"version '{comment}' by the comment behind it, and so " : "")}concerned by {NameOf(concern.Advisory)}: "
                + $"{concern.Note.What ?? concern.Advisory.Summary.TrimEnd('.')}. {MendOf(concern, reused.Reference)}"
                + (concern.IsDoubtful ? "; the commit is of no release that is known to be concerned, so where the comment is out of date, correct it." : concern.Note.IsCompromise ? ", and replace every secret that a run with it could read." : "."),
            Subject = $"{reused.Subject}/{concern.Advisory.Id}",
            Place = reused.Reference.Span,
            Severity = concern.IsMalicious ? Severity.Critical : concern.IsDoubtful ? Severity.Low : concern.Note.IsCompromise ? Severity.Medium : concern.Note.Severity ?? concern.Advisory.Severity,
        });

    private static ImmutableArray<Setting> InputsOf(Reused reused) =>
        reused.Job?.Steps.FirstOrDefault(step => ReferenceEquals(step.Uses, reused.Reference))?.Inputs ?? (reused.Job?.Calls == reused.Reference ? reused.Job.Inputs : []);

    private static string NameOf(Advisory advisory) => advisory.Aliases.IsEmpty ? advisory.Id : $"{advisory.Id} ({string.Join(", ", advisory.Aliases)})";

    private static string MendOf(Concern concern, Reference reference) => concern switch
    {
        { Input: { } input } => $"Its input '{input}' does so in every version: leave it out",
        { Range.Fixed: { } version } => $"Use version {version} or later",
        { Range.Last: { } version } => $"Use a version after {version}",
        { Range: not null } => "Use something else, since no version of it is known to be right",
        _ => reference.Pin is Pin.Commit ? "Use a later commit" : "Use another version",
    };

    // One finding a component: it is replaced everywhere at once.
    private static Finding Abandoned(Pipeline pipeline, string name, ReferenceKind kind, ImmutableArray<Place> places) => new()
    {
        Message = $"'{name}' is archived: nobody mends what is found in it{(kind is ReferenceKind.Image ? " or beneath it" : ", and one day the platform no longer runs it")}. Use something that is maintained.",
        Subject = $"{pipeline.Subject}{name}/archived",
        Place = places[0],
        Severity = Severity.Low,
        Related = [.. places.Skip(1).Select(place => new RelatedPlace(place, "where it is used again"))],
    };

    // A component may lie in a folder of its repository, which is archived as a whole.
    private static string NameOf(Reference reference)
    {
        var name = reference.Name.ToLowerInvariant();
        return reference.Kind is ReferenceKind.Image ? name : name.Split('/') is [var owner, var repository, ..] ? $"{owner}/{repository}" : name;
    }

    private static Component? Known(Reference reference) => Catalogue.Find(Catalogue.KindOf(reference.Kind), NameOf(reference));
}
