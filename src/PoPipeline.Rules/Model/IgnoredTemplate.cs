namespace PoPipeline.Rules.Model;

/// <summary>A file that looks like a template, but that its forge never offers.</summary>
/// <param name="Forge">The forge that it seems meant for.</param>
/// <param name="Path">The file.</param>
/// <param name="Why">Why the forge does not offer it, and what would be right, as a clause: "GitHub reads no folder below '.github/ISSUE_TEMPLATE'; move it up".</param>
public sealed record IgnoredTemplate(Forge Forge, string Path, string Why);
