using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Cargo, where it is on the machine: no registry of packages that the tests use has it.</summary>
internal sealed class CargoMaker() : LockMaker("Cargo")
{
    private const string Entry = "name = \"left\"";
    private const string Registry = "registry+https://github.com/rust-lang/crates.io-index";

    private static readonly ServedPackage[] Packages = [new("left", "1.0.0"), new("left", "1.1.0"), new("right", "1.0.0", ("inner", "1")), new("inner", "1.0.0")];

    /// <inheritdoc/>
    public override string Lock => "Cargo.lock";

    /// <inheritdoc/>
    public override string Manifest => "Cargo.toml";

    /// <inheritdoc/>
    public override string FirstAsked => "left =";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is removed", Lock, Entry, "\nchecksum = .*", "", "PO3252"),
        new("the hash is a weak one", Lock, Entry, "(?<=\nchecksum = \")[0-9a-f]{24}", "", "PO3252"),
        new("the source is in the clear", Lock, Entry, "https://", "http://", "PO3259"),
        new("the source is another host", Lock, Entry, "github\\.com", "crates.example", "PO3259"),
        new("another range is asked for", Manifest, "left =", "\"1\"", "\"2\"", "PO3254"),
        new("a package more is asked for", Manifest, "left =", "\n", "\nother = \"1\"\n", "PO3254") { FoundAt = "other =" },
        new("a package less is asked for", Manifest, "[dependencies]", "\nleft = .*", "", "PO3254") { FoundIn = Lock, FoundAt = " \"left\",\n" },
    ];

    /// <inheritdoc/>
    public override async Task MakeAsync(TempTree tree)
    {
        foreach (var package in Packages)
        {
            var folder = $"vendor/{package.Name}-{package.Version}";
            tree.Write($"{folder}/src/lib.rs").Write($"{folder}/Cargo.toml", CargoToml(package.Name, package.Version) + (package.Needs is { } needed ? $"{needed.Name} = \"{needed.Range}\"\n" : ""));
            tree.Write($"{folder}/.cargo-checksum.json", new JsonObject { ["files"] = new JsonObject(), ["package"] = HashOf(package.Name, package.Version) }.ToJsonString());
        }

        tree.Write("project/src/lib.rs").Write("project/Cargo.toml", CargoToml("whole", "1.0.0") + "left = \"1\"\nright = \"1\"\n");
        await CargoAsync(tree, "generate-lockfile");
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var packages = JsonNode.Parse(await CargoAsync(tree, "metadata", "--locked", "--format-version=1"))!["packages"]!.AsArray();
        return
        [
            .. packages.Where(package => package!["source"] is not null).Select(package => (Name: package!["name"]!.GetValue<string>(), Version: package["version"]!.GetValue<string>(), Source: package["source"]!.GetValue<string>()))
                .Select(package => new LockListing(package.Name, package.Version, $"sha256:{HashOf(package.Name, package.Version)}", package.Source)),
        ];
    }

    private static string CargoToml(string name, string version) => $"[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2021\"\n\n[dependencies]\n";

    private static string HashOf(string name, string version) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Registry} {name} {version}")));

    private static Task<string> CargoAsync(TempTree tree, string command, params IEnumerable<string> arguments)
    {
        // What shares a machine's programs out by version finds them from the home.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return RunAsync(
            tree, Components.OptionalProgram("cargo"),
            [command, "--offline", .. arguments, "--config", "source.crates-io.replace-with='here'", "--config", $"source.here.directory='{tree.PathOf("vendor")}'"],
            [("CARGO_HOME", tree.PathOf(".home/cargo")), ("RUSTUP_HOME", Environment.GetEnvironmentVariable("RUSTUP_HOME") ?? Path.Combine(home, ".rustup"))]);
    }
}
