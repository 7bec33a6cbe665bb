using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>
/// The security tools that are known in pipelines, and how they are called there. Collected by hand; a tool, action, image or option that is not here is not recognised.
/// </summary>
internal static class SecurityTools
{
    /// <summary>Every tool.</summary>
    public static ImmutableArray<SecurityTool> All { get; } =
    [
        new("CodeQL", ToolType.StaticAnalysis) { Actions = ["github/codeql-action/analyze"], Commands = ["codeql database"] },
        new("Semgrep", ToolType.StaticAnalysis) { Actions = ["returntocorp/semgrep-action", "semgrep/semgrep-action"], Commands = ["semgrep scan", "semgrep ci"], Images = ["docker.io/semgrep/semgrep", "docker.io/returntocorp/semgrep"] },
        new("Bandit", ToolType.StaticAnalysis) { Actions = ["pycqa/bandit-action", "jpetrucciani/bandit-check"], Commands = ["bandit"], SoftOptions = ["--exit-zero"] },
        new("gosec", ToolType.StaticAnalysis) { Actions = ["securego/gosec"], Commands = ["gosec"], Images = ["docker.io/securego/gosec"], SoftOptions = ["-no-fail"] },
        new("Brakeman", ToolType.StaticAnalysis) { Commands = ["brakeman"], SoftOptions = ["--no-exit-on-warn"] },
        new("SonarQube", ToolType.StaticAnalysis) { Actions = ["sonarsource/sonarqube-scan-action", "sonarsource/sonarcloud-github-action"], Commands = ["sonar-scanner"], Images = ["docker.io/sonarsource/sonar-scanner-cli"] },
        new("DevSkim", ToolType.StaticAnalysis) { Actions = ["microsoft/devskim-action"], Commands = ["devskim analyze"] },
        new("njsscan", ToolType.StaticAnalysis) { Actions = ["ajinabraham/njsscan-action"], Commands = ["njsscan"] },
        new("Psalm", ToolType.StaticAnalysis) { Commands = ["psalm --taint-analysis"] },
        new("SpotBugs", ToolType.StaticAnalysis) { Commands = ["spotbugs"] },
        new("Dependabot review", ToolType.DependencyScan, ToolType.LicenceScan) { Actions = ["actions/dependency-review-action"], SoftInputs = [("warn-only", "true")] },
        new("OSV-Scanner", ToolType.DependencyScan) { Actions = ["google/osv-scanner-action"], Commands = ["osv-scanner"], Images = ["ghcr.io/google/osv-scanner"], SoftInputs = [("fail-on-vuln", "false")] },
        new("npm audit", ToolType.DependencyScan) { Commands = ["npm audit", "pnpm audit", "yarn audit"] },
        new("pip-audit", ToolType.DependencyScan) { Actions = ["pypa/gh-action-pip-audit"], Commands = ["pip-audit"] },
        new("Safety", ToolType.DependencyScan) { Actions = ["pyupio/safety-action"], Commands = ["safety check", "safety scan"] },
        new("cargo-audit", ToolType.DependencyScan) { Actions = ["rustsec/audit-check", "actions-rs/audit-check"], Commands = ["cargo audit", "cargo-audit"] },
        new("cargo-deny", ToolType.DependencyScan, ToolType.LicenceScan) { Actions = ["embarkstudios/cargo-deny-action"], Commands = ["cargo deny", "cargo-deny"] },
        new("govulncheck", ToolType.DependencyScan) { Actions = ["golang/govulncheck-action"], Commands = ["govulncheck"] },
        new("bundler-audit", ToolType.DependencyScan) { Commands = ["bundle-audit", "bundler-audit"] },
        new("Composer audit", ToolType.DependencyScan) { Commands = ["composer audit"] },
        new("OWASP Dependency-Check", ToolType.DependencyScan) { Actions = ["dependency-check/dependency-check_action"], Commands = ["dependency-check", "dependency-check.sh"], Images = ["docker.io/owasp/dependency-check"] },
        new("Snyk", ToolType.DependencyScan, ToolType.ContainerScan, ToolType.StaticAnalysis) { Actions = ["snyk/actions"], Commands = ["snyk test", "snyk code", "snyk container", "snyk iac"], Images = ["docker.io/snyk/snyk"] },
        new("Grype", ToolType.ContainerScan, ToolType.DependencyScan) { Actions = ["anchore/scan-action"], Commands = ["grype"], Images = ["docker.io/anchore/grype"], SoftInputs = [("fail-build", "false")] },
        new("Trivy", ToolType.ContainerScan, ToolType.DependencyScan, ToolType.InfrastructureScan)
        {
            Actions = ["aquasecurity/trivy-action"],
            Commands = ["trivy image", "trivy fs", "trivy filesystem", "trivy repo", "trivy config", "trivy rootfs", "trivy sbom", "trivy k8s"],
            Images = ["docker.io/aquasec/trivy", "ghcr.io/aquasecurity/trivy"],
            SoftInputs = [("exit-code", "0")],
            SoftOptions = ["--exit-code 0"],
        },
        new("Clair", ToolType.ContainerScan) { Commands = ["clairctl", "clair-scanner"] },
        new("Dockle", ToolType.ContainerScan) { Actions = ["goodwithtech/dockle-action"], Commands = ["dockle"], SoftOptions = ["--exit-code 0"] },
        new("Docker Scout", ToolType.ContainerScan) { Actions = ["docker/scout-action"], Commands = ["docker scout"] },
        new("Gitleaks", ToolType.SecretScan) { Actions = ["gitleaks/gitleaks-action"], Commands = ["gitleaks detect", "gitleaks git", "gitleaks dir", "gitleaks protect"], Images = ["docker.io/zricethezav/gitleaks", "ghcr.io/gitleaks/gitleaks"], SoftOptions = ["--exit-code 0"] },
        new("TruffleHog", ToolType.SecretScan) { Actions = ["trufflesecurity/trufflehog", "edplato/trufflehog-actions-scan"], Commands = ["trufflehog"], Images = ["docker.io/trufflesecurity/trufflehog", "ghcr.io/trufflesecurity/trufflehog"] },
        new("ggshield", ToolType.SecretScan) { Actions = ["gitguardian/ggshield-action", "gitguardian/ggshield/actions/secret"], Commands = ["ggshield secret", "ggshield iac", "ggshield sca"], Images = ["docker.io/gitguardian/ggshield"], SoftOptions = ["--exit-zero"] },
        new("detect-secrets", ToolType.SecretScan) { Commands = ["detect-secrets", "detect-secrets-hook"] },
        new("Checkov", ToolType.InfrastructureScan) { Actions = ["bridgecrewio/checkov-action"], Commands = ["checkov"], Images = ["docker.io/bridgecrew/checkov"], SoftInputs = [("soft_fail", "true")], SoftOptions = ["--soft-fail", "-s"] },
        new("KICS", ToolType.InfrastructureScan) { Actions = ["checkmarx/kics-github-action"], Commands = ["kics scan"], Images = ["docker.io/checkmarx/kics"], SoftInputs = [("ignore_on_exit", "all"), ("ignore_on_exit", "results")], SoftOptions = ["--ignore-on-exit all", "--ignore-on-exit results"] },
        new("tfsec", ToolType.InfrastructureScan) { Actions = ["aquasecurity/tfsec-action", "aquasecurity/tfsec-pr-commenter-action"], Commands = ["tfsec"], Images = ["docker.io/aquasec/tfsec"], SoftInputs = [("soft_fail", "true")], SoftOptions = ["--soft-fail", "-s"] },
        new("Terrascan", ToolType.InfrastructureScan) { Actions = ["tenable/terrascan-action"], Commands = ["terrascan scan"] },
        new("zizmor", ToolType.InfrastructureScan) { Actions = ["zizmorcore/zizmor-action", "woodruffw/zizmor-action"], Commands = ["zizmor"], Images = ["ghcr.io/zizmorcore/zizmor"], SoftOptions = ["--no-exit-codes"] },
        new("poutine", ToolType.InfrastructureScan) { Actions = ["boostsecurityio/poutine-action"], Commands = ["poutine analyze_local", "poutine analyze_repo"] },
        new("Hadolint", ToolType.InfrastructureScan) { Actions = ["hadolint/hadolint-action"], Commands = ["hadolint"], Images = ["docker.io/hadolint/hadolint"], SoftInputs = [("no-fail", "true")], SoftOptions = ["--no-fail"] },
        new("kube-linter", ToolType.InfrastructureScan) { Actions = ["stackrox/kube-linter-action"], Commands = ["kube-linter lint"] },
        new("ZAP", ToolType.DynamicAnalysis) { Actions = ["zaproxy/action-baseline", "zaproxy/action-full-scan", "zaproxy/action-api-scan"], Commands = ["zap-baseline.py", "zap-full-scan.py", "zap-api-scan.py"], Images = ["docker.io/zaproxy/zap-stable", "ghcr.io/zaproxy/zaproxy"], SoftInputs = [("fail_action", "false")], SoftOptions = ["-I"] },
        new("Nuclei", ToolType.DynamicAnalysis) { Actions = ["projectdiscovery/nuclei-action"], Commands = ["nuclei"] },
        new("ClusterFuzzLite", ToolType.Fuzzing) { Actions = ["google/clusterfuzzlite", "google/oss-fuzz"] },
        new("cargo-fuzz", ToolType.Fuzzing) { Commands = ["cargo fuzz"] },
        new("FOSSA", ToolType.LicenceScan, ToolType.DependencyScan) { Actions = ["fossas/fossa-action", "fossa-contrib/fossa-action"], Commands = ["fossa analyze", "fossa test"] },
        new("ScanCode", ToolType.LicenceScan) { Commands = ["scancode"] },
        new("REUSE", ToolType.LicenceScan) { Actions = ["fsfe/reuse-action"], Commands = ["reuse lint"] },
        new("Syft", ToolType.BillOfMaterials) { Actions = ["anchore/sbom-action"], Commands = ["syft"], Images = ["docker.io/anchore/syft"] },
        new("CycloneDX", ToolType.BillOfMaterials) { Actions = ["cyclonedx/gh-node-module-generatebom", "cyclonedx/gh-dotnet-generate-sbom", "cyclonedx/gh-gomod-generate-sbom"], Commands = ["cyclonedx", "cyclonedx-py", "cyclonedx-gomod", "cdxgen"] },
        new("Microsoft SBOM tool", ToolType.BillOfMaterials) { Commands = ["sbom-tool generate"] },
        new("Cosign", ToolType.Signing) { Actions = ["sigstore/cosign-installer"], Commands = ["cosign sign", "cosign sign-blob", "cosign attest"] },
        new("Artifact attestations", ToolType.Signing) { Actions = ["actions/attest", "actions/attest-build-provenance", "actions/attest-sbom"], Commands = [] },
        new("sigstore-python", ToolType.Signing) { Actions = ["sigstore/gh-action-sigstore-python"], Commands = ["sigstore sign"] },
        new("SLSA generator", ToolType.Signing) { Actions = ["slsa-framework/slsa-github-generator"] },
        new("Scorecard", ToolType.Posture) { Actions = ["ossf/scorecard-action"], Commands = ["scorecard"] },
    ];

