using System.Runtime.InteropServices;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>Bun.</summary>
internal sealed class BunMaker() : NpmFamilyMaker("Bun")
{
    private const string Entry = "    \"left\": [";

    /// <inheritdoc/>
    public override string Lock => "bun.lock";

    /// <inheritdoc/>
    public override IEnumerable<LockBreak> Breaks =>
    [
        new("the hash is removed", Lock, Entry, ", \"sha512-[^\"]+\"", "", "PO3252"),
        new("the hash is a weak one", Lock, Entry, "sha512-[^\"]+", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "PO3252"),
        new("the address is in the clear", Lock, Entry, "https://", "http://", "PO3259"),
        new("the address is of another host", Lock, Entry, "registry\\.npmjs\\.org", "registry.example", "PO3259"),
        new("the address is of another package", Lock, Entry, "/left/-/left-1", "/other/-/other-1", "PO3259"),
        .. Stale("        \"left\": \"^1.0.0\""),
    ];

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<LockListing>> ListAsync(TempTree tree)
    {
        // Branches of a tree stand before the names.
        var lines = (await BunAsync(tree, "pm", "ls", "--all")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[(line.LastIndexOf(' ') + 1)..].Trim());
        return Served(
            lines.Where(line => !line.Contains("@workspace:", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Select(line => (Named(line[..line.LastIndexOf('@')]), line[(line.LastIndexOf('@') + 1)..])), withAddress: true);
    }

    /// <inheritdoc/>
    protected override Task LockAsync(TempTree tree) => BunAsync(tree, "install", "--lockfile-only", $"--registry={Registry.Address}/");

    private static string Named(string name) => name is "renamed" ? "left" : name;

    private Task<string> BunAsync(TempTree tree, params IEnumerable<string> arguments)
    {
        var machine = $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "aarch64" : "x64")}";
        return RunAsync(tree, Components.NpmProgram($"@oven/bun-{machine}/bin/bun{(OperatingSystem.IsWindows() ? ".exe" : "")}", "locks"), arguments, Variables(tree));
    }
}
