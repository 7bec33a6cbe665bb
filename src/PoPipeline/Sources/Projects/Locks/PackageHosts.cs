using System.Collections.Frozen;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The hosts that the tools of an ecosystem fetch from when nobody says otherwise.</summary>
internal static class PackageHosts
{
    // Sources: the registry options of each tool's documentation.
    private static readonly FrozenSet<string> JavaScript = Hosts("registry.npmjs.org", "registry.yarnpkg.com", "npm.jsr.io");
    private static readonly FrozenSet<string> Python = Hosts("pypi.org", "files.pythonhosted.org", "pypi.python.org");

    /// <summary>Whether a host is one of them.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    /// <param name="host">The host.</param>
    public static bool AreOf(Ecosystem ecosystem, string host) => ecosystem switch
    {
        Ecosystem.Npm or Ecosystem.YarnClassic or Ecosystem.Yarn or Ecosystem.Pnpm or Ecosystem.Bun => JavaScript.Contains(host),
        Ecosystem.Pip or Ecosystem.Pylock or Ecosystem.Uv or Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pipenv => Python.Contains(host),
        Ecosystem.Conda or Ecosystem.Pixi => Python.Contains(host) || host.Equals("conda.anaconda.org", StringComparison.OrdinalIgnoreCase) || host.Equals("repo.anaconda.com", StringComparison.OrdinalIgnoreCase),
        Ecosystem.Bundler => host.Equals("rubygems.org", StringComparison.OrdinalIgnoreCase),
        Ecosystem.Composer => host.Equals("repo.packagist.org", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static FrozenSet<string> Hosts(params ReadOnlySpan<string> hosts) => FrozenSet.Create(StringComparer.OrdinalIgnoreCase, hosts);
}
