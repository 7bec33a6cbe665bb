using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Decisions.Binding;

/// <summary>
/// The parts of one file that places in it belong to: by the model where there is one of it, else by the lines as they are written, blanks folded.
/// </summary>
internal sealed class FileParts
{
    private readonly SourceFile file;
    // More pipelines than anybody has one file in.
    private const int MostPipelines = 16;

    private readonly ImmutableArray<PipelineParts> pipelines;
    private readonly bool isUnreadable;
    private readonly bool isOwners;
    private readonly SpanIndex<OwnersLine> owners;
    private readonly HashSet<Region> wholeOwners;
    private readonly Template? template;
    private readonly HashSet<Region> credentials;
    private readonly ILookup<string, InlineException> exceptions;
    private readonly ILookup<string, ForeignSuppression> suppressions;
    private readonly bool isShown;
    private EvidenceText? whole;
    private string[]? lines;

    public FileParts(Snapshot snapshot, SourceFile file, JobReach reach)
    {
        this.file = file;
        ImmutableArray<OwnersSection> sections = snapshot.CodeOwners.FirstOrDefault(owners => owners.Path == file.Path) is { } found ? found.Sections : [];
        isOwners = snapshot.CodeOwners.Any(owners => owners.Path == file.Path);
        var entries = sections.SelectMany(section => section.Entries.Select(entry => new OwnersLine(section, entry))).ToList();
        owners = new SpanIndex<OwnersLine>(entries.Select(line => new Spanned<OwnersLine>(new Region(line.Entry.Span.Region.StartLine, 1, line.Entry.Span.Region.StartLine + 1, 1), line)));
        wholeOwners = [];
        foreach (var line in entries)
        {
            _ = wholeOwners.Add(line.Entry.Span.Region);
            foreach (var owner in line.Entry.Owners)
            {
                _ = wholeOwners.Add(owner.Span.Region);
            }
        }

        template = snapshot.Templates.FirstOrDefault(template => template.Path == file.Path);
        exceptions = snapshot.InlineExceptions.Where(exception => exception.Span.Path == file.Path).ToLookup(exception => KeyOf(exception.Span.Region), StringComparer.Ordinal);
        suppressions = snapshot.Suppressions.Where(suppression => suppression.Span.Path == file.Path).ToLookup(suppression => KeyOf(suppression.Span.Region), StringComparer.Ordinal);
        ImmutableArray<Pipeline> models = snapshot.Pipelines.FirstOrDefault(pipeline => pipeline.Path == file.Path && pipeline.Kind is not PipelineKind.Lock) is { } own ? [own]
            : [.. snapshot.Pipelines.Where(pipeline => Includes(pipeline, file.Path)).Take(MostPipelines)];
        credentials = [];
        foreach (var credential in models.SelectMany(model => model.Credentials).Where(credential => credential.Span.Path == file.Path))
        {
            _ = credentials.Add(credential.Span.Region);
        }

        pipelines = models.All(model => model.Unreadable is null) && file.Fault is null && file.Yaml is { Error: null, Root: not null } yaml ? [.. models.Select(model => new PipelineParts(model, RootsOf(yaml), reach))] : [];
        isUnreadable = !models.IsEmpty && pipelines.IsEmpty;

        // What stands beside a comment that silences a search for secrets may be one.
        isShown = isOwners || template is not null || snapshot.Policy.Path == file.Path;
    }

    // What a pipeline includes lies in files of its own, of which some hold only what jobs of others extend.
    private static bool Includes(Pipeline pipeline, string path) => pipeline.Jobs.Any(job =>
        job.Span.Path == path || job.Container?.Image.Span.Path == path || job.Steps.Any(step => step.Span.Path == path) || job.Variables.Any(variable => variable.Span.Path == path));

    // What a file declares of itself may be a document before the one that counts.
    private ImmutableArray<YamlNode> RootsOf(YamlDocument yaml) =>
        yaml.Behind is not null && YamlReader.ReadAll(file.Path, file.Text) is { Error: null, Roots: { Length: > 1 } roots } ? roots : [yaml.Root!];

    // A lookup by texts is compiled already; one by regions would be compiled in each run.
    private static string KeyOf(Region region) => $"{region.StartLine}:{region.StartColumn}-{region.EndLine}:{region.EndColumn}";

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>How long its text is.</summary>
    public int Length => file.Text.Length;

