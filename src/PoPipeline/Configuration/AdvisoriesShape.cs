using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>The files of advisories that a policy names: in the policy each is a path, and what stands in the file is read by <see cref="ReadFile"/>.</summary>
internal sealed class AdvisoriesShape : Shape<ImmutableArray<AdvisoryFile>>
{
    private static readonly TextShape Text = new();

    private static readonly ListShape<string> Paths = new(new RelativePathShape(), "");

    private static readonly MappingShape<VersionRange> Range = new(
        [
            new Key<VersionRange, string>("from", "The first version.", new VersionShape(), range => range.From ?? "", (range, value) => range with { From = Said(value) }),
            new Key<VersionRange, string>("fixed", "The first version after them.", new VersionShape(), range => range.Fixed ?? "", (range, value) => range with { Fixed = Said(value) }),
            new Key<VersionRange, string>("last", "The last version that is known.", new VersionShape(), range => range.Last ?? "", (range, value) => range with { Last = Said(value) }),
        ]);

    private static readonly ListShape<Advisory> OfComponent = new(
        new MappingShape<Advisory>(
            [
                new Key<Advisory, string>("id", "What it is called.", Text, advisory => advisory.Id, (advisory, value) => advisory with { Id = value }, required: true),
                new Key<Advisory, ImmutableArray<string>>("aliases", "What others call it.", new ListShape<string>(Text, ""), advisory => advisory.Aliases, (advisory, value) => advisory with { Aliases = value }),
                new Key<Advisory, string>("summary", "What is wrong.", Text, advisory => advisory.Summary, (advisory, value) => advisory with { Summary = value }, required: true),
                new Key<Advisory, Severity>(
                    "severity",
                    "How severe it is.",
                    new ChoiceShape<Severity>("severity", [.. Enum.GetValues<Severity>().Select(severity => ($"{severity}", severity))]),
                    advisory => advisory.Severity,
                    (advisory, value) => advisory with { Severity = value }),
                new Key<Advisory, ImmutableArray<VersionRange>>("ranges", "The versions.", new ListShape<VersionRange>(Range, new VersionRange()), advisory => advisory.Ranges, (advisory, value) => advisory with { Ranges = value }),
                new Key<Advisory, ImmutableArray<string>>("versions", "Further versions.", new ListShape<string>(new VersionShape(), ""), advisory => advisory.Versions, (advisory, value) => advisory with { Versions = value }),
                new Key<Advisory, ImmutableArray<string>>("commits", "The commits of releases.", new ListShape<string>(new CommitShape(), ""), advisory => advisory.Commits, (advisory, value) => advisory with { Commits = value }),
            ]),
        new Advisory { Id = "", Summary = "" });

    private static readonly MappingShape<AdvisoryFile> Whole = new(
        [
            new Key<AdvisoryFile, string>("about", "What the file is.", Text, _ => "", (file, _) => file),
            new Key<AdvisoryFile, ImmutableArray<string>>("sources", "Where it is from.", new ListShape<string>(Text, ""), _ => [], (file, _) => file),
            new Key<AdvisoryFile, string>("asOf", "The day of what is newest in it.", Text, _ => "", (file, _) => file),
            new Key<AdvisoryFile, ImmutableArray<AdvisedComponent>>("components", "The components.", new ComponentsShape(), file => file.Components, (file, value) => file with { Components = value }, required: true),
        ]);

    /// <summary>How the files of one policy may differ from those of another: what is said of a component may grow, and nothing that is known without the change may be said otherwise by it.</summary>
    public static Demand<ImmutableArray<AdvisoryFile>> Demand { get; } = new(
        (old, own) => ([.. old, .. own.Where(file => !old.Any(other => other.Path == file.Path))], null),
        Change);

