using System.Collections.Immutable;
using System.Xml;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>Reads <c>nuget.config</c>, which says where packages come from. Those of a folder add to those of the folders above, unless they clear them.</summary>
/// <remarks>Sources: https://learn.microsoft.com/nuget/consume-packages/configuring-nuget-behavior, https://learn.microsoft.com/nuget/consume-packages/package-source-mapping.</remarks>
internal static class NuGetConfig
{
    /// <summary>The names that NuGet looks for where case matters, in its order.</summary>
    public static readonly ImmutableArray<string> Names = ["nuget.config", "NuGet.config", "NuGet.Config"];

    private const int Most = 200;

    // No entity is looked up, and none may be declared.
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>Adds what a file says to what those above it say.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="settings">The settings so far.</param>
    /// <returns>Why it could not be read to its end, as a clause; null where it was.</returns>
    public static string? Add(string path, string text, List<ToolSetting> settings)
    {
        using var characters = new StringReader(text);
        using var reader = XmlReader.Create(characters, Reading);
        try
        {
            return Walk(path, reader, settings);
        }
        catch (XmlException exception)
        {
            return $"it is not XML, line {exception.LineNumber}";
        }
    }

    private static string? Walk(string path, XmlReader reader, List<ToolSetting> settings)
    {
        string section = "", source = "";
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (settings.Count >= Most)
            {
                return $"it and those above it set more than {Most} things, and the rest was not looked at";
            }

            section = reader.Depth == 1 ? reader.LocalName : section;
            source = reader.Depth < 3 ? "" : source;
            switch (section, reader.LocalName, reader.Depth)
            {
                case ("packageSources", "clear", 2):
                    settings.RemoveAll(setting => setting.Name.StartsWith(MsBuildNames.Source, StringComparison.Ordinal));
                    settings.Add(new ToolSetting(MsBuildNames.Cleared, "true", Here(path, reader)));
                    break;
                case ("packageSources", "add", 2) when reader.GetAttribute("key") is { Length: > 0 } key && Address(reader.GetAttribute("value")) is { } address:
                    Set(settings, MsBuildNames.Source + key, address, Here(path, reader));
                    break;
                case ("packageSourceMapping", "clear", 2):
                    settings.RemoveAll(setting => setting.Name.StartsWith(MsBuildNames.Mapping, StringComparison.Ordinal));
                    break;
                case ("packageSourceMapping", "packageSource", 2):
                    source = reader.GetAttribute("key") ?? "";
                    if (source.Length > 0)
                    {
                        Set(settings, MsBuildNames.Mapping + source, "", Here(path, reader));
                    }

                    break;
                case ("packageSourceMapping", "package", 3) when source.Length > 0 && reader.GetAttribute("pattern") is { Length: > 0 } pattern:
                    var known = settings.FindIndex(setting => setting.Name == MsBuildNames.Mapping + source);
                    if (known >= 0 && settings[known] is { Value: { Length: < 1000 } patterns } mapping)
                    {
                        settings[known] = mapping with { Value = patterns.Length == 0 ? pattern : $"{patterns} {pattern}" };
                    }

                    break;
            }
        }

        return null;
    }

    private static void Set(List<ToolSetting> settings, string name, string value, Place at)
    {
        settings.RemoveAll(setting => setting.Name == name);
        settings.Add(new ToolSetting(name, value, at));
    }

    // How it is spoken to and with whom: names, passwords and paths may hold what nobody else should see. A folder is no address.
    private static string? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? $"{address.Scheme}://{address.Authority}" : null;

    private static Place Here(string path, XmlReader reader)
    {
        var lines = (IXmlLineInfo)reader;
        return new Place(path, new Region(lines.LineNumber, Math.Max(lines.LinePosition - 1, 1), lines.LineNumber, lines.LinePosition + reader.Name.Length));
    }
}
