using System.Collections.Immutable;
using PoPipeline.Outputs;

namespace PoPipeline.Running;

/// <summary>The reports, as arguments name them.</summary>
public static class ReportFormats
{
    /// <summary>The names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Reports.All.SelectMany(report => report.Aliases.Prepend(report.Name))];

    /// <summary>The reports that are written where none is named.</summary>
    public static ImmutableArray<string> Default { get; } = [.. Reports.All.Where(report => report.IsDefault).Select(report => report.Name)];

    /// <summary>The reports that some arguments name, in the order of the list.</summary>
    internal static ImmutableArray<IReport> Of(IEnumerable<string> names) => [.. names.Select(Reports.Named).Distinct().OrderBy(report => Reports.All.IndexOf(report))];
}
