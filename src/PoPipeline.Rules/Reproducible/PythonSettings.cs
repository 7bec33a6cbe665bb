namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of what <c>pyproject.toml</c> says of how a project of Python is built.</summary>
/// <remarks>Sources: https://packaging.python.org/en/latest/specifications/pyproject-toml/#declaring-build-system-dependencies-the-build-system-table, https://hatch.pypa.io/latest/config/build/#reproducible-builds.</remarks>
public static class PythonSettings
{
    /// <summary>What builds it: <c>hatchling.build</c>.</summary>
    public const string Backend = "pyproject.toml build-system.build-backend";

    /// <summary>A package that it is built with, with its version: one for each.</summary>
    public const string BuildRequirement = "pyproject.toml build-system.requires";

    /// <summary>Whether Hatchling gives all files the same time.</summary>
    public const string HatchReproducible = "pyproject.toml tool.hatch.build.reproducible";
}
