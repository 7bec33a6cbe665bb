using System.Collections.Immutable;
using PoPipeline.Outputs;

namespace PoPipeline.Frosting;

/// <summary>The reports, as arguments name them.</summary>
public static class ReportFormats
{
    /// <summary>The snapshot: the evidence, which can be judged again.</summary>
    public const string Snapshot = "snapshot";

    internal const string Sarif = "sarif";

    private static readonly ImmutableArray<(string Name, ReportKind Kind)> Table =
    [
        (Sarif, ReportKind.Sarif),
        ("github-sarif", ReportKind.GitHubSarif),
        ("defectdojo", ReportKind.DefectDojo),
        ("summary", ReportKind.Summary),
        ("gitlab-codequality", ReportKind.CodeQuality),
        ("gitlab-sast", ReportKind.Sast),
        ("test-output", ReportKind.TestOutput),
        ("konflux", ReportKind.TestOutput),
        ("outcome", ReportKind.Outcome),
    ];

    /// <summary>The names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Table.Select(format => format.Name), Snapshot];

    /// <summary>The reports that are written where none is named.</summary>
    public static ImmutableArray<string> Default { get; } = [Sarif, "summary", Snapshot];

    internal static ImmutableArray<ReportKind> KindsOf(IEnumerable<string> names) =>
        [.. Table.Where(format => names.Contains(format.Name, StringComparer.Ordinal)).Select(format => format.Kind).Distinct()];
}
