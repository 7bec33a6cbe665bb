using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>A registry of npm on loopback, which serves a few packages that are made for it.</summary>
internal sealed class NpmRegistryDouble : IDisposable
{
    // What tools take by themselves: their lock files are as if they had asked it.
    private const string Usual = "https://registry.npmjs.org";

    private static readonly ServedPackage[] Packages =
    [
        new("left", "1.0.0"), new("left", "1.1.0"), new("left", "2.0.0"), new("inner", "1.0.0"), new("inner", "2.0.0"), new("other", "1.0.0"),
        new("right", "1.0.0", ("inner", "^1.0.0")), new("@scope/outer", "1.0.0", ("inner", "^1.0.0")),
    ];

    private readonly LoopbackServer server;

    public NpmRegistryDouble() => server = new LoopbackServer(AnswerAsync);

    /// <summary>Where it is.</summary>
    public string Address => server.Address;

    /// <summary>What is written as from here, as if it were from the registry that is asked by itself.</summary>
    public string Placed(string text) => text.Replace(Address, Usual, StringComparison.Ordinal);

    /// <summary>The hash of what it serves of a package.</summary>
    public static string IntegrityOf(string name, string version) => $"sha512-{Convert.ToBase64String(SHA512.HashData(Packed(Array.Find(Packages, package => package.Name == name && package.Version == version)!)))}";

    /// <summary>The address of a package at <see cref="Usual"/>.</summary>
    public static string AddressOf(string name, string version) => $"{Usual}/{PathOf(name, version)}";

    public void Dispose() => server.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = Uri.UnescapeDataString(context.Request.Url!.AbsolutePath)[1..];
        var known = Array.FindAll(Packages, package => package.Name == path);
        var packed = Array.Find(Packages, package => PathOf(package.Name, package.Version) == path);
        var body = packed is not null ? Packed(packed) : known.Length > 0 ? Encoding.UTF8.GetBytes(Document(known).ToJsonString()) : [];
        context.Response.StatusCode = body.Length > 0 ? 200 : 404;
        context.Response.ContentType = packed is null ? "application/json" : "application/octet-stream";
        context.Response.ContentLength64 = body.Length;
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }

    private JsonObject Document(ServedPackage[] versions) => new()
    {
        ["name"] = versions[0].Name,
        ["dist-tags"] = new JsonObject { ["latest"] = versions[^1].Version },
        ["versions"] = new JsonObject(versions.Select(package => KeyValuePair.Create(package.Version, (JsonNode?)Version(package)))),
        ["time"] = new JsonObject(versions.Select(package => KeyValuePair.Create(package.Version, (JsonNode?)"2020-01-01T00:00:00.000Z"))),
    };

    private JsonObject Version(ServedPackage package)
    {
        var packed = Packed(package);
        var manifest = Manifest(package);
        manifest["dist"] = new JsonObject
        {
            ["tarball"] = $"{Address}/{PathOf(package.Name, package.Version)}",
#pragma warning disable CA5350 // Registries of npm serve it beside the strong one.
            ["shasum"] = Convert.ToHexStringLower(SHA1.HashData(packed)),
#pragma warning restore CA5350
            ["integrity"] = $"sha512-{Convert.ToBase64String(SHA512.HashData(packed))}",
        };
        return manifest;
    }

    private static JsonObject Manifest(ServedPackage package) => new()
    {
        ["name"] = package.Name,
        ["version"] = package.Version,
        ["dependencies"] = package.Needs is { } needed ? new JsonObject { [needed.Name] = needed.Range } : [],
    };

    private static string PathOf(string name, string version) => $"{name}/-/{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{version}.tgz";

    private static byte[] Packed(ServedPackage package)
    {
        using var packed = new MemoryStream();
        using (var zipped = new GZipStream(packed, CompressionLevel.Fastest))
        using (var archive = new TarWriter(zipped, TarEntryFormat.Ustar))
        {
            archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "package/package.json")
            {
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Manifest(package).ToJsonString())),
            });
        }

        return packed.ToArray();
    }
}
