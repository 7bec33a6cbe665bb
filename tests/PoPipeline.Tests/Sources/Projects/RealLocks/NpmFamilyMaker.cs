using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>A tool that installs packages of a registry of npm.</summary>
/// <param name="name">What it is called.</param>
internal abstract class NpmFamilyMaker(string name) : LockMaker(name)
{
    private readonly Lazy<NpmRegistryDouble> registry = new(() => new NpmRegistryDouble());

    /// <inheritdoc/>
    public sealed override string Manifest => "package.json";

    /// <inheritdoc/>
    public sealed override string FirstAsked => "\"@scope/outer\"";

    /// <summary>The registry that it asks.</summary>
    protected NpmRegistryDouble Registry => registry.Value;

    /// <summary>Whether the manifest names the parts of the workspace.</summary>
    protected virtual bool NamesParts => true;

    /// <inheritdoc/>
    public sealed override async Task MakeAsync(TempTree tree)
    {
        tree.Write("project/package.json", Whole(NamesParts)).Write("project/parts/one/package.json", Part);
        await LockAsync(tree);
        var path = tree.PathOf($"project/{Lock}");
        await File.WriteAllTextAsync(path, Registry.Placed(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
    }

    /// <summary>Has the tool lock what is written.</summary>
    protected abstract Task LockAsync(TempTree tree);

    /// <summary>Runs a program of Node.js with what keeps it to the registry.</summary>
    protected Task<string> NodeAsync(TempTree tree, string script, params IEnumerable<string> arguments) => RunAsync(tree, "node", [script, .. arguments], Variables(tree));

    /// <summary>What keeps the tools to the registry and to the folder.</summary>
    protected IEnumerable<(string Name, string Value)> Variables(TempTree tree) =>
    [
        ("npm_config_userconfig", tree.PathOf(".home/.npmrc")), ("npm_config_globalconfig", tree.PathOf(".home/npmrc")), ("npm_config_registry", Registry.Address), ("npm_config_cache", tree.PathOf(".home/npm")), ("npm_config_update_notifier", "false"),
        ("npm_config_audit", "false"), ("npm_config_fund", "false"), ("npm_config_ignore_scripts", "true"), ("npm_config_store_dir", tree.PathOf(".home/store")), ("YARN_NPM_REGISTRY_SERVER", Registry.Address),
        ("YARN_UNSAFE_HTTP_WHITELIST", "127.0.0.1"), ("YARN_ENABLE_TELEMETRY", "0"), ("YARN_GLOBAL_FOLDER", tree.PathOf(".home/yarn")), ("YARN_CACHE_FOLDER", tree.PathOf(".home/cache")), ("YARN_NPM_MINIMAL_AGE_GATE", "0"),
        ("YARN_IGNORE_PATH", "1"), ("YARN_ENABLE_IMMUTABLE_INSTALLS", "false"),
    ];

    /// <summary>The listings, with the hash and the address that the registry served.</summary>
    protected static IReadOnlyList<LockListing> Served(IEnumerable<(string Name, string Version)> listed, bool withAddress) =>
        [.. listed.Select(one => new LockListing(one.Name, one.Version, NpmRegistryDouble.IntegrityOf(one.Name, one.Version), withAddress ? NpmRegistryDouble.AddressOf(one.Name, one.Version) : null))];

    /// <summary>The breaks of the manifest, which make the lock file one of another.</summary>
    /// <param name="notAsked">What stands in the line of the lock file where it says that a package was asked for; null where it does not.</param>
    protected IEnumerable<LockBreak> Stale(string? notAsked)
    {
        yield return new LockBreak("another range is asked for", Manifest, "\"left\"", "\\^1\\.0\\.0", "^2.0.0", "PO3254");
        yield return new LockBreak("a package more is asked for", Manifest, "\"left\"", "\n", "\n    \"other\": \"^1.0.0\",\n", "PO3254") { FoundAt = "\"other\"" };
        yield return new LockBreak("a part asks for another range", "parts/one/package.json", "\"inner\"", "\\^2\\.0\\.0", "^3.0.0", "PO3254");
        if (notAsked is not null)
        {
            yield return new LockBreak("a package less is asked for", Manifest, "\"@scope/outer\": \"^1.0.0\",", "    \"left\": .*\n", "", "PO3254") { FoundIn = Lock, FoundAt = notAsked };
        }
    }

    /// <summary>A node of JSON as a text.</summary>
    protected static string Text(JsonNode? node) => node!.GetValue<string>();

    private const string Part =
        """
        {
          "name": "one",
          "version": "1.0.0",
          "dependencies": {
            "inner": "^2.0.0"
          }
        }
        """;

    private static string Whole(bool namesParts) =>
        $$"""
        {
          "name": "whole",
          "version": "1.0.0",
          "private": true,{{(namesParts ? "\n  \"workspaces\": [\n    \"parts/*\"\n  ]," : "")}}
          "dependencies": {
            "@scope/outer": "^1.0.0",
            "left": "^1.0.0",
            "renamed": "npm:left@2.0.0"
          },
          "devDependencies": {
            "right": "~1.0.0"
          }
        }
        """;
}
