using System.IO.Compression;
using System.Security.Cryptography;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>NuGet, with the SDK that runs this.</summary>
internal sealed class NuGetMaker() : LockMaker("NuGet")
{
    private const string Entry = "\"Left\": {";

    private static readonly ServedPackage[] Packages = [new("Left", "1.0.0"), new("Right", "1.0.0", ("Inner", "1.0.0")), new("Inner", "1.0.0")];

    /// <inheritdoc/>
    public override string Lock => "packages.lock.json";

    /// <inheritdoc/>
    public override string Manifest => "Whole.csproj";

    /// <inheritdoc/>
    public override string FirstAsked => "\"Left\"";

    // A package less is not told: what a project does not ask for itself, something that it imports may.
    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is removed", Lock, Entry, ",\\s+\"contentHash\": \"[^\"]+\"", "", "PO3252"),
        new("the hash is a weak one", Lock, Entry, "(?<=\"contentHash\": \")[^\"]+", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "PO3252"),
        new("another version is asked for", Manifest, "\"Left\"", "1\\.0\\.0", "2.0.0", "PO3254"),
        new("a package more is asked for", Manifest, "\"Left\"", "\n", "\n    <PackageReference Include=\"Other\" Version=\"1.0.0\" />\n", "PO3254") { FoundAt = "\"Other\"" },
    ];

    /// <inheritdoc/>
    public override async Task MakeAsync(TempTree tree)
    {
        foreach (var package in Packages)
        {
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(tree.PathOf("feed")).FullName, $"{package.Name}.{package.Version}.nupkg"), Packed(package), TestContext.Current.CancellationToken);
        }

        tree.Write(
            "project/Whole.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Left" Version="1.0.0" />
                <PackageReference Include="Right" Version="1.0.0" />
              </ItemGroup>
            </Project>
            """);
        tree.Write(
            "nuget.config",
            """
            <configuration>
              <packageSources>
                <clear />
                <add key="here" value="feed" />
              </packageSources>
            </configuration>
            """);
        await RunAsync(
            tree, "dotnet", ["restore", "--configfile", tree.PathOf("nuget.config"), "-nodeReuse:false"],
            [("NUGET_PACKAGES", tree.PathOf(".home/packages")), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_HOME", tree.PathOf(".home"))]);
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree) =>
        Task.FromResult<IReadOnlyList<LockListing>>([.. Packages.Select(package => new LockListing(package.Name, package.Version, $"sha512-{Convert.ToBase64String(SHA512.HashData(Packed(package)))}"))]);

    private static byte[] Packed(ServedPackage package)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = archive.CreateEntry($"{package.Name}.nuspec");
            entry.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var writer = new StreamWriter(entry.Open());
            writer.Write(
                $"""
                <package>
                  <metadata>
                    <id>{package.Name}</id>
                    <version>{package.Version}</version>
                    <authors>a</authors>
                    <description>d</description>
                    <dependencies>{(package.Needs is { } needed ? $"<dependency id=\"{needed.Name}\" version=\"{needed.Range}\" />" : "")}</dependencies>
                  </metadata>
                </package>
                """);
        }

        return packed.ToArray();
    }
}
