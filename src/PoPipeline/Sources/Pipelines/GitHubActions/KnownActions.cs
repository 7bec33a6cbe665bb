using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What well-known actions do beyond what a step's text shows. An action that is not here is not known.</summary>
internal static class KnownActions
{
    // They read the code, fetch tools, or keep files; none calls GitHub's interface for more than reading.
    private static readonly FrozenSet<string> OnlyReadCode = Names(
        "actions/checkout", "actions/setup-node", "actions/setup-python", "actions/setup-go", "actions/setup-java", "actions/setup-dotnet", "actions/cache",
        "actions/cache/restore", "actions/cache/save", "actions/upload-artifact", "dtolnay/rust-toolchain", "actions-rust-lang/setup-rust-toolchain", "swatinem/rust-cache",
        "astral-sh/setup-uv", "pnpm/action-setup", "oven-sh/setup-bun", "denoland/setup-deno", "docker/setup-buildx-action", "docker/setup-qemu-action", "taiki-e/install-action",
        "erlef/setup-beam", "haskell-actions/setup", "ilammy/msvc-dev-cmd", "microsoft/setup-msbuild", "shivammathur/setup-php", "ruby/setup-ruby",
        "hashicorp/setup-terraform", "azure/setup-helm", "azure/setup-kubectl", "docker/metadata-action", "docker/login-action", "aws-actions/amazon-ecr-login", "google-github-actions/setup-gcloud",
        "step-security/harden-runner", "sigstore/cosign-installer", "mozilla-actions/sccache-action", "codecov/codecov-action", "crate-ci/typos", "cachix/install-nix-action", "browser-actions/setup-chrome",
        "gradle/actions/wrapper-validation", "gradle/wrapper-validation-action");

    // They act by a token that they are handed, or by none, and not by what git finds in the workspace.
    private static readonly FrozenSet<string> LeaveGit = Names(
        "actions/download-artifact", "actions/upload-pages-artifact", "actions/deploy-pages", "actions/configure-pages", "actions/labeler", "actions/stale", "actions/dependency-review-action",
        "actions/attest-build-provenance", "actions/attest-sbom", "actions/create-github-app-token", "actions/create-release", "docker/build-push-action", "coverallsapp/github-action", "github/codeql-action/init",
        "github/codeql-action/analyze", "github/codeql-action/upload-sarif", "ossf/scorecard-action", "aquasecurity/trivy-action", "anchore/sbom-action", "anchore/scan-action", "aws-actions/configure-aws-credentials",
        "azure/login", "google-github-actions/auth", "gradle/actions/setup-gradle", "golangci/golangci-lint-action", "pypa/gh-action-pypi-publish", "softprops/action-gh-release", "ncipollo/release-action",
        "dorny/test-reporter", "amannn/action-semantic-pull-request", "zizmorcore/zizmor-action");

    // They build, test, or load a configuration that is a program.
    private static readonly FrozenSet<string> RunWorkspace = Names(
        "pre-commit/action", "docker/build-push-action", "docker/bake-action", "golangci/golangci-lint-action", "goreleaser/goreleaser-action", "oxsecurity/megalinter",
        "super-linter/super-linter", "github/super-linter", "actions/jekyll-build-pages", "tauri-apps/tauri-action", "changesets/action", "cypress-io/github-action",
        "bahmutov/npm-install", "borales/actions-yarn", "gradle/gradle-build-action", "gradle/actions/setup-gradle", "actions-rs/cargo", "actions-rs/clippy-check", "pypa/cibuildwheel",
        "pyo3/maturin-action", "cloudflare/wrangler-action", "github/codeql-action/autobuild", "sonarsource/sonarcloud-github-action", "sonarsource/sonarqube-scan-action",
        "wearerequired/lint-action", "reviewdog/action-eslint", "reviewdog/action-rubocop", "artiomtr/jest-coverage-report-action", "dagger/dagger-for-github",
        "cycjimmy/semantic-release-action", "dflook/terraform-plan", "dflook/terraform-apply", "chromaui/action",
        "andresz1/size-limit-action", "preactjs/compressed-size-action", "treosh/lighthouse-ci-action");

