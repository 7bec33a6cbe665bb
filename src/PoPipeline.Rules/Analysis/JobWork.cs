using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>
/// What jobs do with what they are given, as lines of evidence: who decides that a job may have a token decides on what it runs with it.
/// </summary>
internal static class JobWork
{
    /// <summary>The lines of some jobs, each on one line: machines, images, code that is reused, and scripts. Where the jobs stand in the file says nothing of what they do.</summary>
    public static string Of(IEnumerable<Job> jobs) => string.Join('\n', jobs.OrderBy(job => job.Id, StringComparer.Ordinal).SelectMany(Lines));

    private static IEnumerable<string> Lines(Job job)
    {
        var name = $"job '{job.Id}'";
        yield return name;
        foreach (var label in job.Runner?.Labels ?? [])
        {
            yield return $"{name} on '{OneLine(label.Value)}'";
        }

        foreach (var reused in new[] { job.Calls, job.Container?.Image }.Concat(job.Container?.Others ?? []).Concat(job.Services.SelectMany(service => service.Others.Prepend(service.Image))).OfType<Reference>())
        {
            yield return $"{name}: {Described(reused)}";
        }

        foreach (var step in job.Steps)
        {
            if (step.Uses is not null)
            {
                yield return $"{name}, step '{step.Key}': {Described(step.Uses)}";
            }

            // Whether a break of lines ends the text is decided by what comes behind the step.
            foreach (var script in step.Scripts)
            {
                yield return $"{name}, step '{step.Key}': {OneLine(CredentialFormats.MaskAll(script.Text.TrimEnd()))}";
            }
        }
    }

    // A pin by content is renewed every week by a bot, and the code stays that of the same people.
    private static string Described(Reference reference) => reference.Pin is Pin.Commit or Pin.Digest ? $"'{OneLine(reference.Name)}' by its content" : $"'{OneLine(reference.Text)}'";

    private static string OneLine(string text) => text.ReplaceLineEndings("\\n");
}
