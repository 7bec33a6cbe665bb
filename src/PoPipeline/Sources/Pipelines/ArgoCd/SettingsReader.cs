using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Deployments;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Reads the settings of Argo CD itself, and the credentials that it is given.</summary>
internal static class SettingsReader
{
    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\r\n\"'");

    // What nobody but its owner may know, and how it is called.
    private static readonly (string Key, string Noun)[] Secrets =
    [
        ("password", "password of a repository"), ("sshPrivateKey", "private key of a repository"), ("githubAppPrivateKey", "private key of an app"), ("tlsClientCertKey", "private key of a certificate"),
        ("bearerToken", "token of a repository"), ("gcpServiceAccountKey", "key of a service account"), ("azureServicePrincipalClientSecret", "secret of a service account"), ("admin.password", "password of the administrator"), ("server.secretkey", "key that signs sessions"), ("webhook.github.secret", "secret of a webhook"),
        ("webhook.gitlab.secret", "secret of a webhook"), ("webhook.bitbucket.uuid", "secret of a webhook"), ("webhook.bitbucketserver.secret", "secret of a webhook"), ("webhook.gogs.secret", "secret of a webhook"), ("webhook.azuredevops.password", "password of a webhook"),
    ];

    /// <summary>Reads one.</summary>
    /// <param name="manifest">It.</param>
    /// <param name="credentials">Takes the credentials that are written out.</param>
    public static Deployment Read(ArgoManifest manifest, CredentialTexts credentials)
    {
        var deployment = new Deployment { Span = manifest.Span };
        var data = manifest.Root["data"] as YamlMapping;
        return manifest.Kind switch
        {
            ManifestKind.Settings => deployment with { Grants = [.. Settings(data)], Connections = [.. Transports(data)] },
            ManifestKind.Access => deployment with { Grants = [.. Access(data)] },
            ManifestKind.Parameters => deployment with { Connections = [.. Parameters(data)] },
            ManifestKind.Notifications => deployment with { Connections = [.. Told(data)] },
            _ => deployment with { Connections = [.. Secret(manifest, credentials)] },
        };
    }

    /// <summary>The policies of a file of settings, each with where it stands.</summary>
    /// <param name="data">What is set.</param>
    public static IEnumerable<(YamlScalar Text, RbacPolicy Policy)> PoliciesOf(YamlMapping? data)
    {
        var isRegex = data?["policy.matchMode"] is YamlScalar { Value: "regex" };
        return from entry in data?.Entries ?? []
               where entry.Key.Value.StartsWith("policy.", StringComparison.Ordinal) && entry.Key.Value.EndsWith(".csv", StringComparison.Ordinal) && entry.Value is YamlScalar { IsNull: false }
               let text = (YamlScalar)entry.Value
               select (text, RbacPolicy.Read(text.Value, isRegex));
    }

    private static IEnumerable<WideGrant> Settings(YamlMapping? data)
    {
        if (data?["users.anonymous.enabled"] is YamlScalar { Value: "true" } anonymous)
        {
            yield return new WideGrant(WideGrantKind.Anonymous, "users.anonymous.enabled: \"true\"", anonymous.Span);
        }

        if (data?["exec.enabled"] is YamlScalar { Value: "true" } exec)
        {
            yield return new WideGrant(WideGrantKind.Shell, "exec.enabled: \"true\"", exec.Span);
        }

        foreach (var options in (data?.Entries ?? []).Where(entry => entry.Key.Value.StartsWith("kustomize.buildOptions", StringComparison.Ordinal)).Select(entry => entry.Value).OfType<YamlScalar>())
        {
            if (options.Value.Contains("--enable-exec", StringComparison.Ordinal) || options.Value.Contains("--enable-alpha-plugins", StringComparison.Ordinal) || options.Value.Contains("--enable_alpha_plugins", StringComparison.Ordinal))
            {
                yield return new WideGrant(WideGrantKind.Programs, Short(options.Value), options.Span);
            }
            else if (options.Value.Contains("LoadRestrictionsNone", StringComparison.Ordinal) || options.Value.Contains("load_restrictor none", StringComparison.Ordinal) || options.Value.Contains("load-restrictor none", StringComparison.Ordinal))
            {
                yield return new WideGrant(WideGrantKind.ForeignFiles, Short(options.Value), options.Span);
            }
        }
    }

    private static IEnumerable<OpenConnection> Transports(YamlMapping? data)
    {
        if (data?["oidc.tls.insecure.skip.verify"] is YamlScalar { Value: "true" } skip)
        {
            yield return new OpenConnection(OpenConnectionKind.Unchecked, "oidc.tls.insecure.skip.verify: \"true\"", skip.Span);
        }

        if (data?["helm.valuesFileSchemes"] is YamlScalar schemes && schemes.Value.Split(',').Any(scheme => scheme.Trim() is "http"))
        {
            yield return new OpenConnection(OpenConnectionKind.Allowed, $"helm.valuesFileSchemes: {Short(schemes.Value)}", schemes.Span);
        }

        if (data?["url"] is YamlScalar url && RepositoryAddress.Parse(url.Value) is { IsPlain: true } address)
        {
            yield return new OpenConnection(OpenConnectionKind.Served, $"http://{address.Host}", url.Span);
        }
    }

    private static IEnumerable<WideGrant> Access(YamlMapping? data)
    {
        var policies = PoliciesOf(data).ToList();
        if (data?["policy.default"] is YamlScalar { IsNull: false } role && (role.Value.Trim() is "role:admin" || policies.Exists(policy => policy.Policy.Allows(role.Value.Trim(), "clusters", "create", "any") && policy.Policy.Allows(role.Value.Trim(), "applications", "delete", "any/any"))))
        {
            yield return new WideGrant(WideGrantKind.EverythingToAll, $"policy.default: {role.Value}", role.Span);
        }

        foreach (var (text, policy) in policies)
        {
            foreach (var line in policy.Lines.Where(line => line is { Problem: null, Words: ["p", _, _, _, _, "allow"] }))
            {
                WideGrantKind? kind = IsWide(policy, line, "projects", "create") && IsWide(policy, line, "applications", "delete") ? WideGrantKind.Everything
                    : IsWide(policy, line, "applications", "delete") && IsWide(policy, line, "applications", "create") ? WideGrantKind.EveryDeployment
                    : IsWide(policy, line, "exec", "create") ? WideGrantKind.EveryShell
                    : null;
                if (kind is { } known)
                {
                    yield return new WideGrant(known, string.Join(", ", line.Words), text.PlaceOf(line.Offset, line.Length)) { To = line.Words[1] };
                }
            }
        }
    }

    // What nobody named before.
    private static bool IsWide(RbacPolicy policy, RbacLine line, string resource, string action) => policy.Covers(line, resource, action, "any-project/any-name") && policy.Covers(line, resource, action, "other-group/what-is-there");

    private static IEnumerable<OpenConnection> Parameters(YamlMapping? data) =>
        from entry in data?.Entries ?? []
        where entry.Value is YamlScalar { Value: "true" }
        let kind = entry.Key.Value switch
        {
            "server.insecure" => OpenConnectionKind.Served,
            "reposerver.disable.tls" or "server.repo.server.plaintext" or "controller.repo.server.plaintext" or "applicationsetcontroller.repo.server.plaintext" or "dexserver.disable.tls" or "server.dex.server.plaintext"
                or "notificationscontroller.repo.server.plaintext" or "commitserver.disable.tls" => OpenConnectionKind.Inner,
            _ => (OpenConnectionKind?)null,
        }
        where kind is not null
        select new OpenConnection(kind.Value, $"{entry.Key.Value}: \"true\"", entry.Value.Span);

    private static IEnumerable<OpenConnection> Told(YamlMapping? data)
    {
        foreach (var entry in (data?.Entries ?? []).Where(entry => entry.Key.Value.StartsWith("service.", StringComparison.Ordinal)))
        {
            if (entry.Value is not YamlScalar text)
            {
                continue;
            }

            for (var at = text.Value.IndexOf("http://", StringComparison.Ordinal); at >= 0; at = text.Value.IndexOf("http://", at + 7, StringComparison.Ordinal))
            {
                var end = text.Value.AsSpan(at).IndexOfAny(AddressEnds);
                var written = end < 0 ? text.Value[at..] : text.Value.Substring(at, end);
                if (RepositoryAddress.Parse(written) is { IsPlain: true } address && !TemplatedText.IsFilledIn(address.Host))
                {
                    yield return new OpenConnection(OpenConnectionKind.Plain, $"http://{address.Host}", text.PlaceOf(at, written.Length));
                }
            }

            if (text.Value.IndexOf("insecureSkipVerify: true", StringComparison.Ordinal) is >= 0 and var skip)
            {
                yield return new OpenConnection(OpenConnectionKind.Unchecked, "insecureSkipVerify: true", text.PlaceOf(skip, "insecureSkipVerify: true".Length));
            }
        }
    }

    private static IEnumerable<OpenConnection> Secret(ArgoManifest manifest, CredentialTexts credentials)
    {
        // What is encrypted is none.
        if (manifest.Root["sops"] is not null)
        {
            yield break;
        }

        foreach (var (body, isEncoded) in new[] { (manifest.Root["stringData"] as YamlMapping, false), (manifest.Root["data"] as YamlMapping, true) })
        {
            foreach (var entry in body?.Entries ?? [])
            {
                if (entry.Value is not YamlScalar { IsNull: false } text || TemplatedText.IsFilledIn(text.Value) || text.Value.StartsWith("ENC[", StringComparison.Ordinal) || (isEncoded ? Decoded(text.Value) : text.Value) is not { } value || TemplatedText.IsFilledIn(value))
                {
                    continue;
                }

                var key = entry.Key.Value;
                var subject = $"{manifest.Name}/{key}";
                if (Array.Find(Secrets, secret => secret.Key == key || (secret.Key is "admin.password" && key.StartsWith("accounts.", StringComparison.Ordinal) && key.EndsWith(".password", StringComparison.Ordinal))) is { Key: not null } known)
                {
                    _ = value.Contains("PRIVATE KEY", StringComparison.Ordinal) && !isEncoded ? credentials.Masked(text, key, subject) : credentials.Password(value, text.Span, (_, _) => text.Span, known.Noun, subject);
                }
                else if (key is "insecure" or "insecureIgnoreHostKey" && value.Trim() is "true")
                {
                    yield return new OpenConnection(OpenConnectionKind.Unchecked, $"{key}: \"true\"", text.Span);
                }
                else if (key is "config" && value.Replace(" ", "", StringComparison.Ordinal) is var config)
                {
                    if (config.Contains("\"insecure\":true", StringComparison.Ordinal))
                    {
                        yield return new OpenConnection(OpenConnectionKind.Unchecked, "\"insecure\": true", text.Span);
                    }

                    foreach (var name in new[] { "\"bearerToken\":\"", "\"password\":\"", "\"keyData\":\"" })
                    {
                        if (config.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at && config.IndexOf('"', at + name.Length) is > 0 and var end)
                        {
                            _ = credentials.Password(config[(at + name.Length)..end], text.Span, (_, _) => text.Span, "credential of a cluster", subject);
                        }
                    }
                }
                else if (key is "url" or "server" && RepositoryAddress.Parse(value) is { IsPlain: true } address)
                {
                    yield return new OpenConnection(OpenConnectionKind.Plain, $"http://{address.Name}", text.Span);
                }
            }
        }
    }

    private static string? Decoded(string text)
    {
        var compact = new string([.. text.Where(letter => !char.IsWhiteSpace(letter))]);
        var bytes = new byte[(compact.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(compact, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    private static string Short(string text) => text.Trim() is var trimmed && trimmed.Length > 80 ? trimmed[..79] + "…" : trimmed.ReplaceLineEndings(" ");
}
