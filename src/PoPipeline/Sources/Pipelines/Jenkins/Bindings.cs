using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Reads the steps that give the steps of their block secrets.</summary>
/// <remarks>
/// Source: https://www.jenkins.io/doc/pipeline/steps/credentials-binding/ and the pages of the plugins beside it: ssh-agent, docker-workflow, docker-commons, kubernetes-cli, pipeline-aws, hashicorp-vault-plugin,
/// azure-credentials, azure-keyvault, sonar (SonarBuildWrapper.java), config-file-provider, pipeline-maven, nodejs and openshift-client.
/// </remarks>
internal static class Bindings
{
    // The arguments of bindings that name a variable with a secret. The name of a user is masked as well, unless that is switched off, but is none.
    private static readonly FrozenSet<string> Variables = FrozenSet.Create(
        StringComparer.Ordinal, "variable", "passwordVariable", "passphraseVariable", "secretKeyVariable", "accessKeyVariable", "tokenVariable", "envVar", "secretVariable", "clientSecretVariable", "storageAccountKeyVariable", "secretIdVariable");

    // Those that name one with the path of a file.
    private static readonly FrozenSet<string> Paths = FrozenSet.Create(StringComparer.Ordinal, "keyFileVariable", "keystoreVariable", "certificatePathVariable");

    // Bindings that write a file, and put its path into what they call 'variable'.
    private static readonly FrozenSet<string> Files = FrozenSet.Create(
        StringComparer.Ordinal, "file", "zip", "dockerCert", "kubeconfigFile", "FileBinding", "ZipFileBinding", "DockerServerCredentialsBinding", "KubeconfigFileBinding");

