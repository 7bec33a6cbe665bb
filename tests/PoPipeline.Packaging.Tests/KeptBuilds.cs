using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>A build of <c>po</c> that is kept, made once: signed, and with the hash that vouches for it.</summary>
/// <param name="source">What it is built from.</param>
public sealed partial class KeptBuilds(SourceCopy source) : IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("popipeline-keeping-").FullName;

    /// <summary>The key that signed it.</summary>
    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public half, as a packaging takes it.</summary>
    public string PublicKey => PublicHalf(Key);

    /// <summary>The folder that it is kept in.</summary>
    public string Kept => Path.Combine(home, "kept");

    /// <summary>The hash of its files.</summary>
    public string FileHash { get; private set; } = "";

    /// <summary>The hash that vouches for it.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The public half of a key, as a packaging takes it.</summary>
    public static string PublicHalf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Components.Program("openssl", "run `apt-get install openssl`");
        var (hash, said) = await Build(source.Folder, "", Kept, PublicKey, source.Revision, Key);
        FileHash = hash;
        Hash = ToldKey().Match(said).Groups[1].Value;
        Assert.True(Hash.Length > 0, said);
    }

    /// <summary>Builds with the script of the packagings.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="checkout">The checkout that is judged; empty where the build is one to be kept.</param>
    /// <param name="kept">The folder for what is kept.</param>
    /// <param name="buildKey">What vouches for it.</param>
    /// <param name="revision">The commit that is named.</param>
    /// <param name="signs">The key that signs; null where nothing is kept.</param>
    /// <param name="path">Where programs are looked for; null for where a job does.</param>
    /// <returns>The hash of the files, and what was said.</returns>
    public async Task<(string Hash, string Said)> Build(string sources, string checkout, string kept, string buildKey, string revision, ECDsa? signs = null, string? path = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, Path.GetRandomFileName())).FullName;
        var environment = await source.JobEnvironment();
        environment["PATH"] = path ?? environment["PATH"];
        environment["PO_NUGET_CONFIG"] = source.NuGetConfig;
        environment["PO_KEPT"] = kept;
        environment["PO_BUILD_KEY"] = buildKey;
        environment["PO_SIGNING_KEY"] = signs?.ExportECPrivateKeyPem();
        var (exitCode, output, error) = await ChildProcess.RunAsync("/bin/sh", [Path.Combine(sources, "packaging", "build.sh"), folder, checkout, revision], home, environment);
        Assert.True(exitCode == 0, error);
        Assert.Equal(["po"], Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)));
        Directory.Delete(folder, recursive: true);
        return (output.Trim(), error);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Key.Dispose();
        Directory.Delete(home, recursive: true);
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("The build-key of this build, where it is kept, is ([0-9a-f]{64})\n")]
    private static partial Regex ToldKey();
}
