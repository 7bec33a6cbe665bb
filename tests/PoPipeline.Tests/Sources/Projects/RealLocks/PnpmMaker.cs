using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>pnpm.</summary>
internal sealed class PnpmMaker() : NpmFamilyMaker("pnpm")
{
    private const string Entry = "\n  left@1.1.0:\n    resolution";

    private static readonly string Script = "pnpm/bin/pnpm.cjs";
    private static readonly string[] Kinds = ["dependencies", "devDependencies"];

    /// <inheritdoc/>
    public override string Lock => "pnpm-lock.yaml";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is removed", Lock, Entry, "integrity: [^}]+", "tarball: https://registry.npmjs.org/left/-/left-1.1.0.tgz", "PO3252") { FoundAt = "  left@1.1.0:" },
        new("the hash is a weak one", Lock, Entry, "sha512-[^}]+", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "PO3252") { FoundAt = "  left@1.1.0:" },
        new("an address is in the clear", Lock, Entry, "}", ", tarball: http://registry.npmjs.org/left/-/left-1.1.0.tgz}", "PO3259") { FoundAt = "  left@1.1.0:" },
        new("an address is of another host", Lock, Entry, "}", ", tarball: https://registry.example/left/-/left-1.1.0.tgz}", "PO3259") { FoundAt = "  left@1.1.0:" },
        new("an address is of another package", Lock, Entry, "}", ", tarball: https://registry.npmjs.org/other/-/other-1.0.0.tgz}", "PO3259") { FoundAt = "  left@1.1.0:" },
        .. Stale("      left:"),
    ];

    /// <inheritdoc/>
    protected override bool NamesParts => false;

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var projects = JsonNode.Parse(await NodeAsync(tree, Components.Npm(Script, "locks"), "list", "--recursive", "--json", "--depth=Infinity", "--lockfile-only"))!.AsArray();
        return Served(projects.SelectMany(project => Packages(project!)).Distinct(), withAddress: false);
    }

    /// <inheritdoc/>
    protected override Task LockAsync(TempTree tree)
    {
        tree.Write("project/pnpm-workspace.yaml", "packages:\n  - parts/*\n");
        return NodeAsync(tree, Components.Npm(Script, "locks"), "install", "--lockfile-only", "--ignore-scripts");
    }

    private static IEnumerable<(string Name, string Version)> Packages(JsonNode above) =>
        Kinds.Select(kind => above[kind]).OfType<JsonObject>().SelectMany(packages => packages)
            .SelectMany(pair => (IEnumerable<(string, string)>)[(Text(pair.Value!["from"]), Text(pair.Value["version"])), .. Packages(pair.Value)]);
}
