using System.Collections.Frozen;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
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
        ["docker"] = ["push", "stack deploy", "service update"],
        ["podman"] = ["push"],
        ["skopeo"] = ["copy"],
        ["kubectl"] = ["apply", "rollout restart", "set image", "replace"],
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
        ["gcloud"] = ["run deploy", "app deploy", "functions deploy", "deploy releases create"],
        ["az"] = ["webapp deploy", "webapp up", "functionapp deploy", "functionapp deployment", "webapp deployment", "containerapp update", "containerapp up", "deployment group create", "deployment sub create", "storage blob upload-batch"],
        ["eb"] = ["deploy"],
        ["aws"] = ["ecs update-service", "lambda update-function-code", "lambda publish-version", "cloudformation deploy", "cloudformation update-stack", "cloudformation create-stack", "cloudformation execute-change-set", "elasticbeanstalk update-environment",
            "deploy create-deployment", "amplify start-deployment", "apprunner start-deployment", "deploy push"],
        ["helmfile"] = ["apply", "sync"],
        ["oc"] = ["apply", "rollout", "start-build", "set image"],
        ["argocd"] = ["app sync"],
        ["nomad"] = ["job run", "run"],
        ["cf"] = ["push"],
        ["heroku"] = ["container:release", "deploy"],
        ["railway"] = ["up", "deploy"],
        ["copilot"] = ["deploy"],
        ["sls"] = ["deploy"],
        ["sst"] = ["deploy"],
        ["eas"] = ["submit", "update"],
        ["kamal"] = ["deploy"],
        ["cap"] = ["deploy"],
        ["supabase"] = ["functions deploy", "db push"],
        ["convex"] = ["deploy"],
        ["doctl"] = ["apps update", "apps create-deployment"],
        ["databricks"] = ["bundle deploy"],
        ["amplify"] = ["publish", "push"],
        ["swa"] = ["deploy"],
        ["terragrunt"] = ["apply"],
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
        if (Copies(command) is { } copy)
        {
            return copy;
        }

        if (!Verbs.TryGetValue(command.Name, out var verbs) || command.Words.Any(word => word.Text is "--dry-run" or "--help"))
        {
            return null;
        }

        return verbs.FirstOrDefault(verb => Follows(command, verb.Split(' ')));
    }

    // What copies to a place of its own name does so both ways: aws s3 sync DIR s3://B, rsync DIR HOST:DIR.
    private static string? Copies(Command command)
    {
        // Hardly a command is one, and all are asked.
        if (command.Name is not ("aws" or "gsutil" or "gcloud" or "s3cmd" or "rclone" or "rsync" or "scp"))
        {
            return null;
        }

        var plain = command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => word.Text).ToList();
        var isToPlace = plain.Exists(IsPlace);
        return command.Words.Any(word => word.Text.StartsWith("--dry", StringComparison.Ordinal)) ? null : command.Name switch
        {
            "aws" when plain is ["s3", "sync" or "cp" or "mv", var from, ..] && isToPlace && !IsPlace(from) => $"s3 {plain[1]}",
            "aws" when plain is ["s3api", "put-object", ..] => "s3api put-object",
            "gsutil" when plain.FirstOrDefault(word => word is "rsync" or "cp" or "mv") is { } verb && plain.SkipWhile(word => word != verb).Skip(1).FirstOrDefault() is { } from && !IsPlace(from) && isToPlace => verb,
            "gcloud" when plain is ["storage", "rsync" or "cp" or "mv", var from, ..] && !IsPlace(from) && isToPlace => $"storage {plain[1]}",
            "s3cmd" when plain is ["sync" or "put", var from, ..] && !IsPlace(from) => plain[0],
            "rclone" when plain is ["sync" or "copy", var from, var to, ..] && !from.Contains(':', StringComparison.Ordinal) && to.Contains(':', StringComparison.Ordinal) => plain[0],
            "rsync" or "scp" when plain.Count > 1 && IsHost(plain[^1]) && !IsHost(plain[^2]) => "to another machine",
            _ => null,
        };
    }

    private static bool IsPlace(string word) => word.Contains("://", StringComparison.Ordinal);

    private static bool IsHost(string word) => word.IndexOf(':', StringComparison.Ordinal) is > 1 and var colon && !word.AsSpan(0, colon).Contains('/') && !word.StartsWith(PlatformWords.PasteStart, StringComparison.Ordinal);

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
