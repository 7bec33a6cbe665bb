using PoPipeline.Configuration;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>The JSON Schema of the policy, for a terminal or a file.</summary>
public static class SchemaText
{
    /// <summary>Writes the schema.</summary>
    /// <param name="writer">Where to.</param>
    public static void Write(TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteDocument(json => json.Write(PolicySchema.Json.AsSpan().TrimEnd()));
    }
}