    /// <summary>Actions that publish results where somebody decides about them, in small letters, without version.</summary>
    public static ImmutableArray<string> Publishers { get; } = ["github/codeql-action/upload-sarif"];

    /// <summary>Parts of addresses that a command publishes results to.</summary>
    public static ImmutableArray<string> PublishingAddresses { get; } = ["code-scanning/sarifs"];

    // Where two tools share a name, the first one of the table has it.
    private static readonly Dictionary<string, SecurityTool> Actions = Index(tool => tool.Actions);
    private static readonly Dictionary<string, SecurityTool> Images = Index(tool => tool.Images);
    private static readonly ILookup<string, ToolCommand> Commands = All
        .SelectMany(tool => tool.Commands, (tool, pattern) => (Words: pattern.Split(' ', 2), Tool: tool))
        .ToLookup(entry => entry.Words[0], entry => new ToolCommand(entry.Words.ElementAtOrDefault(1), entry.Tool), StringComparer.Ordinal);

    private static readonly string[] BuildFolders = ["dist/", "build/", "target/", "out/", "bin/"];

    /// <summary>The tool that a reference runs; null where it runs none that is known.</summary>
    public static SecurityTool? Of(Reference reference) =>
        reference.Kind is ReferenceKind.Image ? Images.GetValueOrDefault(reference.Name) : OfAction(reference.Name);

