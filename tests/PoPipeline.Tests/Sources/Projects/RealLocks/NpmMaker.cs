using System.Globalization;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>npm, which came with Node.js.</summary>
/// <param name="version">The version of the format.</param>
internal sealed class NpmMaker(int version) : NpmFamilyMaker(string.Create(CultureInfo.InvariantCulture, $"npm, format {version}"))
{
    /// <inheritdoc/>
    public override string Lock => "package-lock.json";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks
    {
        get
        {
            var entry = version == 1 ? "\"left\": {" : "\"node_modules/left\": {";
            return
            [
                new("the hash is removed", Lock, entry, ",\\s+\"integrity\": \"[^\"]+\"", "", "PO3252"),
                new("the hash is a weak one", Lock, entry, "sha512-[^\"]+", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "PO3252"),
                new("the address is in the clear", Lock, entry, "https://", "http://", "PO3259"),
                new("the address is of another host", Lock, entry, "registry\\.npmjs\\.org", "registry.example", "PO3259"),
                new("the address is of another package", Lock, entry, "/left/-/left-1", "/other/-/other-1", "PO3259"),
                .. version > 1 ? Stale("\"left\": \"^1.0.0\"") : [],
            ];
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var listed = JsonNode.Parse(await NpmAsync(tree, "sbom", "--package-lock-only", "--sbom-format=cyclonedx"))!["components"]!.AsArray();
        return
        [
            .. listed.Where(one => one!["hashes"] is not null).Select(one => new LockListing(
                Text(one!["name"]), Text(one["version"]), $"sha512-{Convert.ToBase64String(Convert.FromHexString(Text(one["hashes"]![0]!["content"])))}", Text(one["externalReferences"]![0]!["url"]))),
        ];
    }

    /// <inheritdoc/>
    protected override Task LockAsync(TempTree tree) =>
        NpmAsync(tree, "install", "--package-lock-only", string.Create(CultureInfo.InvariantCulture, $"--lockfile-version={version}"));

    private Task<string> NpmAsync(TempTree tree, params IEnumerable<string> arguments) =>
        RunAsync(tree, Components.Program("npm", "install Node.js"), arguments, Variables(tree));
}
