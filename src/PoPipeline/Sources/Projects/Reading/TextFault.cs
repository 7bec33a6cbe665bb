using System.Text.Json;
using System.Xml;
using Tomlyn;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>What readers of formats throw for text that is of another one.</summary>
internal static class TextFault
{
    /// <summary>Why a text could not be read, as a clause; null where the exception says something else.</summary>
    /// <param name="exception">What was thrown while it was.</param>
    public static string? Of(Exception exception) => exception switch
    {
        JsonException json => $"it is not JSON, line {(json.LineNumber ?? 0) + 1}",
        YamlException yaml => $"it is not YAML, line {yaml.Start.Line}",
        TomlException toml => $"it is not TOML, line {Math.Max(toml.Line ?? 1, 1)}",
        XmlException xml => $"it is not XML, line {Math.Max(xml.LineNumber, 1)}",
        InvalidOperationException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException => "it is not what its name says",
        _ => null,
    };
}
