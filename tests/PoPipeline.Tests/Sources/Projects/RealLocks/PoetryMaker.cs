using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Poetry, where it is on the machine: no registry of packages that the tests use has it.</summary>
internal sealed class PoetryMaker() : LockMaker("Poetry")
{
    private const string Entry = "name = \"left\"";
    private const string Host = "https://packages.example";
    private const string Digest = "content-hash";

    private static readonly ServedPackage[] Packages = [new("left", "1.0.0"), new("left", "1.1.0"), new("right", "1.0.0", ("inner", ">=1.0")), new("inner", "1.0.0")];

    private readonly LoopbackServer server = new(AnswerAsync);

    /// <inheritdoc/>
    public override string Lock => "poetry.lock";

    /// <inheritdoc/>
    public override string Manifest => "pyproject.toml";

    /// <inheritdoc/>
    public override string FirstAsked => "left =";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the files are removed", Lock, Entry, "    \\{file = .*\n", "", "PO3252"),
        new("the hash is removed", Lock, Entry, ", hash = \"[^\"]+\"", "", "PO3252"),
        new("the hash is a weak one", Lock, Entry, "sha256:[0-9a-f]+", "md5:ceb27b0af3823ea2737928a4d99d125a", "PO3252"),
        new("the address is in the clear", Lock, Entry, "https://", "http://", "PO3259"),
        new("the address is of another host", Lock, Entry, "packages\\.example", "packages.invalid", "PO3259"),
        new("another range is asked for", Manifest, "left =", "\\^1\\.0", "^2.0", "PO3254") { FoundIn = Lock, FoundAt = Digest },
        new("a package more is asked for", Manifest, "left =", "\n", "\nother = \"^1.0\"\n", "PO3254") { FoundAt = "other =" },
    ];

    /// <inheritdoc/>
    public override async Task MakeAsync(TempTree tree)
    {
        // Since version 1.5 another word has nothing be asked but this.
        tree.Write("project/pyproject.toml");
        var isOld = (await PoetryAsync(tree, "--version")).Contains("version 1.", StringComparison.Ordinal);
        tree.Write(
            "project/pyproject.toml",
            $"""
            [tool.poetry]
            name = "whole"
            version = "1.0.0"
            description = ""
            authors = []

            [tool.poetry.dependencies]
            python = ">=3.8"
            left = "^1.0"
            right = "^1.0"

            [[tool.poetry.source]]
            name = "here"
            url = "{server.Address}/simple"
            {(isOld ? "default = true" : "priority = \"primary\"")}
            """);
        await PoetryAsync(tree, "lock");
        var path = tree.PathOf($"project/{Lock}");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace(server.Address, Host, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        // name (!) version: nothing of it is installed.
        var lines = (await PoetryAsync(tree, "show")).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 2 && words[1] is "(!)");
        return [.. lines.Select(words => new LockListing(words[0], words[2], $"sha256:{HashOf(Array.Find(Packages, package => package.Name == words[0] && package.Version == words[2])!)}", $"{Host}/simple"))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        server.Dispose();
        base.Dispose(disposing);
    }

    private static async Task AnswerAsync(HttpListenerContext context)
    {
        var name = context.Request.Url!.AbsolutePath.TrimEnd('/').Split('/')[^1];
        var body = Array.Find(Packages, package => FileOf(package) == name) is { } packed
            ? Packed(packed)
            : Encoding.UTF8.GetBytes($"<html><body>{string.Concat(Packages.Where(package => package.Name == name).Select(package => $"<a href=\"/files/{FileOf(package)}#sha256={HashOf(package)}\">{FileOf(package)}</a>"))}</body></html>");
        context.Response.ContentType = name.EndsWith(".whl", StringComparison.Ordinal) ? "application/octet-stream" : "text/html";
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }

    private static string FileOf(ServedPackage package) => $"{package.Name}-{package.Version}-py3-none-any.whl";

    private static string HashOf(ServedPackage package) => Convert.ToHexStringLower(SHA256.HashData(Packed(package)));

    private static byte[] Packed(ServedPackage package)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[]
            {
                ("METADATA", $"Metadata-Version: 2.1\nName: {package.Name}\nVersion: {package.Version}\n{(package.Needs is { } needed ? $"Requires-Dist: {needed.Name}{needed.Range}\n" : "")}"),
                ("WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"), ("RECORD", ""),
            })
            {
                var entry = archive.CreateEntry($"{package.Name}-{package.Version}.dist-info/{name}");
                entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(text);
            }
        }

        return packed.ToArray();
    }

    private static Task<string> PoetryAsync(TempTree tree, string command) => RunAsync(
        tree, Components.OptionalProgram("poetry"), [command, "--no-interaction", "--no-ansi"],
        [("POETRY_CACHE_DIR", tree.PathOf(".home/poetry")), ("POETRY_VIRTUALENVS_CREATE", "false"), ("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")]);
}
