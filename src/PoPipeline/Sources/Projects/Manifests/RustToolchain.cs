using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>What says with which Rust, and with which flags, Cargo builds: <c>rust-toolchain.toml</c>, <c>rust-toolchain</c>, <c>.cargo/config.toml</c>.</summary>
/// <remarks>Sources: https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file, https://doc.rust-lang.org/cargo/reference/config.html.</remarks>
internal sealed class RustToolchain : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Cargo;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "rust-toolchain" or "rust-toolchain.toml" || IsConfiguration(path);

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        var settings = ImmutableArray.CreateBuilder<ToolSetting>();
        if (file.Path.EndsWith("rust-toolchain", StringComparison.Ordinal) && Plain(file) is { } plain)
        {
            settings.Add(plain);
        }
        else
        {
            using var cursor = new TomlCursor(file.Reader());
            cursor.EnterTable();
            Read(cursor, file.Path, IsConfiguration(file.Path), settings);
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Cargo, NamesTool = true, IsAside = true, Settings = settings.DrainToImmutable(), SettingsFolder = FolderOf(file.Path) };
    }

    private static bool IsConfiguration(ReadOnlySpan<char> path) => path.EndsWith("/.cargo/config.toml") || path is ".cargo/config.toml" or ".cargo/config" || path.EndsWith("/.cargo/config");

    // The old form is nothing but the channel.
    private static ToolSetting? Plain(LockText file)
    {
        using var reader = file.Reader();
        return reader.ReadLine() is { } line && line.Trim() is { Length: > 0 } channel && channel[0] is not ('[' or '#')
            ? new ToolSetting(RustSettings.Channel, channel, new Place(file.Path, new Region(1, line.IndexOf(channel, StringComparison.Ordinal) + 1, 1, line.IndexOf(channel, StringComparison.Ordinal) + channel.Length + 1)))
            : null;
    }

    private static void Read(TomlCursor cursor, string path, bool isConfiguration, ImmutableArray<ToolSetting>.Builder settings)
    {
        while (cursor.NextName())
        {
            var table = cursor.Name;
            if (table is not ("toolchain" or "build") || isConfiguration != table is "build" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "channel" when !isConfiguration && cursor.Take() is { } channel:
                        settings.Add(new ToolSetting(RustSettings.Channel, channel, new Place(path, cursor.At)));
                        break;
                    case "rustflags" when isConfiguration:
                        var at = cursor.At;
                        settings.Add(new ToolSetting(RustSettings.Flags, string.Join(' ', cursor.TakeAll()), new Place(path, at)));
                        break;
                }
            }
        }
    }

    // .cargo/config.toml holds for the folder above it.
    private static string FolderOf(string path)
    {
        var folder = path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
        return !IsConfiguration(path) ? folder : folder.LastIndexOf('/') is >= 0 and var above ? folder[..above] : "";
    }
}
