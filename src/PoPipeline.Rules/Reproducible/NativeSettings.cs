namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of the settings that are read from the files of vcpkg and Conan.</summary>
public static class NativeSettings
{
    /// <summary>The commit of the registry that decides which versions vcpkg takes.</summary>
    /// <remarks>Source: https://learn.microsoft.com/vcpkg/reference/vcpkg-json#builtin-baseline.</remarks>
    public const string VcpkgBaseline = "vcpkg builtin-baseline";

    /// <summary>The address of a submodule; its folder follows.</summary>
    public const string Submodule = "git submodule ";

    /// <summary>A requirement of Conan that leaves open which version is taken.</summary>
    /// <remarks>Source: https://docs.conan.io/2/tutorial/versioning/version_ranges.html.</remarks>
    public const string ConanRange = "conan version range";
}
