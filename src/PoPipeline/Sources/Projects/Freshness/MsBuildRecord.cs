using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>The packages that a project of MSBuild references by name, and those whose versions a <c>Directory.Packages.props</c> lays down.</summary>
/// <remarks>Sources: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files, https://learn.microsoft.com/nuget/consume-packages/central-package-management.</remarks>
internal static class MsBuildRecord
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var text = file.Reader();
        using var reader = XmlReader.Create(text, Settings);
        var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        var shared = ImmutableArray.CreateBuilder<AskedRequest>();
        var changed = ImmutableArray.CreateBuilder<string>();
        foreach (var item in root?.Descendants().Where(element => element.Name.LocalName is "PackageReference" or "PackageVersion") ?? [])
        {
            changed.AddRange(Names(item, "Remove"));
            changed.AddRange(Names(item, "Update"));
            if (item.Attribute("Include") is not { Value: var name } include || name.AsSpan().ContainsAny("$@%;*"))
            {
                continue;
            }

            var version = (Written(item, "VersionOverride") ?? Written(item, "Version"))?.Trim();
            var isConditional = item.AncestorsAndSelf().Any(element => element.Attribute("Condition") is not null || element.Name.LocalName is "When" or "Otherwise" or "Target");
            var request = new AskedRequest(name.Trim().ToLowerInvariant(), version is null || version.Contains('$', StringComparison.Ordinal) ? null : version, At(include)) { Written = name.Trim(), MayBeLeftOut = isConditional || version?.Contains('$', StringComparison.Ordinal) is true };
            (item.Name.LocalName is "PackageReference" ? asked : shared).Add(request);
        }

        return new ManifestRecord { Asked = asked.DrainToImmutable(), Shared = shared.DrainToImmutable(), Changed = changed.ToFrozenSet(StringComparer.Ordinal) };
    }

    private static IEnumerable<string> Names(XElement item, string attribute) => item.Attribute(attribute)?.Value.Split(';', StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()) ?? [];

    private static string? Written(XElement item, string name) => item.Attribute(name)?.Value ?? item.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    private static Region At(XAttribute include)
    {
        IXmlLineInfo lines = include;
        var column = lines.LinePosition + "Include=\"".Length;
        return new Region(lines.LineNumber, column, lines.LineNumber, column + include.Value.Length);
    }
}
