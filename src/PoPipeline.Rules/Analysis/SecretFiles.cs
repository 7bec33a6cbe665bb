using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which files of the workspace hold secrets: by what a script writes to them, and by their names.</summary>
internal static class SecretFiles
{
    private static readonly string[] Names =
        [".env", ".netrc", ".npmrc", ".pypirc", ".pgpass", ".git-credentials", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "credentials.json", "service-account.json", "kubeconfig", ".vault-token", ".terraformrc"];

    private static readonly string[] Endings = [".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk", "-key.pem", "_key.pem", ".key.pem", "privkey.pem"];

    // What ends so shows which settings there are, without their values.
    private static readonly string[] Examples = [".example", ".sample", ".template", ".dist", ".defaults", ".test", ".tpl", ".ci"];

    /// <summary>The files to which a step writes a secret that outlives it.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">Its job.</param>
    /// <param name="step">The step.</param>
    public static IEnumerable<Written> WrittenBy(Pipeline pipeline, Job job, Step step)
    {
        if (step.Scripts.IsEmpty)
        {
            return [];
        }

        var profile = PlatformProfiles.Of(pipeline.Platform);
        var variables = SecretValues.VariablesOf(pipeline, job, step).Except(PlatformProfiles.JobTokens).Except(job.IdTokens.Select(token => token.Name));
        return from script in step.Scripts
               from command in script.Commands
               from file in FilesOf(script, command)
               where !file.Text.Contains('$', StringComparison.Ordinal) && !file.Text.StartsWith('/') && !file.Text.StartsWith('~')
               let secret = command.Name is "echo" or "printf" ? SecretValues.ShownBy(script, command, variables)
                   : PrintsAll(command) ? variables.Order(StringComparer.Ordinal).FirstOrDefault() ?? (profile.GivesSecretsToAll ? "all of the settings" : null)
                   : null
               where secret is not null
               select new Written(secret, file.Text, script.PlaceOf(command.Offset, command.Length));
    }

    /// <summary>Where an exchange takes a file along; null where it does not.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="file">The file, relative to the workspace.</param>
    public static Place? PlaceIn(Exchange exchange, string file) =>
        exchange.Paths.FirstOrDefault(path => Plain(path.Value) == Plain(file) || (Plain(path.Value).TrimEnd('*').TrimEnd('/') is { Length: > 0 } folder && Plain(file).StartsWith(folder + "/", StringComparison.Ordinal)))?.Span
        ?? exchange.Untracked;

    /// <summary>Whether the name of a file tells that it holds secrets.</summary>
    /// <param name="path">The path.</param>
    public static bool IsNamedLikeOne(string path)
    {
        var name = path.Trim().Split('/', '\\')[^1];
        return !path.TrimStart().StartsWith('!')
            && !Examples.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            && (Names.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith(".env.", StringComparison.OrdinalIgnoreCase) || Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<Word> FilesOf(Script script, Command command) =>
        command.PipedTo is { } reader && script.Commands[reader] is { Name: "tee" } tee ? tee.Words.Skip(1).Where(word => !word.Text.StartsWith('-')) : command.OutputFiles;

    private static bool PrintsAll(Command command) => command.Name switch
    {
        "env" or "printenv" => command.Words.Skip(1).All(word => word.Text.StartsWith('-')),
        "export" => command.Words is [_, { Text: "-p" }],
        "" => command.Words.IsEmpty && command.Wrappers is [{ Text: "env" }],
        _ => false,
    };

    private static string Plain(string path)
    {
        var plain = path.Trim();
        foreach (var name in PlatformWords.WorkspaceNames.Where(name => plain.StartsWith(name + "/", StringComparison.Ordinal)))
        {
            plain = plain[(name.Length + 1)..];
        }

        return plain.StartsWith("./", StringComparison.Ordinal) ? plain[2..] : plain;
    }

    /// <summary>A file that holds a secret.</summary>
    /// <param name="Secret">The secret.</param>
    /// <param name="File">The file.</param>
    /// <param name="Place">What writes it.</param>
    internal sealed record Written(string Secret, string File, Place Place);
}
