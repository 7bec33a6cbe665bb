using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>The two taxonomies that rules refer to, with the taxa that are referred to and no others.</summary>
internal sealed class Taxonomies
{
    private static readonly Taxonomy Ssdfs = new("NIST-SSDF", 0);
    private static readonly Taxonomy Cwes = new("CWE", 1);

    private readonly Dictionary<string, Taxon> tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Taxon> weaknesses = [];

    public Taxonomies(IReadOnlyCollection<Rule> rules)
    {
        foreach (var task in rules.Select(rule => rule.Task).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            tasks.Add(task, Ssdfs.TaxonOf(task, tasks.Count));
        }

        List<int> numbers = [];
        foreach (var rule in rules)
        {
            foreach (var weakness in rule.Weaknesses)
            {
                numbers.Add(weakness);
            }
        }

        numbers.Sort();
        foreach (var weakness in numbers)
        {
            if (!weaknesses.ContainsKey(weakness))
            {
                weaknesses.Add(weakness, Cwes.TaxonOf($"{weakness}", weaknesses.Count));
            }
        }
    }

    /// <summary>Writes the taxonomies themselves, for the run.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("taxonomies");
        json.WriteStartObject();
        Begin(json, Ssdfs, "NIST SP 800-218, Secure Software Development Framework", "National Institute of Standards and Technology", "Practices for the development of secure software.");
        json.WriteString("version", Ssdf.Version);
        json.WriteAddress("informationUri", Ssdf.Publication);
        json.WriteStartArray("taxa");
        foreach (var (task, taxon) in tasks)
        {
            Write(json, taxon, $"{Ssdf.TitleOf(task)}.", help: null);
        }

        End(json);
        json.WriteStartObject();
        Begin(json, Cwes, "Common Weakness Enumeration", "MITRE", "A list of kinds of weaknesses of software and hardware.");
        json.WriteString("informationUri", "https://cwe.mitre.org/");
        json.WriteStartArray("taxa");
        foreach (var (weakness, taxon) in weaknesses)
        {
            Write(json, taxon, $"CWE-{weakness}.", Cwe.PageOf(weakness));
        }

        End(json);
        json.WriteEndArray();
    }

    /// <summary>Writes the taxonomies as the tool declares that it knows them.</summary>
    public static void WriteSupported(Utf8JsonWriter json)
    {
        json.WriteStartArray("supportedTaxonomies");
        foreach (var taxonomy in new[] { Ssdfs, Cwes })
        {
            json.WriteStartObject();
            Write(json, taxonomy);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes what a rule has to do with the taxa.</summary>
    public void WriteRelationships(Utf8JsonWriter json, Rule rule)
    {
        json.WriteStartArray("relationships");
        foreach (var taxon in TaxaOf(rule))
        {
            json.WriteStartObject();
            json.WriteStartObject("target");
            Write(json, taxon);
            json.WriteTexts("kinds", ["relevant"]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the taxa of a rule, for its results.</summary>
    public void WriteTaxa(Utf8JsonWriter json, Rule rule)
    {
        json.WriteStartArray("taxa");
        foreach (var taxon in TaxaOf(rule))
        {
            json.WriteStartObject();
            Write(json, taxon);
        }

        json.WriteEndArray();
    }

    private List<Taxon> TaxaOf(Rule rule)
    {
        List<Taxon> taxa = [tasks[rule.Task]];
        foreach (var weakness in rule.Weaknesses)
        {
            taxa.Add(weaknesses[weakness]);
        }

        return taxa;
    }

    private static void Begin(Utf8JsonWriter json, Taxonomy taxonomy, string fullName, string organization, string description)
    {
        json.WriteString("guid", taxonomy.Guid);
        json.WriteString("name", taxonomy.Name);
        json.WriteString("organization", organization);
        json.WriteText("shortDescription", description);
        json.WriteString("fullName", fullName);
    }

    private static void Write(Utf8JsonWriter json, Taxon taxon, string description, Uri? help)
    {
        json.WriteStartObject();
        json.WriteString("id", taxon.Id);
        json.WriteText("shortDescription", description);
        json.WriteString("guid", taxon.Guid);
        if (help is not null)
        {
            json.WriteAddress("helpUri", help);
        }

        json.WriteEndObject();
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteString("language", "en");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Taxon taxon)
    {
        json.WriteString("id", taxon.Id);
        json.WriteNumber("index", taxon.Index);
        json.WriteString("guid", taxon.Guid);
        json.WriteStartObject("toolComponent");
        Write(json, taxon.Taxonomy);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Taxonomy taxonomy)
    {
        json.WriteString("name", taxonomy.Name);
        json.WriteNumber("index", taxonomy.Index);
        json.WriteString("guid", taxonomy.Guid);
        json.WriteEndObject();
    }

    private sealed record Taxonomy(string Name, int Index)
    {
        public Guid Guid { get; } = StableGuid.Of(Name);

        public Taxon TaxonOf(string id, int index) => new(this, id, index, StableGuid.Of($"{Name}/{id}"));
    }

    private sealed record Taxon(Taxonomy Taxonomy, string Id, int Index, Guid Guid);
}
