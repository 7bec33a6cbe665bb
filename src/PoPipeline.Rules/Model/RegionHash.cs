namespace PoPipeline.Rules.Model;

/// <summary>
/// The text that a finding stands on, hashed: what a decision about it was bound to. It is kept in the snapshot so that a replay, without
/// the files, comes to the same decision.
/// </summary>
/// <param name="Path">The file, relative to the repository's root, with forward slashes.</param>
/// <param name="Region">The region of the finding.</param>
/// <param name="Hash">SHA-256, in lower-case hexadecimal, of the text in the region, UTF-8, line ends as line feeds.</param>
public sealed record RegionHash(string Path, Region Region, string Hash);
