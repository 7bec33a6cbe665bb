namespace PoPipeline.Rules.Model.Scaffolding;

/// <summary>What a file of which the policy knows the text holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Digest">The SHA-256 of its text with line feeds alone at the ends of lines, in small letters; null where it could not be read.</param>
public sealed record FileDigest(string Path, string? Digest)
{
    /// <summary>Why it could not be read, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }
}
