using System.Text;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Composer, where it is on the machine: no registry of packages that the tests use has it.</summary>
internal sealed class ComposerMaker : LockMaker
{
    private const string Entry = "\"name\": \"acme/left\"";
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly ServedPackage[] Packages = [new("acme/left", "1.0.0"), new("acme/left", "1.1.0"), new("acme/right", "1.0.0", ("acme/inner", "^1.0")), new("acme/inner", "1.0.0")];

    private readonly LoopbackServer server = new(async context =>
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["packages"] = new JsonObject(Packages.GroupBy(package => package.Name, StringComparer.Ordinal).Select(Served)) }.ToJsonString());
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    });

    public ComposerMaker()
        : base("Composer")
    {
    }

    /// <inheritdoc/>
    public override string Lock => "composer.lock";

    /// <inheritdoc/>
    public override string Manifest => "composer.json";

    /// <inheritdoc/>
    public override string FirstAsked => "\"acme/left\"";

    // Packages of Composer come from wherever their repositories are, of which no host is another one.
    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the commit is removed", Lock, Entry, ",\\s+\"reference\": \"[^\"]+\"", "", "PO3252"),
        new("the commit is a tag", Lock, Entry, "(?<=\"reference\": \")[^\"]+", "1.1.0", "PO3252"),
        new("the address is in the clear", Lock, Entry, "https://", "http://", "PO3259"),
        new("another range is asked for", Manifest, "\"acme/left\"", "\\^1\\.0", "^2.0", "PO3254") { FoundIn = "composer.lock", FoundAt = "\"content-hash\"" },
        new("a package more is asked for", Manifest, "\"acme/left\"", "\n", "\n        \"acme/other\": \"^1.0\",\n", "PO3254") { FoundAt = "\"acme/other\"" },
    ];

    /// <inheritdoc/>
    public override async Task MakeAsync(TempTree tree)
    {
        tree.Write(
            "project/composer.json",
            $$"""
            {
                "name": "acme/whole",
                "require": {
                    "acme/left": "^1.0",
                    "acme/right": "^1.0"
                },
                "repositories": [
                    { "type": "composer", "url": "{{server.Address}}" },
                    { "packagist.org": false }
                ],
                "config": { "secure-http": false }
            }
            """);
        await ComposerAsync(tree, "update", "--no-install", "--no-audit");
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var packages = JsonNode.Parse(await ComposerAsync(tree, "show", "--locked", "--format=json"))!["locked"]!.AsArray();
        return [.. packages.Select(package => package!["name"]!.GetValue<string>()).Zip(packages.Select(package => package!["version"]!.GetValue<string>()), (name, version) => new LockListing(name, version, Commit, AddressOf(name)))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        server.Dispose();
        base.Dispose(disposing);
    }

    private static KeyValuePair<string, JsonNode?> Served(IGrouping<string, ServedPackage> versions) =>
        KeyValuePair.Create(versions.Key, (JsonNode?)new JsonObject(versions.Select(package => KeyValuePair.Create(package.Version, (JsonNode?)new JsonObject
        {
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["require"] = package.Needs is { } needed ? new JsonObject { [needed.Name] = needed.Range } : [],
            ["dist"] = new JsonObject { ["type"] = "zip", ["url"] = AddressOf(package.Name), ["reference"] = Commit, ["shasum"] = "" },
        }))));

    private static string AddressOf(string name) => $"https://api.github.com/repos/{name}/zipball/{Commit}";

    private static Task<string> ComposerAsync(TempTree tree, string command, params IEnumerable<string> arguments) => RunAsync(
        tree, Components.OptionalProgram("composer"), [command, .. arguments, "--no-plugins", "--no-scripts", "--no-ansi", "--no-interaction"],
        [("COMPOSER_HOME", tree.PathOf(".home/composer")), ("COMPOSER_CACHE_DIR", tree.PathOf(".home/composer/cache")), ("COMPOSER_ALLOW_SUPERUSER", "1")]);
}
