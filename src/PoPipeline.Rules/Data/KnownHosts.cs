using System.Collections.Frozen;

namespace PoPipeline.Rules.Data;

/// <summary>Hosts that rules know.</summary>
internal static class KnownHosts
{
    /// <summary>Hosts from which the makers of well-known tools hand out installers. Collected by hand.</summary>
    public static FrozenSet<string> Vendors { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "sh.rustup.rs", "get.helm.sh", "get.docker.com", "get.k3s.io", "install.python-poetry.org", "deb.nodesource.com", "rpm.nodesource.com", "astral.sh", "deno.land", "bun.sh",
        "get.pnpm.io", "get.sdkman.io", "cli.github.com", "aka.ms", "dot.net", "dotnet.microsoft.com", "builds.dotnet.microsoft.com", "packages.microsoft.com", "chocolatey.org", "community.chocolatey.org",
        "get.scoop.sh", "install.determinate.systems", "nixos.org", "get.volta.sh", "sdk.cloud.google.com", "apt.llvm.org", "get.anchore.io", "mise.run", "mise.jdx.dev", "taskfile.dev",
        "fly.io", "get.pulumi.com", "bootstrap.pypa.io", "install.goreleaser.com", "get.opentofu.org", "ollama.com", "cursor.com", "claude.ai", "gh.io", "pixi.sh", "prefix.dev", "get-ghcup.haskell.org");

    /// <summary>The owners of such tools on the forges.</summary>
    public static FrozenSet<string> VendorOwners { get; } = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "helm", "homebrew", "rhysd", "anchore", "aquasecurity", "golangci", "k3d-io", "kubernetes-sigs", "nvm-sh", "rust-lang", "moby", "docker", "astral-sh", "dotnet", "microsoft", "github", "actions",
        "reviewdog", "hadolint", "kubernetes", "argoproj", "fluxcd", "tektoncd", "sigstore", "oras-project", "wasmerio", "cargo-bins", "hashicorp", "kubescape", "linkerd", "istio", "grafana");

    /// <summary>Hosts whose paths begin with the owner of a repository.</summary>
    public static FrozenSet<string> Forges { get; } = FrozenSet.Create(StringComparer.Ordinal, "raw.githubusercontent.com", "github.com", "gitlab.com", "gist.githubusercontent.com");
}
