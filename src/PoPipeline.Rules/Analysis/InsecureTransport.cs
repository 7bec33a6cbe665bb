using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A place where a connection is not protected.</summary>
/// <param name="Text">What says so.</param>
/// <param name="Kind">A short name, for fingerprints.</param>
/// <param name="Consequence">What follows, as a clause.</param>
/// <param name="Advice">What to do, as an imperative sentence.</param>
/// <param name="Severity">How severe.</param>
internal sealed record InsecureTransport(string Text, string Kind, string Consequence, string Advice, Severity Severity)
{
    private const string Forged = "whoever controls the network can answer in the server's place";
    private const string Certificate = "Keep the check, and trust the server's own certificate authority where it has one.";

    /// <summary>That of a command; null where there is none.</summary>
    public static InsecureTransport? Of(Command command, Script script)
    {
        var addresses = command.Words.Select(word => WebAddress.In(word.Text)).Where(address => address is not null).ToList();
        if (addresses.Count > 0 && addresses.All(address => address!.IsLocal))
        {
            return null;
        }

        return UncheckedCertificate(command) is { } option
            ? new InsecureTransport($"{command.Name} {option}", $"{command.Name}/certificate", Forged, Certificate, Severity.Medium)
            : UncheckedHost(command) is { } host ? new InsecureTransport(host, "StrictHostKeyChecking", Forged, "Write the server's key to 'known_hosts'.", Severity.Low)
            : command.Assignments.Select(word => OfVariable(NameOf(word.Text), ValueOf(word.Text))).FirstOrDefault(found => found is not null)
                ?? (command.Name is "export" or "set" ? command.Words.Skip(1).Select(word => OfVariable(NameOf(word.Text), ValueOf(word.Text))).FirstOrDefault(found => found is not null) : null)
                ?? (Fetches(command) && !Downloads.Verifies(script) ? addresses.Where(address => IsPlain(address!)).Select(address => Plain(address!)).FirstOrDefault() : null);
    }

    /// <summary>That of a variable or an input; null where there is none.</summary>
    public static InsecureTransport? OfVariable(string name, string value) => name.ToUpperInvariant() switch
    {
        "GIT_SSL_NO_VERIFY" when value is not ("" or "0" or "false") => Switch(name, value),
        "NODE_TLS_REJECT_UNAUTHORIZED" or "PYTHONHTTPSVERIFY" when value is "0" => Switch(name, value),
        "NPM_CONFIG_STRICT_SSL" or "YARN_STRICT_SSL" or "YARN_ENABLE_STRICT_SSL" when value is "false" or "0" => Switch(name, value),
        "CURL_INSECURE" or "GIT_CURL_INSECURE" or "GOINSECURE" when value is not ("" or "0" or "false") => Switch(name, value),
        "GIT_SSH_COMMAND" when value.Contains("StrictHostKeyChecking=no", StringComparison.OrdinalIgnoreCase) =>
            new InsecureTransport($"{name}={value}", "StrictHostKeyChecking", Forged, "Write the server's key to 'known_hosts'.", Severity.Low),
        "NPM_CONFIG_REGISTRY" or "YARN_REGISTRY" or "YARN_NPM_REGISTRY_SERVER" or "PIP_INDEX_URL" or "PIP_EXTRA_INDEX_URL" or "UV_INDEX_URL" or "UV_DEFAULT_INDEX" or "REGISTRY-URL" or "GOPROXY"
            when WebAddress.In(value) is { } address && IsPlain(address) => Plain(address),
        _ => null,
    };

    private static InsecureTransport Switch(string name, string value) => new($"{name}={value}", name, Forged, Certificate, Severity.Medium);

    private static InsecureTransport Plain(WebAddress address) =>
        new($"http://{address.Host}", $"http://{address.Host}{address.Path.Split('?')[0]}", "whoever controls the network can read and change what is transferred", "Use 'https'.", Severity.Medium);

    private static bool IsPlain(WebAddress address) => address is { Scheme: "http" or "ftp", IsLocal: false };

    private static string? UncheckedCertificate(Command command) => command.Name switch
    {
        "curl" => command.Option("-k", "--insecure")?.Text,
        "wget" => command.Option("--no-check-certificate")?.Text,
        "iwr" or "irm" or "invoke-webrequest" or "invoke-restmethod" => command.Option("-SkipCertificateCheck")?.Text,
        "git" => command.Words.Any(word => word.Text.StartsWith("http.sslverify=", StringComparison.OrdinalIgnoreCase) && word.Text.EndsWith("false", StringComparison.OrdinalIgnoreCase))
            || (command.HasVerb("git", "config") && command.Words.Select(word => word.Text.ToUpperInvariant()).ToList() is var words && words.IndexOf("HTTP.SSLVERIFY") is >= 0 and var index
                && words.ElementAtOrDefault(index + 1) is "FALSE" or "0")
            ? "http.sslVerify=false" : null,
        "npm" or "yarn" or "pnpm" => command.Option("--strict-ssl=false", "--no-strict-ssl")?.Text ?? (command.HasVerb(command.Name, "config", "set", "strict-ssl", "false") ? "strict-ssl false" : null),
        "pip" or "pip3" => command.ValuesOf("--trusted-host").Any(word => WebAddress.In("https://" + word.Text) is { IsLocal: false }) ? "--trusted-host" : null,
        "helm" or "oc" or "argocd" => command.Option("--insecure-skip-tls-verify", "--insecure-skip-tls-verify=true")?.Text,
        "skopeo" or "podman" or "buildah" => command.Option("--tls-verify=false", "--src-tls-verify=false", "--dest-tls-verify=false")?.Text,
        "apt" or "apt-get" => command.Option("--allow-unauthenticated")?.Text,
        _ => null,
    };

    private static string? UncheckedHost(Command command) =>
        command.Name is "ssh" or "scp" or "sftp" or "rsync" or "git"
            ? command.Words.Select(word => word.Text).FirstOrDefault(word => word.Contains("StrictHostKeyChecking=no", StringComparison.OrdinalIgnoreCase) || word.Contains("StrictHostKeyChecking no", StringComparison.OrdinalIgnoreCase))
            : null;

    private static bool Fetches(Command command) =>
        Downloads.IsDownload(command)
        || (command.Name is "git" && command.Words.Any(word => word.Text is "clone" or "fetch" or "pull" or "remote" or "submodule"))
        || (command.Name is "pip" or "pip3" or "npm" or "yarn" or "pnpm" or "gem" or "go" or "uv" or "helm" && command.Words.Any(word => word.Text is "install" or "add" or "get" or "ci" or "i" or "config" or "repo"));

    private static string NameOf(string assignment) => assignment.Split('=', 2)[0].TrimEnd('+');

    private static string ValueOf(string assignment) => assignment.Split('=', 2) is [_, var value] ? value : "";
}
