using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Bundler, where it is on the machine, with gems from an index that is served here.</summary>
internal sealed class BundlerMaker() : LockMaker("Bundler")
{
    private const string Host = "https://gems.example/";

    private static readonly ServedPackage[] Packages = [new("left", "1.0.0"), new("left", "1.1.0"), new("right", "1.0.0", ("inner", ">= 1.0")), new("inner", "1.0.0")];

    private readonly LoopbackServer server = new(AnswerAsync);

    /// <inheritdoc/>
    public override string Lock => "Gemfile.lock";

    /// <inheritdoc/>
    public override string Manifest => "Gemfile";

    /// <inheritdoc/>
    public override string FirstAsked => "\"left\"";

    // Before version 2.6 it writes no hashes by itself.
    /// <inheritdoc/>
    public override IEnumerable<string> WithoutHashes => ["    inner (1.0.0)", "    left (1.1.0)", "    right (1.0.0)"];

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the source is in the clear", Lock, "GEM", "https://", "http://", "PO3259") { FoundAt = "    inner (1.0.0)", FoundAlsoAt = ["    left (1.1.0)", "    right (1.0.0)"] },
        new("another range is asked for", Manifest, "\"left\"", "~> 1\\.0", "~> 2.0", "PO3254"),
        new("a gem more is asked for", Manifest, "\"left\"", "\n", "\ngem \"other\", \"~> 1.0\"\n", "PO3254") { FoundAt = "\"other\"" },
    ];

    /// <inheritdoc/>
    public override async Task MakeAsync(TempTree tree)
    {
        tree.Write("project/Gemfile", $"source \"{server.Address}\"\n\ngem \"left\", \"~> 1.0\"\ngem \"right\", \"~> 1.0\"\n");
        await BundlerAsync(tree, "bundle", "lock");
        foreach (var name in new[] { Lock, Manifest })
        {
            var path = tree.PathOf($"project/{name}");
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(path, text.Replace($"{server.Address}/", Host, StringComparison.Ordinal).Replace(server.Address, Host, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        var said = await BundlerAsync(tree, "ruby", "-rbundler", "-e", "Bundler::LockfileParser.new(File.read(\"Gemfile.lock\")).specs.each { |gem| puts \"#{gem.name} #{gem.version}\" }");
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => new LockListing(words[0], words[1]))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        server.Dispose();
        base.Dispose(disposing);
    }

    // Source: https://guides.rubygems.org/rubygems-org-compact-index-api/
    private static async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var text = path is "/versions" ? $"created_at: 2020-01-01T00:00:00Z\n---\n{string.Concat(Packages.GroupBy(package => package.Name, StringComparer.Ordinal).Select(gem => $"{gem.Key} {string.Join(',', gem.Select(package => package.Version))} {DigestOf(InfoOf(gem.Key))}\n"))}"
            : path.StartsWith("/info/", StringComparison.Ordinal) ? InfoOf(path["/info/".Length..])
            : null;
        context.Response.StatusCode = text is null ? 404 : 200;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text ?? ""));
        context.Response.Close();
    }

    private static string InfoOf(string name) =>
        $"---\n{string.Concat(Packages.Where(package => package.Name == name).Select(package => $"{package.Version} {(package.Needs is { } needed ? $"{needed.Name}:{needed.Range}" : "")}|checksum:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{package.Name} {package.Version}")))}\n"))}";

    // The index itself says MD5.
#pragma warning disable CA5351
    private static string DigestOf(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static Task<string> BundlerAsync(TempTree tree, string program, params IEnumerable<string> arguments) => RunAsync(
        tree, Components.OptionalProgram(program), arguments,
        [("BUNDLE_USER_HOME", tree.PathOf(".home/bundle")), ("BUNDLE_APP_CONFIG", tree.PathOf(".home/app")), ("BUNDLE_SILENCE_ROOT_WARNING", "1"), ("BUNDLE_GEMFILE", tree.PathOf("project/Gemfile"))]);
}
