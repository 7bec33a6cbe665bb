using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Go, where it is on the machine, with modules from a proxy that is a folder.</summary>
internal sealed class GoMaker() : LockMaker("Go")
{
    private const string Entry = "example.com/left v1.1.0 ";

    private static readonly ServedPackage[] Packages = [new("example.com/left", "v1.0.0"), new("example.com/left", "v1.1.0"), new("example.com/right", "v1.0.0", ("example.com/inner", "v1.0.0")), new("example.com/inner", "v1.0.0")];

    /// <inheritdoc/>
    public override string Lock => "go.sum";

    /// <inheritdoc/>
    public override string Manifest => "go.mod";

    /// <inheritdoc/>
    public override string FirstAsked => "example.com/left";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is of a kind that Go passes over", Lock, Entry, "h1:", "h0:", "PO3252"),
        new("the hash of the content is removed", Lock, Entry, "example.com/left v1.1.0 h1:.*\n", "", "PO3254") { FoundIn = Manifest, FoundAt = "example.com/left" },
        new("the module is removed", Lock, Entry, "example.com/left v1.1.0 .*\nexample.com/left v1.1.0/go.mod .*\n", "", "PO3254") { FoundIn = Manifest, FoundAt = "example.com/left" },
        new("another version is asked for", Manifest, "example.com/left", "v1\\.1\\.0", "v1.0.0", "PO3254"),
        new("a module more is asked for", Manifest, "example.com/left", "\n", "\n\texample.com/other v1.0.0\n", "PO3254") { FoundAt = "example.com/other" },
    ];

    /// <inheritdoc/>
    public override async Task MakeAsync(TempTree tree)
    {
        foreach (var versions in Packages.GroupBy(package => package.Name, StringComparer.Ordinal))
        {
            tree.Write($"proxy/{versions.Key}/@v/list", string.Concat(versions.Select(package => $"{package.Version}\n")));
        }

        foreach (var package in Packages)
        {
            var path = $"proxy/{package.Name}/@v/{package.Version}";
            tree.Write($"{path}.info", new JsonObject { ["Version"] = package.Version, ["Time"] = "2020-01-01T00:00:00Z" }.ToJsonString()).Write($"{path}.mod", ModOf(package));
            await File.WriteAllBytesAsync(tree.PathOf($"{path}.zip"), Packed(package), TestContext.Current.CancellationToken);
        }

        tree.Write("project/main.go", "package main\n\nimport (\n\t_ \"example.com/left\"\n\t_ \"example.com/right\"\n)\n\nfunc main() {}\n").Write("project/go.mod", "module example.com/whole\n\ngo 1.19\n");
        await GoAsync(tree, "mod", "tidy");
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        // One object behind the other.
        var text = await GoAsync(tree, "mod", "download", "-json");
        var modules = JsonSerializer.Deserialize<JsonNode[]>($"[{text.Replace("}\n{", "},{", StringComparison.Ordinal)}]")!;
        return [.. modules.Select(module => new LockListing(module["Path"]!.GetValue<string>(), module["Version"]!.GetValue<string>(), module["Sum"]!.GetValue<string>()))];
    }

    private static string ModOf(ServedPackage package) => $"module {package.Name}\n\ngo 1.19\n{(package.Needs is { } needed ? $"\nrequire {needed.Name} {needed.Range}\n" : "")}";

    private static byte[] Packed(ServedPackage package)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("go.mod", ModOf(package)), ("all.go", $"package {package.Name[(package.Name.LastIndexOf('/') + 1)..]}\n{(package.Needs is { } needed ? $"\nimport _ \"{needed.Name}\"\n" : "")}") })
            {
                using var writer = new StreamWriter(archive.CreateEntry($"{package.Name}@{package.Version}/{name}").Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                writer.Write(text);
            }
        }

        return packed.ToArray();
    }

    // What is fetched can be removed again, which Go otherwise forbids.
    private static Task<string> GoAsync(TempTree tree, params IEnumerable<string> arguments) => RunAsync(
        tree, Components.OptionalProgram("go"), arguments,
        [
            ("GOPROXY", new Uri(tree.PathOf("proxy")).AbsoluteUri), ("GOSUMDB", "off"), ("GOFLAGS", "-modcacherw"), ("GOTOOLCHAIN", "local"), ("GOENV", "off"),
            ("GOPATH", tree.PathOf(".home/go")), ("GOCACHE", tree.PathOf(".home/go-build")),
        ]);
}
