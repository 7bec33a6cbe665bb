using System.Reflection;

namespace PoPipeline;

/// <summary>What PoPipeline calls itself towards others.</summary>
internal static class Product
{
    /// <summary>The name.</summary>
    public const string Name = "PoPipeline";

    /// <summary>Where its sources and its documentation are.</summary>
    public const string Home = "https://github.com/popipeline/popipeline";

    /// <summary>The engine's own version, without build metadata: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        (typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    /// <summary>The commit that the engine was built from, as a full hash; null where it was built outside of git.</summary>
    public static string? Revision { get; } =
        (typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+') is [_, { Length: 40 } commit]
        && commit.All(char.IsAsciiHexDigitLower)
            ? commit
            : null;
}
