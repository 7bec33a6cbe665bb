using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>tags</c>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/runners/hosted_runners/: only the tags of GitLab.com's own machines are known; every other one is the organisation's.</remarks>
internal static class RunnerReader
{
    private const string Hosted = "saas-";

    /// <summary>The machine that a job asks for.</summary>
    /// <param name="job">The job.</param>
    public static Runner? Read(CiJob job)
    {
        if (job.Keys.Entry("trigger") is not null)
        {
            return null;
        }

        var labels = ShortForms.Located(job.Keys["tags"]);
        return new Runner { Span = job.Keys["tags"]?.Span ?? job.Span, Labels = labels, Kind = labels.Length > 0 && labels.All(label => label.Value.StartsWith(Hosted, StringComparison.Ordinal)) ? RunnerKind.Hosted : RunnerKind.Unknown };
    }

    /// <summary>What reads the scripts of a job: the machine decides, of which only names tell.</summary>
    /// <param name="job">The job.</param>
    public static ShellKind ShellOf(CiJob job)
    {
        var runner = Read(job);
        var image = ShortForms.Named(job.Keys["image"])?.Value ?? "";
        return runner?.Labels.Any(label => IsWindows(label.Value)) == true || IsWindows(image) || image.Contains("nanoserver", StringComparison.OrdinalIgnoreCase) ? ShellKind.PowerShell : ShellKind.Posix;
    }

    private static bool IsWindows(string name) => name.Contains("windows", StringComparison.OrdinalIgnoreCase);
}