    /// <summary>Reads what stands in a file.</summary>
    /// <param name="document">The document.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">Takes what is wrong.</param>
    public static AdvisoryFile ReadFile(YamlDocument document, string path, PolicyFile file)
    {
        var none = new AdvisoryFile(path, []);
        if (document.Root is null)
        {
            file.Reject(Place.StartOf(path), "This file is empty.");
            return none;
        }

        return Whole.Read(document.Root, none, file);
    }

    /// <inheritdoc/>
    public override ImmutableArray<AdvisoryFile> Read(YamlNode node, ImmutableArray<AdvisoryFile> current, PolicyFile file) =>
        [.. Paths.Read(node, [], file).Distinct(StringComparer.Ordinal).Select(path => new AdvisoryFile(path, default))];

    /// <inheritdoc/>
    public override JsonObject Schema() => Paths.Schema();

    /// <inheritdoc/>
    public override JsonNode? Json(ImmutableArray<AdvisoryFile> value) => Paths.Json([.. value.Select(file => file.Path)]);

    private static (ImmutableArray<AdvisoryFile> Value, string? Fault) Change(ImmutableArray<AdvisoryFile> old, ImmutableArray<AdvisoryFile> own)
    {
        var (before, after) = (ByComponent(old), ByComponent(own));
        var missing = before.SelectMany(group => group.Where(advisory => !after[group.Key].Any(advisory.IsSameAs)).Select(advisory => (group.Key, advisory.Id))).FirstOrDefault();
        ImmutableArray<AdvisoryFile> joined = [.. old, .. own.Select(file => file with { Components = Added(file, before) }).Where(file => !file.Components.IsEmpty)];
        return (joined, missing.Id is null ? null : $"the branch lists the advisory '{missing.Id}' on '{missing.Key}', the tree does not");
    }

    // What the branch says, and what is known without any policy, a change may say otherwise, but it holds once it is merged.
    private static ImmutableArray<AdvisedComponent> Added(AdvisoryFile file, ILookup<string, Advisory> before) =>
    [
        .. file.Components
            .Select(component => component with { Advisories = [.. component.Advisories.Where(advisory => !Upwards(component.Name).SelectMany(name => before[name].Concat(Advisories.Of(name))).Any(advisory.IsSameAs))] })
            .Where(component => !component.Advisories.IsEmpty),
    ];

    // What is said of a repository is said of what lies in it.
    private static IEnumerable<string> Upwards(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('/', end - 1))
        {
            yield return name[..end];
        }
    }

    private static ILookup<string, Advisory> ByComponent(ImmutableArray<AdvisoryFile> files) => files
        .SelectMany(file => file.Components)
        .SelectMany(component => component.Advisories.Select(advisory => (component.Name, Advisory: advisory)))
        .ToLookup(entry => entry.Name, entry => entry.Advisory, StringComparer.OrdinalIgnoreCase);

    private static string? Said(string value) => value.Length > 0 ? value : null;

    // The keys are the names of the components.
    private sealed class ComponentsShape : Shape<ImmutableArray<AdvisedComponent>>
    {
        private const int Most = 5000;

        public override ImmutableArray<AdvisedComponent> Read(YamlNode node, ImmutableArray<AdvisedComponent> current, PolicyFile file)
        {
            if (node is not YamlMapping mapping)
            {
                file.Reject(node, "This must be a mapping of components, 'owner/repository', to what is known of them.");
                return current;
            }

            if (mapping.Entries.Length > Most)
            {
                file.Reject(node, $"These are more than {Most} components.");
                return current;
            }

            foreach (var entry in mapping.Entries.Where(entry => !entry.Key.Value.Contains('/', StringComparison.Ordinal)))
            {
                file.Reject(entry.Key, $"'{entry.Key.Value}' is no component; write 'owner/repository', and the path in it where it lies in a folder.");
            }

            return [.. mapping.Entries.Select(entry => new AdvisedComponent(entry.Key.Value.ToLowerInvariant(), OfComponent.Read(entry.Value, [], file)))];
        }

        public override JsonObject Schema() => new() { ["type"] = "object" };
    }
}