    // They push with git, by the credentials of a checkout or by those that git finds.
    private static readonly FrozenSet<string> Push = Names(
        "stefanzweifel/git-auto-commit-action", "endbug/add-and-commit", "peter-evans/create-pull-request", "ad-m/github-push-action", "jamesives/github-pages-deploy-action",
        "peaceiris/actions-gh-pages", "changesets/action", "cycjimmy/semantic-release-action", "helm/chart-releaser-action", "devops-infra/action-commit-push",
        "crazy-max/ghaction-github-pages", "benchmark-action/github-action-benchmark", "python-semantic-release/python-semantic-release", "pre-commit-ci/lite-action",
        "actions-js/push", "mathieudutour/github-tag-action", "anothrnick/github-tag-action", "peter-evans/create-or-update-branch",
        "planetscale/ghcommit-action", "gradle/wrapper-upgrade-action");

    private static readonly FrozenSet<string> Publish = Names(
        "pypa/gh-action-pypi-publish", "js-devtools/npm-publish", "rubygems/release-gem", "softprops/action-gh-release", "ncipollo/release-action", "goreleaser/goreleaser-action",
        "actions/create-release", "actions/deploy-pages", "azure/webapps-deploy", "azure/functions-action", "azure/k8s-deploy", "google-github-actions/deploy-cloudrun",
        "google-github-actions/deploy-appengine", "aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation-github-deploy", "cloudflare/wrangler-action",
        "cloudflare/pages-action", "helm/chart-releaser-action", "superfly/flyctl-actions", "amondnet/vercel-action", "nwtgck/actions-netlify", "peaceiris/actions-gh-pages",
        "jamesives/github-pages-deploy-action", "firebaseextended/action-hosting-deploy", "katyo/publish-crates", "cycjimmy/semantic-release-action");

    /// <summary>What is known of the action.</summary>
    /// <param name="uses">The action; null for a step of scripts.</param>
    /// <param name="inputs">What the step hands to it.</param>
    public static StepEffects Of(Reference? uses, ImmutableArray<Setting> inputs)
    {
        if (uses is null)
        {
            return StepEffects.None;
        }

        return (IsReadOnly(uses, inputs) ? StepEffects.OnlyReadsCode : StepEffects.None)
            | (RunWorkspace.Contains(uses.Name) || InstallsFromWorkspace(uses, inputs) ? StepEffects.RunsWorkspace : StepEffects.None)
            | (OnlyReadCode.Contains(uses.Name) || LeaveGit.Contains(uses.Name) ? StepEffects.LeavesGit : StepEffects.None)
            | (Push.Contains(uses.Name) ? StepEffects.Pushes : StepEffects.None)
            | (Publishes(uses, inputs) ? StepEffects.Publishes : StepEffects.None);
    }

    // Another token than the job's own does not matter, but none of these is handed one for a reason of reading; that of Codecov is no token of the forge.
    private static bool IsReadOnly(Reference uses, ImmutableArray<Setting> inputs) =>
        OnlyReadCode.Contains(uses.Name) && (uses.Name is "codecov/codecov-action" || !inputs.Any(input => input.Name.Contains("token", StringComparison.OrdinalIgnoreCase)));

    private static bool InstallsFromWorkspace(Reference uses, ImmutableArray<Setting> inputs) =>
        (uses.Name is "ruby/setup-ruby" && IsOn(inputs, "bundler-cache")) || (uses.Name is "pnpm/action-setup" && inputs.Any(input => input.Name is "run_install" && input.Value is not "false"));

    private static bool Publishes(Reference uses, ImmutableArray<Setting> inputs) =>
        Publish.Contains(uses.Name) || (uses.Name is "docker/build-push-action" or "docker/bake-action" && IsOn(inputs, "push"));

    private static bool IsOn(ImmutableArray<Setting> inputs, string name) =>
        inputs.Any(input => string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase) && string.Equals(input.Value.Trim(), "true", StringComparison.OrdinalIgnoreCase));

    private static FrozenSet<string> Names(params ReadOnlySpan<string> names) => FrozenSet.Create(StringComparer.Ordinal, names);
}
