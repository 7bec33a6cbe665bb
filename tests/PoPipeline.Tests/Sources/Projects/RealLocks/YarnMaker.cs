using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Yarn since version 2.</summary>
internal sealed class YarnMaker() : NpmFamilyMaker("Yarn")
{
    private const string Entry = "\"left@npm:^1.0.0\":";

    private static readonly string Script = "@yarnpkg/cli-dist/bin/yarn.js";

    /// <inheritdoc/>
    public override string Lock => "yarn.lock";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is removed", Lock, Entry, "\n  checksum: .*", "", "PO3252"),
        new("an address is in the clear", Lock, Entry, "left@npm:1\\.1\\.0", "left@npm:1.1.0::__archiveUrl=http%3A%2F%2Fregistry.npmjs.org%2Fleft%2F-%2Fleft-1.1.0.tgz", "PO3259"),
        new("an address is of another host", Lock, Entry, "left@npm:1\\.1\\.0", "left@npm:1.1.0::__archiveUrl=https%3A%2F%2Fregistry.example%2Fleft%2F-%2Fleft-1.1.0.tgz", "PO3259"),
        new("an address is of another package", Lock, Entry, "left@npm:1\\.1\\.0", "left@npm:1.1.0::__archiveUrl=https%3A%2F%2Fregistry.npmjs.org%2Fother%2F-%2Fother-1.0.0.tgz", "PO3259"),
        new("another package is taken", Lock, Entry, "left@npm:1\\.1\\.0", "other@npm:1.0.0", "PO3259"),
        .. Stale("left: \"npm:^1.0.0\""),
    ];

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var output = await NodeAsync(tree, Components.Npm(Script, "locks"), "info", "--all", "--recursive", "--cache", "--json");
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).Where(one => Text(one["value"]).Contains("@npm:", StringComparison.Ordinal)).Select(one =>
            {
                var (value, checksum) = (Text(one["value"]), Text(one["children"]!["Cache"]!["Checksum"]));
                return new LockListing(value[..value.IndexOf("@npm:", StringComparison.Ordinal)], Text(one["children"]!["Version"]), $"sha512:{checksum[(checksum.IndexOf('/', StringComparison.Ordinal) + 1)..]}");
            }),
        ];
    }

    /// <inheritdoc/>
    protected override Task LockAsync(TempTree tree)
    {
        // It takes the folder of the nearest one as the root of the project.
        tree.Write("project/yarn.lock");
        return NodeAsync(tree, Components.Npm(Script, "locks"), "install", "--mode=update-lockfile");
    }
}
