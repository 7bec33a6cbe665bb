using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>Which Rust builds: <c>rust-toolchain.toml</c>, and <c>rust-toolchain</c>, which may also hold nothing but the name of a channel.</summary>
/// <remarks>Source: https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file.</remarks>
internal sealed class RustToolchain : SettingsFile
{
    /// <inheritdoc/>
    public override string Prefix => "rust-toolchain";

    /// <inheritdoc/>
    public override ImmutableArray<string> Deciding => [];

    /// <inheritdoc/>
    protected override void ReadSettings(LockText file, SettingsCollector found)
    {
        if (!file.Path.EndsWith(".toml", StringComparison.Ordinal) && Bare(file) is var (channel, number))
        {
            found.Add("channel", channel, new Region(number, 1, number, channel.Length + 1));
            return;
        }

        using var cursor = new TomlCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            if (cursor.Name is not "toolchain" || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var at = cursor.At;
                if (cursor.Name is "channel" && cursor.IsScalar())
                {
                    found.Add("channel", cursor.Take(), at);
                }
            }
        }
    }

    // The one line of a file without tables.
    private static (string Channel, int Number)? Bare(LockText file)
    {
        using var reader = file.Reader();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.AsSpan().Trim() is { IsEmpty: false } text)
            {
                return text.IndexOfAny('[', '=', '#') < 0 ? (text.ToString(), number) : null;
            }
        }

        return null;
    }
}
