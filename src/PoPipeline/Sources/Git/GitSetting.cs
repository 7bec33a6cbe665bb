namespace PoPipeline.Sources.Git;

/// <summary>A value of a configuration file of git.</summary>
/// <param name="Section">The section, in lower case.</param>
/// <param name="Subsection">The subsection, as written; empty where there is none.</param>
/// <param name="Key">The key, in lower case.</param>
/// <param name="Value">The value.</param>
internal sealed record GitSetting(string Section, string Subsection, string Key, string Value);
