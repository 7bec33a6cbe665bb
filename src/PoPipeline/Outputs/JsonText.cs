using System.Text.Encodings.Web;
using System.Text.Json;

namespace PoPipeline.Outputs;

/// <summary>How PoPipeline writes JSON: indented, one line feed a line on every system, and readable beyond ASCII.</summary>
internal static class JsonText
{
    // Relaxed leaves quotes and letters as they are; nothing here is pasted into HTML, and every consumer parses JSON.
    public static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same on one line.</summary>
    public static JsonWriterOptions Compact { get; } = Options with { Indented = false };
}
