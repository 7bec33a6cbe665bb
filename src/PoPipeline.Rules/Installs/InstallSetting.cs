using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Installs;

/// <summary>A variable of the environment, or a setting of a file, that a program which installs packages reads.</summary>
/// <param name="Name">The name: <c>UV_LOCKED</c>, <c>.npmrc package-lock</c>.</param>
/// <param name="Value">The value; null where it is set to something that is only known while the pipeline runs.</param>
/// <param name="Span">Where it is written; null where it is not in a file of the repository.</param>
public sealed record InstallSetting(string Name, string? Value, Place? Span = null);
