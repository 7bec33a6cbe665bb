using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Yarn before version 2.</summary>
internal sealed class YarnClassicMaker() : NpmFamilyMaker("Yarn 1")
{
    private static readonly string Script = "yarn/bin/yarn.js";

    /// <inheritdoc/>
    public override string Lock => "yarn.lock";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is removed", Lock, "left@^1.0.0:", "#[0-9a-f]+\"\n  integrity .*", "\"", "PO3252"),
        new("the hash is a weak one", Lock, "left@^1.0.0:", "sha512-.*", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "PO3252"),
        new("only the address has a hash", Lock, "left@^1.0.0:", "\n  integrity .*", "", "PO3252"),
        new("the address is in the clear", Lock, "left@^1.0.0:", "https://", "http://", "PO3259"),
        new("the address is of another host", Lock, "left@^1.0.0:", "registry\\.npmjs\\.org", "registry.example", "PO3259"),
        new("the address is of another package", Lock, "left@^1.0.0:", "/left/-/left-1", "/other/-/other-1", "PO3259"),
        .. Stale(notAsked: null),
    ];

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var trees = JsonNode.Parse(await NodeAsync(tree, Components.Npm(Script, "locks"), "list", "--json", "--no-progress"))!["data"]!["trees"]!;
        return Served(Names(trees).Where(name => !name.StartsWith("one@", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Select(name => (Named(name[..name.LastIndexOf('@')]), name[(name.LastIndexOf('@') + 1)..])), withAddress: true);
    }

    /// <inheritdoc/>
    protected override Task LockAsync(TempTree tree) =>
        NodeAsync(tree, Components.Npm(Script, "locks"), "install", "--registry", Registry.Address, "--ignore-scripts", "--non-interactive", "--no-progress");

    // What stands in the shadow of another is listed where that is.
    private static IEnumerable<string> Names(JsonNode trees) =>
        trees.AsArray().Where(one => one!["shadow"] is null).SelectMany(one => (IEnumerable<string>)[Text(one!["name"]), .. Names(one["children"]!)]);

    private static string Named(string name) => name is "renamed" ? "left" : name;
}