    // Hardly a pipeline is asked for them, and those of all files together are as large as the files.
    private string[] Lines => lines ??= file.Text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Adds the parts that places belong to.</summary>
    /// <param name="parts">Receives them.</param>
    /// <param name="places">The places.</param>
    /// <param name="prefix">What goes before each name.</param>
    public void Add(PartList parts, ImmutableArray<Region> places, string prefix)
    {
        if (file.Fault is not null)
        {
            parts.Add($"{prefix}whole file", $"not readable: {file.Fault}");
            return;
        }

        if (isUnreadable)
        {
            parts.Add($"{prefix}whole file", whole ??= PartList.TextOf(string.Join('\n', Lines), isShown: false));
            return;
        }

        var regions = places.ToBuilder();
        foreach (var place in places)
        {
            Silenced(parts, place, prefix, regions);
        }

        var all = regions.DrainToImmutable();

        // Each that includes the file makes something of its own of it.
        foreach (var pipeline in pipelines)
        {
            pipeline.Add(parts, all, prefix);
        }

        Owners(parts, all, prefix);
        if (template is not null)
        {
            parts.Add($"{prefix}template", CanonicalText.Of(("kind", $"{template.Kind}"), ("format", $"{template.Format}"), ("default", $"{template.Default}")));
        }

        foreach (var region in all)
        {
            Text(parts, region, prefix);
        }
    }

    // A comment is nothing without what it silences: that, too, must stay as it was.
    private void Silenced(PartList parts, Region place, string prefix, ImmutableArray<Region>.Builder regions)
    {
        foreach (var exception in exceptions[KeyOf(place)])
        {
            parts.Add($"{prefix}exception", CanonicalText.Of(("rules", string.Join(", ", exception.Rules)), ("until", Day(exception.Until)), ("reason", exception.Reason)));
            regions.Add(exception.Covers.Region);
        }

        foreach (var suppression in suppressions[KeyOf(place)])
        {
            parts.Add($"{prefix}suppression", CanonicalText.Of(
                ("tool", suppression.Tool), ("rules", string.Join(", ", suppression.Rules)), ("target", suppression.Target), ("scope", $"{suppression.Scope}"),
                ("until", Day(suppression.Until)), ("reason", suppression.Reason)));
            if (suppression.Scope is SuppressionScope.Line)
            {
                regions.Add(Silenced(place));
            }
        }
    }

    // A comment alone on its line speaks of the next one.
    private Region Silenced(Region place)
    {
        var last = place.EndColumn == 1 && place.EndLine > place.StartLine ? place.EndLine - 1 : place.EndLine;
        if (place.StartLine <= Lines.Length && string.IsNullOrWhiteSpace(Lines[place.StartLine - 1][..Math.Min(place.StartColumn - 1, Lines[place.StartLine - 1].Length)]))
        {
            do
            {
                last++;
            }
            while (last < Lines.Length && string.IsNullOrWhiteSpace(Lines[last - 1]));
        }

        return new Region(place.StartLine, 1, last + 1, 1);
    }

    private void Owners(PartList parts, ImmutableArray<Region> places, string prefix)
    {
        if (!isOwners)
        {
            return;
        }

        var touched = new HashSet<OwnersLine>();
        foreach (var place in places)
        {
            touched.UnionWith(owners.At(place).Where(line => OnLine(place, line.Entry.Span.Region.StartLine)));
        }

        foreach (var (section, entry) in touched.OrderBy(line => line.Entry.Span.Region.StartLine))
        {
            parts.Add($"{prefix}line '{(entry.Exclusion ? "!" : "")}{entry.Pattern}'", CanonicalText.Of(
                ("owners", string.Join(' ', entry.Owners.Select(owner => owner.Value))), ("inherited", $"{entry.Inherited}"), ("section", section.Name),
                ("optional", $"{section.Optional}"), ("approvals", section.Approvals.ToString(CultureInfo.InvariantCulture))));
        }
    }

    // Where the whole of what is written is bound, its text adds nothing but its form; only a credential is masked there.
    private void Text(PartList parts, Region region, string prefix)
    {
        if (region.StartLine == region.EndLine && region.StartColumn >= region.EndColumn)
        {
            return;
        }

        if ((pipelines.IsEmpty && !wholeOwners.Contains(region)) || credentials.Contains(region))
        {
            parts.Add($"{prefix}text", PartList.TextOf(Written(region), isShown && pipelines.IsEmpty));
        }
    }

    private string Written(Region region)
    {
        var covered = Lines
            .Skip(region.StartLine - 1)
            .Take(region.EndLine - region.StartLine + 1)
            .Select((line, index) =>
            {
                var end = index == region.EndLine - region.StartLine ? Math.Min(region.EndColumn - 1, line.Length) : line.Length;
                var start = index == 0 ? Math.Min(region.StartColumn - 1, end) : 0;
                return line[start..end];
            });
        return string.Join(' ', string.Join(' ', covered).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // An end in the first column is that of the line before.
    private static bool OnLine(Region region, int line) => region != Region.Start && line >= region.StartLine && (line < region.EndLine || (line == region.EndLine && region.EndColumn > 1));

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private sealed record OwnersLine(OwnersSection Section, OwnersEntry Entry);
}
