using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Reads the steps that put secrets into variables.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/pipeline/steps/credentials-binding/, https://plugins.jenkins.io/hashicorp-vault-plugin/, https://plugins.jenkins.io/pipeline-aws/ and https://plugins.jenkins.io/ssh-agent/.</remarks>
internal static class Bindings
{
    // The arguments of bindings that name a variable with a secret. The name of a user is masked as well, unless that is switched off, but is none.
    private static readonly string[] Variables = ["variable", "passwordVariable", "keyFileVariable", "passphraseVariable", "secretKeyVariable", "accessKeyVariable", "tokenVariable", "keystoreVariable", "envVar", "secretVariable"];

    /// <summary>The variables that a step binds for its block, each with its secret and where that is said.</summary>
    /// <param name="call">The step.</param>
    public static ImmutableArray<(string Variable, string Secret, GroovyNode At)> Of(GroovyCall call)
    {
        switch (call.Name)
        {
            case "withCredentials":
                return [.. ((call["bindings"] ?? call.Positional.FirstOrDefault()) as GroovyList)?.Items.SelectMany(One) ?? []];
            case "withAWS" when call["credentials"] is GroovyText { Plain: { } id } at:
                return [("AWS_ACCESS_KEY_ID", id, at), ("AWS_SECRET_ACCESS_KEY", id, at)];
            case "withVault" or "wrap":
                return [.. call.Arguments.SelectMany(argument => argument.Value.All()).SelectMany(Vault)];
            case "withDockerRegistry" or "withSonarQubeEnv" or "withKubeConfig" or "sshagent":
                return [];
            case "withKubeCredentials":
                return [];
            case "withFolderProperties":
                return [];
            default:
                return [];
        }
    }

    private static IEnumerable<(string, string, GroovyNode)> One(GroovyNode binding)
    {
        var arguments = binding switch
        {
            GroovyCall call => call.Arguments,
            GroovyMap map => map.Entries,
            _ => [],
        };
        var id = arguments.FirstOrDefault(argument => argument.Name is "credentialsId")?.Value;
        var secret = (id as GroovyText)?.Plain ?? SecretUse.AnyName;
        var found = false;
        foreach (var argument in arguments)
        {
            if (argument.Name is { } name && Array.IndexOf(Variables, name) >= 0 && argument.Value is GroovyText { Plain: { } variable })
            {
                found = true;
                yield return (variable, secret, binding);
            }
        }

        // AWS keys go into the variables that its programs read, unless others are named.
        if (!found && binding is GroovyMap && arguments.Any(argument => argument.Value is GroovyText { Plain: "AmazonWebServicesCredentialsBinding" }))
        {
            yield return ("AWS_SECRET_ACCESS_KEY", secret, binding);
        }
    }

    private static IEnumerable<(string, string, GroovyNode)> Vault(GroovyNode node)
    {
        var arguments = node switch
        {
            GroovyMap map when map["envVar"] is not null => map.Entries,
            _ => [],
        };
        return arguments.FirstOrDefault(argument => argument.Name is "envVar")?.Value is GroovyText { Plain: { } variable }
            ? [(variable, (arguments.FirstOrDefault(argument => argument.Name is "vaultKey")?.Value as GroovyText)?.Plain ?? SecretUse.AnyName, node)]
            : [];
    }
}