    // What a binding sets that names no variable.
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Defaults = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal)
    {
        ["aws"] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
        ["AmazonWebServicesCredentialsBinding"] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
        ["azureServicePrincipal"] = ["AZURE_CLIENT_SECRET"],
        ["AzureCredentialsBinding"] = ["AZURE_CLIENT_SECRET"],
        ["VaultTokenCredentialBinding"] = ["VAULT_TOKEN"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // How files of settings are called that hold credentials.
    private static readonly string[] Settings = ["settings", "npmrc", "yarnrc", "pypirc", "netrc", "credential", "secret", "kubeconfig", "token"];

    /// <summary>Whether a step gives its block secrets.</summary>
    /// <param name="name">The step.</param>
    public static bool Knows(string? name) => name is "withCredentials" or "withAWS" or "withVault" or "wrap" or "sshagent" or "withDockerRegistry" or "withDockerServer" or "withKubeConfig" or "withKubeCredentials" or "withSonarQubeEnv"
        or "withAzureKeyvault" or "azureKeyVault" or "configFileProvider" or "withMaven" or "withNPM" or "nodejs";

    /// <summary>What a step gives its block.</summary>
    /// <param name="call">The step.</param>
    /// <param name="listed">Says which list a variable is set to.</param>
    public static ImmutableArray<Binding> Of(GroovyCall call, Func<GroovyNode?, GroovyNode?> listed)
    {
        var first = call.Positional.FirstOrDefault();
        return call.Name switch
        {
            "withCredentials" => [.. (listed(call["bindings"] ?? first) as GroovyList)?.Items.SelectMany(One) ?? []],
            "withAWS" when call["credentials"] is { } id => [new Binding("AWS_ACCESS_KEY_ID", NameOf(id), id), new Binding("AWS_SECRET_ACCESS_KEY", NameOf(id), id)],
            "withVault" => [.. Arguments(call, listed).SelectMany(Vault)],
            "wrap" => [.. Wrapped(call, listed)],
            "sshagent" => [.. AllOf(listed(call["credentials"] ?? first)).Select(id => new Binding(Variable: null, NameOf(id), id))],
            "withDockerRegistry" or "withDockerServer" or "withRegistry" or "withServer" => [.. ById(call, listed).DefaultIfEmpty(call.Positional.Skip(1).FirstOrDefault()).OfType<GroovyNode>().Select(id => new Binding(Variable: null, NameOf(id), id))],
            "withKubeConfig" or "withKubeCredentials" => [.. ById(call, listed).Select(id => new Binding("KUBECONFIG", NameOf(id), id, IsPath: true))],
            "withSonarQubeEnv" => [.. Sonar(call)],
            "withAzureKeyvault" or "azureKeyVault" => [.. Arguments(call, listed).SelectMany(KeyVault)],
            "configFileProvider" => [.. Arguments(call, listed).OfType<GroovyCall>().Where(file => file.Name is "configFile").Select(file => SettingsFile(file["fileId"] ?? file.Positional.FirstOrDefault(), file["variable"])).OfType<Binding>()],
            "withMaven" => [.. new[] { call["mavenSettingsConfig"], call["globalMavenSettingsConfig"] }.OfType<GroovyNode>().Select(id => new Binding(Variable: null, NameOf(id), id))],
            "withNPM" or "nodejs" => [.. new[] { call["npmrcConfig"], call["configId"] }.OfType<GroovyNode>().Select(id => new Binding(Variable: null, NameOf(id), id))],
            _ => [],
        };
    }

    private static string NameOf(GroovyNode? id) => (id as GroovyText)?.Plain is { Length: > 0 } name ? name : SecretUse.AnyName;

    private static ImmutableArray<GroovyNode> AllOf(GroovyNode? node) => node switch { null => [], GroovyList list => list.Items, _ => [node] };

    // Everything that is said to a step, without what it does: each list, map and call in its arguments.
    private static IEnumerable<GroovyNode> Arguments(GroovyCall call, Func<GroovyNode?, GroovyNode?> listed) =>
        call.Arguments.Where(argument => argument.Value != call.Body).SelectMany(argument => (listed(argument.Value) ?? argument.Value).All())
            .SelectMany(node => node is GroovyName && listed(node) is { } list && !ReferenceEquals(list, node) ? list.All() : [node]);

    private static IEnumerable<GroovyNode> ById(GroovyCall call, Func<GroovyNode?, GroovyNode?> listed) =>
        new[] { call["credentialsId"] }.Concat(Arguments(call, listed).Select(node => node switch { GroovyMap map => map["credentialsId"], GroovyCall inner => inner["credentialsId"], _ => null })).OfType<GroovyNode>().Distinct();

    private static ImmutableArray<GroovyArgument> ArgumentsOf(GroovyNode node) => node switch
    {
        GroovyCall call => call.Arguments,
        GroovyMap map => map.Entries,
        _ => [],
    };

    private static IEnumerable<Binding> One(GroovyNode binding)
    {
        var arguments = ArgumentsOf(binding);
        if (arguments.IsEmpty)
        {
            yield break;
        }

        var kind = (binding as GroovyCall)?.Name ?? (arguments.FirstOrDefault(argument => argument.Name is "$class")?.Value as GroovyText)?.Plain?.Split('.')[^1] ?? "";
        var secret = NameOf(arguments.FirstOrDefault(argument => argument.Name is "credentialsId")?.Value ?? (binding as GroovyCall)?.Positional.FirstOrDefault());
        var found = false;
        foreach (var argument in arguments)
        {
            if (argument is { Name: { } name, Value: GroovyText { Plain: { } variable } } && (Variables.Contains(name) || Paths.Contains(name)))
            {
                found = true;
                yield return new Binding(variable, secret, binding, Paths.Contains(name) || (name is "variable" && Files.Contains(kind)));
            }
        }

        if (found)
        {
            yield break;
        }

        foreach (var variable in Defaults.GetValueOrDefault(kind, []))
        {
            found = true;
            yield return new Binding(variable, secret, binding);
        }

        if (!found)
        {
            // gitUsernamePassword and the like, which hand it to one program.
            yield return new Binding(Variable: null, secret, binding);
        }
    }

    private static IEnumerable<Binding> Wrapped(GroovyCall call, Func<GroovyNode?, GroovyNode?> listed)
    {
        foreach (var node in Arguments(call, listed))
        {
            var arguments = ArgumentsOf(node);
            switch ((arguments.FirstOrDefault(argument => argument.Name is "$class")?.Value as GroovyText)?.Plain?.Split('.')[^1])
            {
                case "SonarBuildWrapper":
                    foreach (var sonar in Sonar(call))
                    {
                        yield return sonar;
                    }

                    break;
                case "KubectlBuildWrapper" when arguments.FirstOrDefault(argument => argument.Name is "credentialsId")?.Value is { } id:
                    yield return new Binding("KUBECONFIG", NameOf(id), id, IsPath: true);
                    break;
            }
        }

        foreach (var vault in Arguments(call, listed).SelectMany(Vault))
        {
            yield return vault;
        }
    }

    private static IEnumerable<Binding> Sonar(GroovyCall call)
    {
        var at = call["credentialsId"] ?? call["installationName"] ?? call.Positional.FirstOrDefault() ?? call.Callee;
        yield return new Binding("SONAR_AUTH_TOKEN", NameOf(at), at);
        yield return new Binding("SONARQUBE_SCANNER_PARAMS", NameOf(at), at);
    }

    // The key names the variable where nothing else does.
    private static IEnumerable<Binding> Vault(GroovyNode node) =>
        node is GroovyMap map && map["vaultKey"] is GroovyText { Plain: { Length: > 0 } key }
            ? [new Binding((map["envVar"] as GroovyText)?.Plain ?? key, key, node)]
            : node is GroovyMap { Entries: var entries } other && other["envVar"] is GroovyText { Plain: { } variable } && entries.Any(entry => entry.Name is "vaultKey") ? [new Binding(variable, SecretUse.AnyName, node)] : [];

    private static IEnumerable<Binding> KeyVault(GroovyNode node) =>
        node is GroovyMap map && map["envVariable"] is GroovyText { Plain: { } variable } ? [new Binding(variable, NameOf(map["name"]), node, IsPath: map["secretType"] is GroovyText { Plain: "Certificate" })] : [];

    // Most of them hold no secret; which do is told by their names alone.
    private static Binding? SettingsFile(GroovyNode? id, GroovyNode? variable) =>
        id is GroovyText { Plain: { } name } && Array.Exists(Settings, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? new Binding((variable as GroovyText)?.Plain, name, id, IsPath: true) : null;
}
