using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>
/// What is known of the components that pipelines reuse and run, by kind and name: the data files in <c>Catalogue</c>, which lie in this assembly. A file is read when
/// something of its kind is asked for, and an entry when it is. What is not in the catalogue is not known.
/// </summary>
public static class Catalogue
{
    private static readonly ImmutableArray<Lazy<Shelf>> Shelves =
        [.. Enum.GetNames<ComponentKind>().Select(kind => new Lazy<Shelf>(() => new Shelf(Root(kind.ToLowerInvariant()))))];

    private static readonly Lazy<Dictionary<string, SecurityTool>> ToolsByName = new(() =>
        CatalogueReader.All(Root("tools"), "tools", CatalogueReader.Tool).ToDictionary(tool => tool.Name, StringComparer.Ordinal));

    /// <summary>Every security tool.</summary>
    public static IReadOnlyCollection<SecurityTool> Tools => ToolsByName.Value.Values;

    /// <summary>Every component of a kind, in the order of its file.</summary>
    public static IEnumerable<Component> All(ComponentKind kind) => Shelves[(int)kind].Value.Components;

    /// <summary>A component; null where nothing is known of it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name, in any case.</param>
    public static Component? Find(ComponentKind kind, string name) => Shelves[(int)kind].Value.Find(name);

    /// <summary>What a reference is to; null where nothing is known of that. A folder of the repository is named as somebody's component at most by chance.</summary>
    public static Component? Find(Reference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return IsOwn(reference) ? null : Find(KindOf(reference.Kind), NameOf(reference));
    }

    /// <summary>What is known of a reference, of the folder that it lies in, and of those above, the nearest first.</summary>
    public static IEnumerable<Component> FindUpwards(Reference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (IsOwn(reference))
        {
            yield break;
        }

        var shelf = Shelves[(int)KindOf(reference.Kind)].Value;

        // Above the longest name of the catalogue there is none to look for, however long what others wrote is.
        var name = NameOf(reference);
        for (var end = name.Length <= shelf.Longest ? name.Length : name.LastIndexOf('/', shelf.Longest); end > 0; end = name.LastIndexOf('/', end - 1))
        {
            if (shelf.Find(name.AsSpan(0, end)) is { } component)
            {
                yield return component;
            }
        }
    }

    // What comes with the platform lies in the repository as little as anybody else's.
    private static bool IsOwn(Reference reference) => reference is { Pin: Pin.Local, Publisher: not Publisher.PlatformVendor };

    // A task is known by its own name, whichever bundle, repository or hub it is taken from.
    private static string NameOf(Reference reference)
    {
        if (KindOf(reference.Kind) is not ComponentKind.Task)
        {
            return reference.Name;
        }

        var last = reference.Name[(reference.Name.LastIndexOf('/') + 1)..];
        return last.EndsWith(".yaml", StringComparison.Ordinal) ? last[..^5] : last.EndsWith(".yml", StringComparison.Ordinal) ? last[..^4] : last;
    }

    /// <summary>The kind of what a reference is to.</summary>
    public static ComponentKind KindOf(ReferenceKind kind) => kind switch
    {
        ReferenceKind.Image or ReferenceKind.MachineImage => ComponentKind.Image,
        ReferenceKind.Orb => ComponentKind.Orb,
        ReferenceKind.Include or ReferenceKind.Artifacts => ComponentKind.Include,
        ReferenceKind.Task or ReferenceKind.Bundle or ReferenceKind.Listed => ComponentKind.Task,
        ReferenceKind.Chart => ComponentKind.Chart,
        _ => ComponentKind.Action,
    };

    /// <summary>The security tool that a component runs; null where it runs none.</summary>
    internal static SecurityTool? ToolOf(Component component) => component.Tool is { } name ? ToolsByName.Value[name] : null;

#pragma warning disable RS0030 // What lies in the assembly is the same on every machine; nothing else is read.
    private static JsonElement Root(string file)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream($"catalogue/{file}.json");
        return stream is null ? default : JsonDocument.Parse(stream).RootElement;
    }
#pragma warning restore RS0030

    // The entries of a file, each read when it is asked for. Whoever reads one a second time at the same moment reads the same.
    private sealed class Shelf
    {
        private readonly ImmutableArray<Entry> entries;
        private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> byName = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        public Shelf(JsonElement root)
        {
            entries = CatalogueReader.All(root, "components", static json => new Entry(json));
            foreach (var entry in entries)
            {
                var name = CatalogueReader.NameOf(entry.Json);
                byName.Dictionary.Add(name, entry);
                Longest = Math.Max(Longest, name.Length);
            }
        }

        /// <summary>How long the longest name is.</summary>
        public int Longest { get; }

        public IEnumerable<Component> Components => entries.Select(entry => entry.Component);

        public Component? Find(ReadOnlySpan<char> name) => byName.TryGetValue(name, out var entry) ? entry.Component : null;
    }

    private sealed class Entry(JsonElement json)
    {
        private Component? component;

        public JsonElement Json => json;

        public Component Component => component ??= CatalogueReader.Component(json);
    }
}
