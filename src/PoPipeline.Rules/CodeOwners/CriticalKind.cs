using System.Collections.Immutable;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>A kind of files whose change can weaken the security of a repository.</summary>
/// <param name="Id">A word for fingerprints.</param>
/// <param name="Name">The kind, for "a change to NAME can HARM".</param>
/// <param name="Harm">What a change to them can do.</param>
/// <param name="Severity">How severe it is that nobody owns them.</param>
/// <param name="Patterns">Where they lie, in GitHub's syntax.</param>
public sealed record CriticalKind(string Id, string Name, string Harm, Severity Severity, ImmutableArray<string> Patterns)
{
    /// <summary>The kinds that PoPipeline knows; a file is of the last kind that matches it.</summary>
    public static ImmutableArray<CriticalKind> Known { get; } =
    [
        new("templates", "issue and merge request templates", "drop the security criteria that contributors are asked to meet", Severity.Low,
        [
            "/.github/ISSUE_TEMPLATE/", "/.github/ISSUE_TEMPLATE.md", "/.github/PULL_REQUEST_TEMPLATE/", "/.github/PULL_REQUEST_TEMPLATE.md",
            "/.github/pull_request_template.md", "/.gitlab/issue_templates/", "/.gitlab/merge_request_templates/",
        ]),
        new("lockfiles", "lock files of dependencies", "bring in code that nobody chose", Severity.Low,
        [
            "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock",
            "poetry.lock", "pdm.lock", "uv.lock", "pylock.toml", "pylock.*.toml", "Pipfile.lock", "conda-lock.yml",
            "Cargo.lock", "go.sum", "Gemfile.lock", "composer.lock", "packages.lock.json", "gradle.lockfile", "verification-metadata.xml",
            "MODULE.bazel.lock", "flake.lock", "mix.lock", "pubspec.lock", "Podfile.lock", "Package.resolved", "actions.lock",
        ]),
        new("policy", "the policy of PoPipeline", "switch rules off or accept their findings", Severity.Low, ["/.popipeline.yml"]),
        new("pipelines", "pipeline files", "run any command with the secrets of the pipeline", Severity.Medium,
        [
            "/.github/workflows/*.yml", "/.github/workflows/*.yaml", "/.github/actions/", "/action.yml", "/action.yaml",
            "/.gitlab-ci.yml", "/.gitlab/ci/", "/.circleci/", "/Jenkinsfile*", "/.tekton/", "dinghyfile",
        ]),
        new("codeowners", "the CODEOWNERS file itself", "remove every other owner", Severity.Medium, ["/.github/CODEOWNERS", "/CODEOWNERS", "/docs/CODEOWNERS", "/.gitlab/CODEOWNERS"]),
    ];

    /// <summary>The kinds that PoPipeline knows and the one that a policy adds.</summary>
    public static ImmutableArray<CriticalKind> Of(Policy policy) => policy.CodeOwners.Critical.IsEmpty
        ? Known
        : [.. Known, new CriticalKind("named", "files that the policy calls critical", "weaken what the policy protects", Severity.Medium, policy.CodeOwners.Critical)];
}
