using System.Collections.Immutable;
using System.Xml;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of NuGet: the project files of MSBuild. What they and the files that they import set is read by <see cref="MsBuild.MsBuildSettings"/>.</summary>
/// <remarks>Source: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files.</remarks>
internal sealed class MsBuildProject : ManifestFormat
{
    // No entity is looked up, and none may be declared.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.NuGet;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name.EndsWith(".csproj") || name.EndsWith(".fsproj") || name.EndsWith(".vbproj");

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var text = file.Reader();
        using var reader = XmlReader.Create(text, Settings);
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        var isProgram = false;
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "Project":
                    isProgram |= reader.GetAttribute("Sdk") is { } sdk && (sdk.StartsWith("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase) || sdk.StartsWith("Microsoft.NET.Sdk.Worker", StringComparison.OrdinalIgnoreCase));
                    break;
                case "OutputType":
                    isProgram |= !reader.IsEmptyElement && reader.Read() && reader.Value.Trim().EndsWith("Exe", StringComparison.OrdinalIgnoreCase);
                    break;
                case "PackageReference" when reader.GetAttribute("Include") is { Length: > 0 } name:
                    var version = reader.GetAttribute("Version") ?? "";
                    packages.Add(new AskedPackage(name, version, At(reader, name)));
                    break;
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.NuGet, NamesTool = true, Packages = packages.DrainToImmutable(), IsLibrary = !isProgram };
    }

    private static Region At(XmlReader reader, string name)
    {
        if (reader is not IXmlLineInfo lines || !reader.MoveToAttribute("Include"))
        {
            return Region.Start;
        }

        var (line, column) = (lines.LineNumber, lines.LinePosition + "Include=\"".Length);
        reader.MoveToElement();
        return new Region(line, column, line, column + name.Length);
    }
}
