namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of the settings that are read from the files of Go.</summary>
public static class GoSettings
{
    /// <summary>The toolchain that <c>go.mod</c> names.</summary>
    /// <remarks>Source: https://go.dev/doc/toolchain.</remarks>
    public const string Toolchain = "go.mod toolchain";

    /// <summary>The oldest version of Go that <c>go.mod</c> allows.</summary>
    public const string Version = "go.mod go";
}
