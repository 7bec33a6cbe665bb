using System.Collections.Immutable;
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
    /// <summary>What is wrong with it, as a predicate.</summary>
    public string Fault { get; init; } = "leaves a connection unprotected";

    /// <summary>Whether it is one within a network of somebody's own, where fewer can get between.</summary>
    public bool IsInOwnNetwork { get; init; }

    private const string Forged = "whoever controls the network can answer in the server's place";
    private const string KnownKey = "Write the server's key to 'known_hosts', out of the pipeline or its settings.";
    private const string Swapped = "whoever serves a package can put another one in its place, and nothing compares it with what everybody else gets";
    private const string Comparison = "Keep the comparison, and name private packages alone where they are not to be looked up.";
    private const string Certificate = "Keep the check, and trust the server's own certificate authority where it has one.";
    private const string Eavesdropped = "whoever controls the network can read and change what is transferred";
    private const string OwnNetwork = "whoever is in that network, or comes into it, can read and change what is transferred";

    private static readonly string[] JavaSwitches = ["-Dmaven.wagon.http.ssl.insecure=true", "-Dmaven.wagon.http.ssl.allowall=true", "-Daether.connector.https.securityMode=insecure"];
    private static readonly string[] LftpSwitches = ["ssl:verify-certificate no", "ssl:verify-certificate false", "ssl:verify-certificate off"];

    /// <summary>That of a command; null where there is none.</summary>
    public static InsecureTransport? Of(Command command, Script script)
    {
        var found = UncheckedCertificate(command) is { } option
            ? new InsecureTransport($"{command.Name} {option}", $"{command.Name}/certificate", Forged, Certificate, Severity.Medium)
            : UncheckedHost(command, script) is { } host ? new InsecureTransport(host, "StrictHostKeyChecking", Forged, KnownKey, Severity.Low)
            : command.Assignments.Select(word => OfVariable(NameOf(word.Text), ValueOf(word.Text))).FirstOrDefault(found => found is not null)
                ?? (command.Name is "export" or "set" || command.HasVerb("go", "env") ? command.Words.Skip(1).Select(word => OfVariable(NameOf(word.Text), ValueOf(word.Text))).FirstOrDefault(found => found is not null) : null)
                ?? (Fetches(command) && !Downloads.Verifies(script) ? Addresses(command).Select(Plain).OfType<InsecureTransport>().OrderBy(plain => plain.IsInOwnNetwork).FirstOrDefault() : null);
        if (found is null)
        {
            return null;
        }

        var addresses = Addresses(command).ToList();
        if (addresses.Count == 0 || !addresses.TrueForAll(address => address.IsLocal))
        {
            return found;
        }

        // What stays on the machine needs no protection; within a network of one's own it is a matter of whom one trusts there.
        return addresses.Exists(address => address.IsInOwnNetwork) ? found with { Severity = Severity.Low, IsInOwnNetwork = true } : null;
    }

    private static IEnumerable<WebAddress> Addresses(Command command) => command.Words.Select(word => WebAddress.In(word.Text)).OfType<WebAddress>();

    /// <summary>That of a variable or an input; null where there is none.</summary>
    public static InsecureTransport? OfVariable(string name, string value) => name.ToUpperInvariant() switch
    {
        "IGNORESSLERRORS" when !IsOff(value) => Switch(name, value),
        "GIT_SSL_NO_VERIFY" or "GOINSECURE" or "VAULT_SKIP_VERIFY" or "TF_HTTP_SKIP_CERT_VERIFICATION" or "HELM_KUBEINSECURE_SKIP_TLS_VERIFY"
            when !IsOff(value) => Switch(name, value),
        "NODE_TLS_REJECT_UNAUTHORIZED" or "PYTHONHTTPSVERIFY" or "PERL_LWP_SSL_VERIFY_HOSTNAME" or "BUNDLE_SSL_VERIFY_MODE" when value is "0" => Switch(name, value),
        "NPM_CONFIG_STRICT_SSL" or "YARN_STRICT_SSL" or "YARN_ENABLE_STRICT_SSL" or "CONDA_SSL_VERIFY" when value.Length > 0 && IsOff(value) => Switch(name, value),
        "PIP_TRUSTED_HOST" or "UV_INSECURE_HOST" when Hosts(value).Any(static host => WebAddress.In("https://" + host) is { IsLocal: false }) => Switch(name, value),

        // The library requests took an empty one for no check at all, until version 2.28.
        "CURL_CA_BUNDLE" when value.Length == 0 => Switch(name, value) with { Severity = Severity.Low },

        // Go compares what it gets with a log that everybody sees, unless it is told not to; for private modules alone that is as it should be.
        "GOSUMDB" when value.Equals("off", StringComparison.OrdinalIgnoreCase) => Unsigned(name, value),
        "GONOSUMDB" or "GONOSUMCHECK" when Hosts(value).Any(static pattern => pattern is "*" or "*.*" or "1" or "**") => Unsigned(name, value),
        "GOFLAGS" when value.Split(' ').Any(static flag => flag is "-insecure" or "--insecure" or "-insecure=true") => Switch(name, value),
        "DOTNET_NUGET_SIGNATURE_VERIFICATION" when value.Length > 0 && IsOff(value) => Unsigned(name, value) with { Severity = Severity.Low },
        "ANSIBLE_HOST_KEY_CHECKING" when value.ToUpperInvariant() is "FALSE" or "0" or "NO" or "OFF" => new InsecureTransport($"{name}={value}", name, Forged, KnownKey, Severity.Low),
        "GIT_SSH_COMMAND" when value.Contains("StrictHostKeyChecking=no", StringComparison.OrdinalIgnoreCase) =>
            new InsecureTransport($"{name}={value}", "StrictHostKeyChecking", Forged, KnownKey, Severity.Low),
        "NPM_CONFIG_REGISTRY" or "YARN_REGISTRY" or "YARN_NPM_REGISTRY_SERVER" or "PIP_INDEX_URL" or "PIP_EXTRA_INDEX_URL" or "UV_INDEX_URL" or "UV_DEFAULT_INDEX" or "REGISTRY-URL" or "GOPROXY"
            when WebAddress.In(value) is { } address && Plain(address) is { } plain => plain,

        // Options of Java's build tools stand in variables of many names.
        _ when JavaSwitch(value) is { } option => new InsecureTransport(option, $"{name}/certificate", Forged, Certificate, Severity.Medium),
        _ => null,
    };

    /// <summary>That of an input of a task or job that others wrote, beside whose name stands what it is about; null where there is none.</summary>
    /// <param name="name">The name: <c>TLSVERIFY</c>, <c>sslVerify</c>, <c>destTLSverify</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="others">All inputs that are handed with it.</param>
    public static InsecureTransport? OfInput(string name, string value, ImmutableArray<Setting> others)
    {
        if (OfVariable(name, value) is { } found)
        {
            return found;
        }

        var plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        if (Array.Find(Verifying, word => plain.EndsWith(word, StringComparison.Ordinal)) is not { } word || value.Length == 0 || !IsOff(value))
        {
            return null;
        }

        // Of a copy each side has an input of its own: srcTLSverify is about srcImageURL.
        var side = plain[..^word.Length];
        var hosts = others.Where(other => other.Name != name && other.Name.StartsWith(side, StringComparison.OrdinalIgnoreCase)).Select(other => HostOf(other.Value)).OfType<WebAddress>().ToList();
        return hosts.Count > 0 && hosts.TrueForAll(host => host.IsLocal) ? Switch(name, value) with { Severity = Severity.Low, IsInOwnNetwork = true } : Switch(name, value);
    }

    // docker://registry.example.com/acme/shop and registry.example.com/acme/shop are on that host.
    private static WebAddress? HostOf(string value)
    {
        var address = value.StartsWith("docker://", StringComparison.Ordinal) ? value["docker://".Length..] : value;
        return address.Contains("://", StringComparison.Ordinal) ? WebAddress.In(address)
            : address.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && address.AsSpan(0, slash).IndexOfAny('.', ':') > 0 && !address.StartsWith('$') && !address.StartsWith('.') ? WebAddress.In("https://" + address)
            : null;
    }

    /// <summary>That of code or files that are taken from an address; null where there is none.</summary>
    /// <param name="text">What is reused, as written.</param>
    public static InsecureTransport? OfReference(string text) => WebAddress.In(text) is { } address ? Plain(address) : null;

    /// <summary>That of a switch by which nobody looks whom one speaks to.</summary>
    /// <param name="text">The switch, as written.</param>
    public static InsecureTransport Unchecked(string text) => new(text, text, Forged, Certificate, Severity.Medium);

    // By which tasks of others are told to look whom they speak to: skopeo-copy, buildah, git-clone.
    private static readonly string[] Verifying = ["TLSVERIFY", "SSLVERIFY", "VERIFYTLS", "VERIFYSSL", "TLSVERIFICATION"];

    private static InsecureTransport Switch(string name, string value) => new($"{name}={value}", name, Forged, Certificate, Severity.Medium);

    private static InsecureTransport Unsigned(string name, string value) => new($"{name}={value}", name, Swapped, Comparison, Severity.Medium) { Fault = "leaves packages unchecked" };

    // No closure: it would be made for each variable that is looked at, whatever its name.
    private static string? JavaSwitch(string value)
    {
        foreach (var option in JavaSwitches)
        {
            if (value.Contains(option, StringComparison.Ordinal))
            {
                return option;
            }
        }

        return null;
    }

    private static bool IsOff(string value) => value is "" or "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static string[] Hosts(string value) => value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Null where the connection is protected, or does not leave the machine.
    private static InsecureTransport? Plain(WebAddress address) =>
        address.Scheme is not ("http" or "ftp") || (address.IsLocal && !address.IsInOwnNetwork) ? null
            : new($"{address.Scheme}://{address.Host}", $"{address.Scheme}://{address.Host}{address.Path.Split('?')[0]}", address.IsInOwnNetwork ? OwnNetwork : Eavesdropped, "Use 'https'.", address.IsInOwnNetwork ? Severity.Low : Severity.Medium)
            {
                IsInOwnNetwork = address.IsInOwnNetwork,
            };

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
        "composer" => command.HasVerb("composer", "config") && command.Words.Select(word => word.Text).ToList() is var said
            ? Setting(said, "secure-http", "false") ?? Setting(said, "disable-tls", "true") : null,
        "bundle" or "bundler" => command.HasVerb(command.Name, "config") ? Setting([.. command.Words.Select(word => word.Text)], "ssl_verify_mode", "0") : null,
        "go" when command.HasVerb("go", "get") => command.Option("-insecure", "--insecure")?.Text,
        "uv" => command.ValuesOf("--allow-insecure-host").Any(word => WebAddress.In("https://" + word.Text) is { IsLocal: false }) ? "--allow-insecure-host" : null,
        "conda" or "mamba" => command.HasVerb(command.Name, "config") ? Setting([.. command.Words.Select(word => word.Text)], "ssl_verify", "false") : null,
        "pip" or "pip3" => command.ValuesOf("--trusted-host").Any(word => WebAddress.In("https://" + word.Text) is { IsLocal: false }) ? "--trusted-host" : null,
        "executor" => command.Words[0].Text.EndsWith("kaniko/executor", StringComparison.Ordinal)
            ? command.Option("--skip-tls-verify", "--skip-tls-verify=true", "--skip-tls-verify-pull", "--skip-tls-verify-pull=true", "--insecure", "--insecure=true", "--insecure-pull", "--insecure-pull=true")?.Text : null,
        "mvn" or "mvnw" => command.Words.Select(word => word.Text).FirstOrDefault(word => Array.Exists(JavaSwitches, one => word == one)),
        "lftp" => command.Words.Any(word => LftpSwitches.Any(one => word.Text.Contains(one, StringComparison.OrdinalIgnoreCase))) ? "ssl:verify-certificate no" : null,
        "aws" => command.Option("--no-verify-ssl")?.Text,
        "kubectl" or "helm" or "oc" or "argocd" => command.Option("--insecure-skip-tls-verify", "--insecure-skip-tls-verify=true")?.Text,
        "skopeo" or "podman" or "buildah" => command.Option("--tls-verify=false", "--src-tls-verify=false", "--dest-tls-verify=false")?.Text,
        "apt" or "apt-get" => command.Option("--allow-unauthenticated")?.Text,

        // A package that lies there already is not fetched.
        "apk" => command.Words.Any(word => word.Text.EndsWith(".apk", StringComparison.Ordinal)) ? null : command.Option("--allow-untrusted")?.Text,
        _ => null,
    };

    // config … NAME VALUE
    private static string? Setting(List<string> words, string name, string value) =>
        words.IndexOf(name) is >= 0 and var index && string.Equals(words.ElementAtOrDefault(index + 1), value, StringComparison.OrdinalIgnoreCase) ? $"{name} {value}" : null;

    private static string? UncheckedHost(Command command, Script script) => command.Name switch
    {
        "ssh" or "scp" or "sftp" or "rsync" or "git" => command.Words.Select(word => word.Text).FirstOrDefault(TrustsAnybody),

        // echo "Host *\n StrictHostKeyChecking no" > ~/.ssh/config
        "echo" or "printf" => command.Words.Any(word => TrustsAnybody(word.Text)) && Written(command, script).Any(file => file.EndsWith("ssh/config", StringComparison.Ordinal) || file.EndsWith("ssh_config", StringComparison.Ordinal))
            ? "StrictHostKeyChecking no" : null,

        // Whoever answers is taken for the server, unless the script looks at the key.
        "ssh-keyscan" => Written(command, script).Any(file => file.EndsWith("known_hosts", StringComparison.Ordinal)) && !script.Commands.Any(other => other.Name is "ssh-keygen" && other.Option("-l", "-lf", "-F") is not null)
            && !Downloads.Verifies(script) ? "ssh-keyscan" : null,
        _ => null,
    };

    private static bool TrustsAnybody(string word) =>
        word.Contains("StrictHostKeyChecking=no", StringComparison.OrdinalIgnoreCase) || word.Contains("StrictHostKeyChecking no", StringComparison.OrdinalIgnoreCase);

    // The files that a command writes to, also by way of 'tee'.
    private static IEnumerable<string> Written(Command command, Script script) =>
        command.OutputFiles.Select(word => word.Text).Concat(command.PipedTo is { } reader && script.Commands[reader] is { Name: "tee" } tee ? tee.Words.Skip(1).Select(word => word.Text) : []);

    private static bool Fetches(Command command) =>
        Downloads.IsDownload(command)
        || (command.Name is "git" && command.Words.Any(word => word.Text is "clone" or "fetch" or "pull" or "remote" or "submodule"))
        || (command.Name is "pip" or "pip3" or "npm" or "yarn" or "pnpm" or "gem" or "go" or "uv" or "helm" && command.Words.Any(word => word.Text is "install" or "add" or "get" or "ci" or "i" or "config" or "repo"));

    private static string NameOf(string assignment) => assignment.Split('=', 2)[0].TrimEnd('+');

    private static string ValueOf(string assignment) => assignment.Split('=', 2) is [_, var value] ? value : "";
}
