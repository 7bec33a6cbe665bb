using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Reused components that are known to be compromised, vulnerable or abandoned. Advisories: each row names a public one, https://github.com/advisories?query=ID, whose
/// component and versions it repeats in short. The list is a selection, not the whole database. Abandoned: a part of the archived repositories that zizmor lists
/// (crates/zizmor/data/archived-repos.txt, commit 0105b449).
/// </summary>
internal static class KnownComponents
{
    private const string LeaksSecrets = "malicious code in it printed the secrets of every run to its log";
    private const string StealsSecrets = "malicious code in it sent the secrets of every run to an attacker";
    private const string Injects = "a name that an outsider chooses is run as a command";

    /// <summary>Every advisory.</summary>
    public static ImmutableArray<Advisory> Advisories { get; } =
    [
        new("tj-actions/changed-files", "CVE-2025-30066", LeaksSecrets, Severity.High, null, "46.0.1") { IsCompromise = true, Commits = ["0e58ed8671d6b60d0890c21b07f8835ace038e67"] },
        new("tj-actions/changed-files", "CVE-2023-51664", Injects, Severity.Medium, null, "41.0.0"),
        new("tj-actions/verify-changed-files", "CVE-2023-52137", Injects, Severity.Medium, null, "17.0.0"),
        new("tj-actions/branch-names", "CVE-2023-49291", Injects, Severity.Medium, null, "7.0.7"),
        new("tj-actions/branch-names", "CVE-2025-54416", Injects, Severity.Medium, "7.0.7", "9.0.0"),
        new("reviewdog/action-setup", "CVE-2025-30154", LeaksSecrets, Severity.High, null, null) { IsCompromise = true, Commits = ["f0d342d24037bb11d26b9bd8496e0808ba32e9ec"] },
        new("aquasecurity/trivy-action", "CVE-2026-33634", StealsSecrets, Severity.High, null, "0.35.0") { IsCompromise = true },
        new("aquasecurity/setup-trivy", "CVE-2026-33634", StealsSecrets, Severity.High, null, "0.2.6") { IsCompromise = true },
        new("actions/download-artifact", "GHSA-cxww-7g56-2vh6", "an artifact can write files outside its folder", Severity.Medium, "4.0.0", "4.1.3"),
        new("hashicorp/vault-action", "CVE-2021-32074", "secrets of several lines are not masked in the log", Severity.Medium, null, "2.2.0"),
        new("atlassian/gajira-create", "CVE-2020-14188", Injects, Severity.Medium, null, "2.0.1"),
        new("check-spelling/check-spelling", "CVE-2021-32724", "a pull request can read the token", Severity.Medium, null, "0.0.19"),
        new("rlespinasse/github-slug-action", "CVE-2023-27581", Injects, Severity.Medium, "4.0.0", "4.4.1"),
        new("azure/setup-kubectl", "CVE-2023-23939", "everybody on the machine can replace the program that it installs", Severity.Low, null, "3.0.0"),
        new("embano1/wip", "CVE-2023-30623", Injects, Severity.Medium, null, "2.0.0"),
        new("gradle/gradle-build-action", "CVE-2023-30853", "the cache that it writes may hold secrets", Severity.Medium, null, "2.4.2"),
        new("fish-shop/syntax-check", "CVE-2024-42482", Injects, Severity.Medium, null, "1.6.12"),
        new("ultralytics/actions", "GHSA-7x29-qqmq-v6qc", Injects, Severity.Medium, null, "0.0.3"),
        new("j178/prek-action", "GHSA-pwf7-47c3-mfhx", Injects, Severity.Medium, null, "1.0.6"),
        new("canonical/get-workflow-version-action", "CVE-2025-31479", "a part of the token may be printed to the log", Severity.Medium, null, "1.0.1"),
        new("ozi-project/publish", "CVE-2025-47271", Injects, Severity.Medium, "1.13.2", "1.13.6"),
    ];

    /// <summary>Components that nobody maintains, in small letters.</summary>
    public static FrozenSet<string> Archived { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "8398a7/action-slack", "actions-rs/audit-check", "actions-rs/cargo", "actions-rs/clippy-check", "actions-rs/components-nightly", "actions-rs/grcov", "actions-rs/install",
        "actions-rs/tarpaulin", "actions-rs/toolchain", "actions/create-release", "actions/setup-elixir", "actions/setup-haskell", "actions/setup-ruby", "actions/upload-release-asset",
        "azure/appconfiguration-sync", "azure/appservice-actions", "azure/container-actions", "azure/container-scan", "azure/data-factory-deploy-action",
        "azure/data-factory-export-action", "azure/data-factory-validate-action", "azure/get-keyvault-secrets", "azure/k8s-actions", "azure/manage-azure-policy",
        "azure/publish-security-assessments", "azure/run-sqlpackage-action", "azure/spring-cloud-deploy", "azure/webapps-container-deploy", "cedrickring/golang-action",
        "cirrus-actions/rebase", "contributor-assistant/github-action", "convictional/trigger-workflow-and-wait", "crazy-max/ghaction-docker-buildx", "crazy-max/ghaction-hugo",
        "decathlon/pull-request-labeler-action", "delaguardo/setup-graalvm", "expo/expo-preview-action", "facebook/pysa-action", "google/mirror-branch-action",
        "gradle/gradle-build-action", "grafana/k6-action", "helaili/github-graphql-action", "helaili/jekyll-action", "ilshidur/action-slack", "jakejarvis/cloudflare-purge-action",
        "jakejarvis/hugo-build-action", "jakejarvis/lighthouse-action", "jakejarvis/s3-sync-action", "marvinpinto/action-automatic-releases", "marvinpinto/actions",
        "maxheld83/ghpages", "meilcli/danger-action", "micnncim/action-lgtm-reaction", "mikepenz/gradle-dependency-submission", "orf/cargo-bloat-action",
        "paambaati/codeclimate-action", "repo-sync/pull-request", "repo-sync/repo-sync", "scottbrenner/generate-changelog-action", "secrethub/actions", "semgrep/semgrep-action",
        "sonarsource/sonarcloud-github-action", "stefanprodan/kube-tools", "suzuki-shunsuke/github-action-tflint", "suzuki-shunsuke/github-action-tfsec", "svenstaro/upx-action",
        "swiftdocorg/github-wiki-publish-action", "technote-space/auto-cancel-redundant-workflow", "technote-space/get-diff-action", "tibdex/github-app-token",
        "verygoodopensource/very_good_coverage", "whelk-io/maven-settings-xml-action", "youyo/aws-cdk-github-actions", "z0al/dependent-issues");
}
