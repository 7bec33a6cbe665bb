using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Data;

/// <summary>
/// The advisories that are known: those of the data files in <c>Advisories</c>, which lie in this assembly, and those that a policy adds. The files say what databases
/// published, and notes beside them what that means for a pipeline.
/// </summary>
public static class Advisories
{
    private static readonly Lazy<JsonTable> Components = new(() => new JsonTable("advisories/action.json", "components"));
    private static readonly Lazy<JsonTable> Notes = new(() => new JsonTable("advisories/notes.json", "notes"));
    // Of those that were asked for, of which a tree uses the same ones over and over.
    private static readonly ConcurrentDictionary<string, Advisory[]> Known = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConditionalWeakTable<AdvisoryFile, FileIndex> Files = [];

    /// <summary>The components of which something is known without a policy, in the order of the file.</summary>
    public static IEnumerable<string> Names => Components.Value.Names;

    /// <summary>The advisories to which something is added, in the order of the file.</summary>
    public static IEnumerable<string> Noted => Notes.Value.Names;

    /// <summary>What is known of a component without a policy.</summary>
    /// <param name="name">Its name, in any case.</param>
    public static ImmutableArray<Advisory> Of(string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(known);
        }

        var entries = Components.Value.Find(name);
        if (entries.ValueKind is JsonValueKind.Undefined)
        {
            return [];
        }

        var advisories = new List<Advisory>(entries.GetArrayLength());
        foreach (var entry in entries.EnumerateArray())
        {
            advisories.Add(CatalogueReader.Advisory(entry));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(Known.GetOrAdd(name, advisories.ToArray()));
    }

    /// <summary>What we add to an advisory; null for nothing.</summary>
    public static AdvisoryNote? NoteOf(Advisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        var note = advisory.Aliases.Prepend(advisory.Id).Select(Notes.Value.Find).FirstOrDefault(note => note.ValueKind is not JsonValueKind.Undefined);
        return note.ValueKind is JsonValueKind.Undefined ? null : CatalogueReader.Note(note);
    }

    /// <summary>What is known of what a reference is to: each advisory once, with the name of the component that it is about.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="files">What the policy adds: an advisory of a file that stands earlier wins over a later one, and each over what is known without.</param>
    internal static IReadOnlyList<AdvisedPart> Of(Reference reference, ImmutableArray<AdvisoryFile> files)
    {
        if (reference.Pin is Pin.Local || Catalogue.KindOf(reference.Kind) is not ComponentKind.Action)
        {
            return [];
        }

        var longest = Components.Value.Longest;
        foreach (var file in files)
        {
            longest = Math.Max(longest, IndexOf(file).Longest);
        }

        // Advisories speak of a repository, or of something below it, and what is reused lies there or deeper. No name is longer than those that are known, however
        // long what others wrote is.
        List<AdvisedPart>? found = null;
        var name = reference.Name;
        for (var end = name.Length <= longest ? name.Length : name.LastIndexOf('/', longest); end > 0; end = name.LastIndexOf('/', end - 1))
        {
            var component = name[..end];
            foreach (var file in files)
            {
                Add(ref found, component, IndexOf(file).Of(component));
            }

            Add(ref found, component, Of(component));
        }

        return found is null ? [] : found;
    }

    private static void Add(ref List<AdvisedPart>? found, string component, ImmutableArray<Advisory> advisories)
    {
        foreach (var advisory in advisories)
        {
            if (found?.Exists(part => part.Advisory.IsSameAs(advisory)) != true)
            {
                (found ??= []).Add(new AdvisedPart(component, advisory));
            }
        }
    }

    private static FileIndex IndexOf(AdvisoryFile file) => Files.GetValue(file, static file => new FileIndex(file));

    private sealed class FileIndex
    {
        private readonly Dictionary<string, ImmutableArray<Advisory>> byName = new(StringComparer.OrdinalIgnoreCase);

        public FileIndex(AdvisoryFile file)
        {
            foreach (var component in file.Components)
            {
                byName[component.Name] = Of(component.Name).AddRange(component.Advisories);
                Longest = Math.Max(Longest, component.Name.Length);
            }
        }

        public int Longest { get; }

        public ImmutableArray<Advisory> Of(string name) => byName.TryGetValue(name, out var advisories) ? advisories : [];
    }
}