    /// <summary>The tool that a command runs; null where it runs none that is known, or asks it for something else than a judgement.</summary>
    public static SecurityTool? Of(Command command)
    {
        var tool = Commands[command.Name].FirstOrDefault(known => known.Verb is null || command.Words.Skip(1).Any(word => word.Text == known.Verb))?.Tool;
        return tool is null
            || IsBuiltHere(command.Words[0].Text)
            || command.Words.Any(word => word.Text is "fix" or "--fix" or "--version" or "-V" or "--help" or "-h" or "version" or "help" or "--download-db-only")
            ? null
            : tool;
    }

    private static Dictionary<string, SecurityTool> Index(Func<SecurityTool, ImmutableArray<string>> names) => All
        .SelectMany(tool => names(tool), KeyValuePair.Create)
        .DistinctBy(pair => pair.Value, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    // An action may stand in a folder of the one that the table names.
    private static SecurityTool? OfAction(string name)
    {
        var actions = Actions.GetAlternateLookup<ReadOnlySpan<char>>();
        var rest = name.AsSpan();
        SecurityTool? tool;
        while (!actions.TryGetValue(rest, out tool) && rest.LastIndexOf('/') is > 0 and var end)
        {
            rest = rest[..end];
        }

        return tool;
    }

    // A project that makes such a tool tries what it has just built; that is a test and no check.
    private static bool IsBuiltHere(string program) =>
        program.TrimStart('.', '/') is var path && BuildFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    private sealed record ToolCommand(string? Verb, SecurityTool Tool);
}
