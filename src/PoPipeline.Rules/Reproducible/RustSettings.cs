namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of the settings that are read from the files of Cargo and rustup.</summary>
public static class RustSettings
{
    /// <summary>The channel of <c>rust-toolchain.toml</c>.</summary>
    /// <remarks>Source: https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file.</remarks>
    public const string Channel = "rust-toolchain channel";

    /// <summary>The flags of the compiler in <c>.cargo/config.toml</c>, with blanks between them.</summary>
    /// <remarks>Source: https://doc.rust-lang.org/cargo/reference/config.html#buildrustflags.</remarks>
    public const string Flags = ".cargo/config.toml build.rustflags";

    /// <summary>Whether the profile of releases leaves paths out.</summary>
    /// <remarks>Source: https://doc.rust-lang.org/nightly/cargo/reference/unstable.html#profile-trim-paths-option.</remarks>
    public const string TrimPaths = "Cargo.toml profile.release.trim-paths";
}
