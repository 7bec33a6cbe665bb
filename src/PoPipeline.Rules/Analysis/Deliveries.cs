using System.Collections.Frozen;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which commands publish or deploy.</summary>
internal static class Deliveries
{
    // The program, and the words that must follow it in this order; other words may stand between.
    private static readonly FrozenDictionary<string, string[]> Verbs = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["npm"] = ["publish"],
        ["pnpm"] = ["publish"],
        ["cargo"] = ["publish"],
        ["twine"] = ["upload"],
        ["poetry"] = ["publish"],
        ["uv"] = ["publish"],
        ["hatch"] = ["publish"],
        ["flit"] = ["publish"],
        ["gem"] = ["push"],
        ["dotnet"] = ["nuget push"],
        ["nuget"] = ["push"],
        ["mvn"] = ["deploy"],
        ["mvnw"] = ["deploy"],
        ["docker"] = ["push"],
        ["podman"] = ["push"],
        ["skopeo"] = ["copy"],
        ["kubectl"] = ["apply", "rollout restart", "set image"],
        ["helm"] = ["upgrade", "install", "push"],
        ["terraform"] = ["apply"],
        ["tofu"] = ["apply"],
        ["pulumi"] = ["up"],
        ["cdk"] = ["deploy"],
        ["sam"] = ["deploy"],
        ["serverless"] = ["deploy"],
        ["flyctl"] = ["deploy"],
        ["fly"] = ["deploy"],
        ["vercel"] = ["deploy", "--prod"],
        ["netlify"] = ["deploy"],
        ["firebase"] = ["deploy"],
        ["wrangler"] = ["deploy", "publish"],
        ["gcloud"] = ["run deploy", "app deploy", "functions deploy"],
        ["az"] = ["webapp deploy", "webapp up", "functionapp deploy"],
        ["eb"] = ["deploy"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The first command of a step that publishes or deploys; null where there is none.</summary>
    public static Located<string>? In(Step step)
    {
        foreach (var script in step.Scripts)
        {
            foreach (var command in script.Commands)
            {
                if (VerbOf(command) is { } verb)
                {
                    return new Located<string>($"{command.Name} {verb}", script.PlaceOf(command.Offset, command.Length));
                }
            }
        }

        return null;
    }

    private static string? VerbOf(Command command)
    {
        if (!Verbs.TryGetValue(command.Name, out var verbs) || command.Words.Any(word => word.Text is "--dry-run" or "--help"))
        {
            return null;
        }

        return verbs.FirstOrDefault(verb => Follows(command, verb.Split(' ')));
    }

    private static bool Follows(Command command, string[] verb)
    {
        var next = 0;
        for (var i = 1; i < command.Words.Length && next < verb.Length; i++)
        {
            next += command.Words[i].Text == verb[next] ? 1 : 0;
        }

        return next == verb.Length;
    }
}
