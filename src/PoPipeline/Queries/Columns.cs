using System.Collections.Immutable;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>Writes rows of cells in columns that are as wide as their widest cell.</summary>
internal static class Columns
{
    /// <summary>Writes them.</summary>
    /// <param name="rows">The rows, the heading first, of as many cells each.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(ImmutableArray<ImmutableArray<string>> rows, TerminalWriter writer)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            writer.WriteLine($"{string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()}");
        }
    }
}
