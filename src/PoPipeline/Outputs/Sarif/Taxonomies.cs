using Microsoft.CodeAnalysis.Sarif;
using Model = PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Sarif;

/// <summary>The two taxonomies that rules refer to, with the taxa that are referred to and no others.</summary>
internal sealed class Taxonomies
{
    private const string SsdfName = "NIST-SSDF";
    private const string CweName = "CWE";
    private const int SsdfIndex = 0;
    private const int CweIndex = 1;
    private const string Relevant = "relevant";

    private static readonly Guid SsdfGuid = StableGuid.Of(SsdfName);
    private static readonly Guid CweGuid = StableGuid.Of(CweName);

    private readonly List<string> tasks;
    private readonly List<int> weaknesses;

    public Taxonomies(IReadOnlyCollection<Model.Rule> rules)
    {
        tasks = [.. rules.Select(rule => rule.Task).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        weaknesses = [.. rules.SelectMany(rule => rule.Weaknesses).Distinct().Order()];
    }

    /// <summary>The taxonomies themselves, for the run.</summary>
    public IList<ToolComponent> Components =>
    [
        new ToolComponent
        {
            Name = SsdfName,
            FullName = "NIST SP 800-218, Secure Software Development Framework",
            Version = Ssdf.Version,
            Guid = SsdfGuid,
            Organization = "National Institute of Standards and Technology",
            ShortDescription = Text("Practices for the development of secure software."),
            InformationUri = Ssdf.Publication,
            IsComprehensive = false,
            Language = "en",
            Taxa = [.. tasks.Select(task => new ReportingDescriptor { Id = task, Guid = StableGuid.Of($"{SsdfName}/{task}"), ShortDescription = Text($"{Ssdf.TitleOf(task)}.") })],
        },
        new ToolComponent
        {
            Name = CweName,
            FullName = "Common Weakness Enumeration",
            Guid = CweGuid,
            Organization = "MITRE",
            ShortDescription = Text("A list of kinds of weaknesses of software and hardware."),
            InformationUri = new Uri("https://cwe.mitre.org/"),
            IsComprehensive = false,
            Language = "en",
            Taxa = [.. weaknesses.Select(weakness => new ReportingDescriptor
            {
                Id = $"{weakness}",
                Guid = StableGuid.Of($"{CweName}/{weakness}"),
                ShortDescription = Text($"CWE-{weakness}."),
                HelpUri = Cwe.PageOf(weakness),
            })],
        },
    ];

    /// <summary>The taxonomies as the tool declares that it knows them.</summary>
    public static IList<ToolComponentReference> Supported => [Ssdfs(), Cwes()];

    /// <summary>What a rule has to do with the taxa.</summary>
    public IList<ReportingDescriptorRelationship> RelationshipsOf(Model.Rule rule) =>
        [.. TaxaOf(rule).Select(taxon => new ReportingDescriptorRelationship { Target = taxon, Kinds = [Relevant] })];

    /// <summary>The taxa of a rule, for its results.</summary>
    public IList<ReportingDescriptorReference> TaxaOf(Model.Rule rule) =>
    [
        new ReportingDescriptorReference { Id = rule.Task, Index = tasks.IndexOf(rule.Task), Guid = StableGuid.Of($"{SsdfName}/{rule.Task}"), ToolComponent = Ssdfs() },
        .. rule.Weaknesses.Select(weakness => new ReportingDescriptorReference
        {
            Id = $"{weakness}",
            Index = weaknesses.IndexOf(weakness),
            Guid = StableGuid.Of($"{CweName}/{weakness}"),
            ToolComponent = Cwes(),
        }),
    ];

    private static ToolComponentReference Ssdfs() => new() { Name = SsdfName, Guid = SsdfGuid, Index = SsdfIndex };

    private static ToolComponentReference Cwes() => new() { Name = CweName, Guid = CweGuid, Index = CweIndex };

    private static MultiformatMessageString Text(string text) => new() { Text = text };
}
