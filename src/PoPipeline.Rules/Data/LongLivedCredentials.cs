using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Where pipelines take credentials that never expire although the service hands out short-lived ones to a run that proves who it is. Collected by
/// hand: a selection of actions, commands and the settings through which they take a credential. What is not here is passed over.
/// </summary>
internal static class LongLivedCredentials
{
    private const string Trusted = "trusted publishing";
    private const string Federation = "workload identity federation";

    /// <summary>Inputs of actions.</summary>
    public static ImmutableArray<LongLivedCredential> Inputs { get; } =
    [
        new("pypa/gh-action-pypi-publish", "password", "PyPI", Trusted),
        new("aws-actions/configure-aws-credentials", "aws-secret-access-key", "AWS", "a role to assume with OpenID Connect ('role-to-assume')"),
        new("google-github-actions/auth", "credentials_json", "Google Cloud", $"{Federation} ('workload_identity_provider')"),
        new("azure/login", "creds", "Azure", $"{Federation} ('client-id', 'tenant-id', 'subscription-id')"),
        new("rubygems/release-gem", "rubygems-api-key", "RubyGems", Trusted),
        new("katyo/publish-crates", "registry-token", "crates.io", $"{Trusted} ('rust-lang/crates-io-auth-action')"),
        new("js-devtools/npm-publish", "token", "npm", Trusted),
    ];

    /// <summary>Actions that get a short-lived credential; a job that uses one has changed over, and what else is set is a remainder.</summary>
    public static ImmutableArray<string> Exchanges { get; } = ["nuget/login", "rust-lang/crates-io-auth-action", "rubygems/configure-rubygems-credentials"];

    /// <summary>Environment variables of publishing commands.</summary>
    public static ImmutableArray<LongLivedCredential> Variables { get; } =
    [
        new("twine upload", "TWINE_PASSWORD", "PyPI", Trusted),
        new("uv publish", "UV_PUBLISH_TOKEN", "PyPI", Trusted),
        new("poetry publish", "POETRY_PYPI_TOKEN_PYPI", "PyPI", Trusted),
        new("flit publish", "FLIT_PASSWORD", "PyPI", Trusted),
        new("hatch publish", "HATCH_INDEX_AUTH", "PyPI", Trusted),
        new("npm publish", "NODE_AUTH_TOKEN", "npm", Trusted),
        new("npm publish", "NPM_TOKEN", "npm", Trusted),
        new("pnpm publish", "NODE_AUTH_TOKEN", "npm", Trusted),
        new("pnpm publish", "NPM_TOKEN", "npm", Trusted),
        new("yarn publish", "YARN_NPM_AUTH_TOKEN", "npm", Trusted),
        new("bun publish", "NPM_CONFIG_TOKEN", "npm", Trusted),
        new("cargo publish", "CARGO_REGISTRY_TOKEN", "crates.io", $"{Trusted} ('rust-lang/crates-io-auth-action')"),
        new("gem push", "GEM_HOST_API_KEY", "RubyGems", Trusted),
        new("dotnet push", "NUGET_API_KEY", "NuGet", $"{Trusted} ('NuGet/login')"),
    ];
}
