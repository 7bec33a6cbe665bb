using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds where a pipeline hands out what was built, so that others run it: packages, images, the files of a release. A deployment is none.</summary>
internal static class Releases
{
    // The program, and the words that must follow it in this order.
    private static readonly Dictionary<string, string[][]> Verbs = new(StringComparer.Ordinal)
    {
        ["npm"] = [["publish"]],
        ["pnpm"] = [["publish"]],
        ["yarn"] = [["npm", "publish"]],
        ["cargo"] = [["publish"]],
        ["twine"] = [["upload"]],
        ["poetry"] = [["publish"]],
        ["uv"] = [["publish"]],
        ["hatch"] = [["publish"]],
        ["flit"] = [["publish"]],
        ["gem"] = [["push"]],
        ["dotnet"] = [["nuget", "push"]],
        ["nuget"] = [["push"]],
        ["mvn"] = [["deploy"]],
        ["docker"] = [["push"], ["buildx", "--push"], ["build", "--push"]],
        ["podman"] = [["push"]],
        ["buildah"] = [["push"]],
        ["crane"] = [["push"]],
        ["helm"] = [["push"]],
        ["gh"] = [["release", "create"], ["release", "upload"]],
        ["glab"] = [["release", "create"]],
        ["release-cli"] = [["create"]],
        ["goreleaser"] = [["release"]],
        ["jreleaser"] = [["full-release"], ["release"]],
    };

    // The programs that make a release only of what their words say are none when they are told to try it.
    private static readonly string[] Trying = ["--dry-run", "--snapshot", "--help", "-n"];

    /// <summary>Where a job does first; null where it does not.</summary>
    /// <param name="job">The job.</param>
    public static Release? In(Job job) => All(job).FirstOrDefault();

    /// <summary>Where a job does.</summary>
    /// <param name="job">The job.</param>
    public static IEnumerable<Release> All(Job job)
    {
        foreach (var step in job.Steps)
        {
            if (step.Uses is { } uses && step.Effects.HasFlag(StepEffects.Publishes) && Catalogue.Find(uses) is { Releases: true } known)
            {
                yield return new Release(uses.Name, uses.Span, known.Program, step);
            }

            foreach (var script in step.Scripts)
            {
                foreach (var command in script.Commands)
                {
                    if (VerbOf(command) is { } verb)
                    {
                        yield return new Release(verb, script.PlaceOf(command.Offset, command.Length), Launchers.Plain(command.Name), step);
                    }
                }
            }
        }
    }

    private static string? VerbOf(Command command)
    {
        if (!Verbs.TryGetValue(Launchers.Plain(command.Name), out var verbs) || command.Words.Any(word => Array.IndexOf(Trying, word.Text) >= 0))
        {
            return null;
        }

        foreach (var verb in verbs)
        {
            if (Follows(command.Words, verb))
            {
                return $"{command.Name} {string.Join(' ', verb)}";
            }
        }

        return null;
    }

    private static bool Follows(ImmutableArray<Word> words, string[] verb)
    {
        var next = 0;
        for (var index = 1; index < words.Length && next < verb.Length; index++)
        {
            next += words[index].Text == verb[next] ? 1 : 0;
        }

        return next == verb.Length;
    }
}
