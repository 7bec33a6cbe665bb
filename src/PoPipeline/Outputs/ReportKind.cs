namespace PoPipeline.Outputs;

/// <summary>A report that can be written into a folder.</summary>
public enum ReportKind
{
    /// <summary><c>popipeline.sarif</c>: everything that was judged, for archives and as evidence.</summary>
    Sarif,

    /// <summary><c>popipeline.github.sarif</c>: what GitHub code scanning shows.</summary>
    GitHubSarif,

    /// <summary><c>popipeline.defectdojo.sarif</c>: what DefectDojo imports.</summary>
    DefectDojo,

    /// <summary><c>summary.md</c>: a page for people.</summary>
    Summary,

    /// <summary><c>gl-code-quality-report.json</c>: what GitLab shows in a merge request, on every tier.</summary>
    CodeQuality,

    /// <summary><c>gl-sast-report.json</c>: what GitLab's vulnerability report takes, version 15.2.1.</summary>
    Sast,

    /// <summary><c>test-output.json</c>: the result <c>TEST_OUTPUT</c> of a Konflux task.</summary>
    TestOutput,

    /// <summary><c>outcome.env</c>: the result and the number of open findings, for shell scripts.</summary>
    Outcome,
}
