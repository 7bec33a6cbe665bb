using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>
/// The formats of credentials that are known by their prefix. Collected by hand from what the vendors publish of
/// their token formats; a format that is not here is not recognised. Test keys (<c>sk_test_</c>) are no credentials.
/// </summary>
internal static class KnownFormats
{
    /// <summary>Whether a credential, by what it is, opened nothing any more when the job that had it was over.</summary>
    /// <param name="noun">What it is, as <see cref="CredentialFormat.Noun"/> says it.</param>
    public static bool EndsWithJob(string noun) => All.Any(format => format.EndsWithJob && format.Noun == noun);

    /// <summary>Every format.</summary>
    public static ImmutableArray<CredentialFormat> All { get; } =
    [
        new("GitHub personal access token", "ghp_", Alphabet.Base62, 36, 36, Checksum.EndsWithCrc32),
        new("GitHub OAuth token", "gho_", Alphabet.Base62, 36, 36, Checksum.EndsWithCrc32),
        new("GitHub App user token", "ghu_", Alphabet.Base62, 36, 36, Checksum.EndsWithCrc32),
        new("GitHub App installation token", "ghs_", Alphabet.Base62, 36, 36, Checksum.EndsWithCrc32),
        new("GitHub refresh token", "ghr_", Alphabet.Base62, 36, 76),
        new("GitHub fine-grained personal access token", "github_pat_", Alphabet.UrlSafe, 82, 82),
        new("GitLab personal access token", "glpat-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab deploy token", "gldt-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab runner token", "glrt-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab feed token", "glft-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab SCIM token", "glsoat-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab trigger token", "glptt-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab job token", "glcbt-", Alphabet.UrlSafeDotted, 20, 4000) { EndsWithJob = true },
        new("GitLab OAuth application secret", "gloas-", Alphabet.UrlSafeDotted, 64, 64),
        new("GitLab agent token", "glagent-", Alphabet.UrlSafeDotted, 40, 320),
        new("GitLab runner registration token", "glrtr-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab runner registration token", "GR1348941", Alphabet.UrlSafe, 20, 20),
        new("GitLab incoming mail token", "glimt-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab feature flags client token", "glffct-", Alphabet.UrlSafeDotted, 20, 320),
        new("GitLab workspace token", "glwt-", Alphabet.UrlSafeDotted, 20, 320),
        new("AWS access key", "AKIA", Alphabet.Capitals, 16, 16),
        new("AWS temporary access key", "ASIA", Alphabet.Capitals, 16, 16),
        new("Slack bot token", "xoxb-", Alphabet.UrlSafe, 40, 200),
        new("Slack user token", "xoxp-", Alphabet.UrlSafe, 40, 200),
        new("Slack app token", "xapp-1-", Alphabet.UrlSafe, 40, 200),
        new("Slack webhook", "https://hooks.slack.com/services/T", Alphabet.Path, 30, 80),
        new("Discord webhook", "https://discord.com/api/webhooks/", Alphabet.Path, 70, 110),
        new("npm access token", "npm_", Alphabet.Base62, 36, 36),
        new("PyPI upload token", "pypi-AgEIcHlwaS5vcmc", Alphabet.UrlSafe, 50, 1000),
        new("TestPyPI upload token", "pypi-AgENdGVzdC5weXBpLm9yZ", Alphabet.UrlSafe, 50, 1000),
        new("RubyGems API key", "rubygems_", Alphabet.Hex, 48, 48),
        new("NuGet API key", "oy2", Alphabet.Base62, 43, 43),
        new("crates.io token", "cio", Alphabet.Base62, 32, 32),
        new("Docker Hub personal access token", "dckr_pat_", Alphabet.UrlSafe, 27, 27),
        new("Docker Hub organization access token", "dckr_oat_", Alphabet.UrlSafe, 27, 32),
        new("Stripe secret key", "sk_live_", Alphabet.Base62, 24, 120),
        new("Stripe restricted key", "rk_live_", Alphabet.Base62, 24, 120),
        new("SendGrid API key", "SG.", Alphabet.UrlSafeDotted, 66, 66, static tail => tail[22] == '.'),
        new("Google API key", "AIza", Alphabet.UrlSafe, 35, 35),
        new("Google OAuth client secret", "GOCSPX-", Alphabet.UrlSafe, 28, 28),
        new("Azure storage account key", "AccountKey=", Alphabet.Base64, 88, 88, Checksum.IsNotAzureEmulator),
        new("DigitalOcean token", "dop_v1_", Alphabet.Hex, 64, 64),
        new("Databricks token", "dapi", Alphabet.Hex, 32, 32),
        new("Hugging Face token", "hf_", Alphabet.Base62, 34, 34),
        new("OpenAI API key", "sk-proj-", Alphabet.UrlSafe, 60, 200),
        new("Anthropic API key", "sk-ant-api03-", Alphabet.UrlSafe, 80, 110),
        new("Shopify access token", "shpat_", Alphabet.Hex, 32, 32),
        new("Grafana service account token", "glsa_", Alphabet.UrlSafe, 41, 41),
        new("HashiCorp Vault service token", "hvs.", Alphabet.UrlSafe, 90, 200),
        new("SonarQube token", "squ_", Alphabet.Hex, 40, 40),
        new("SonarQube project token", "sqp_", Alphabet.Hex, 40, 40),
        new("Atlassian API token", "ATATT3xFfGF0", Alphabet.Base64, 150, 250),
        new("Postman API key", "PMAK-", Alphabet.UrlSafe, 59, 59),
        new("Linear API key", "lin_api_", Alphabet.Base62, 40, 40),
        new("age secret key", "AGE-SECRET-KEY-1", Alphabet.Capitals, 58, 58),
    ];
}
