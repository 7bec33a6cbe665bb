namespace PoPipeline.Rules.Model.Projects;

/// <summary>What installs packages, and locks which ones, in its own way.</summary>
public enum Ecosystem
{
    /// <summary>pip, by files of requirements.</summary>
    Pip,

    /// <summary>Whatever installs from <c>pylock.toml</c> of PEP 751.</summary>
    Pylock,

    /// <summary>uv.</summary>
    Uv,

    /// <summary>Poetry.</summary>
    Poetry,

    /// <summary>PDM.</summary>
    Pdm,

    /// <summary>Pipenv.</summary>
    Pipenv,

    /// <summary>conda, by what conda-lock writes.</summary>
    Conda,

    /// <summary>Pixi.</summary>
    Pixi,

    /// <summary>npm.</summary>
    Npm,

    /// <summary>Yarn before version 2.</summary>
    YarnClassic,

    /// <summary>Yarn since version 2.</summary>
    Yarn,

    /// <summary>pnpm.</summary>
    Pnpm,

    /// <summary>Bun.</summary>
    Bun,

    /// <summary>Maven.</summary>
    Maven,

    /// <summary>Gradle.</summary>
    Gradle,

    /// <summary>NuGet.</summary>
    NuGet,

    /// <summary>Bazel.</summary>
    Bazel,

    /// <summary>vcpkg.</summary>
    Vcpkg,

    /// <summary>Conan.</summary>
    Conan,

    /// <summary>The modules of Go.</summary>
    Go,

    /// <summary>Cargo.</summary>
    Cargo,

    /// <summary>Composer.</summary>
    Composer,

    /// <summary>Bundler.</summary>
    Bundler,
}
