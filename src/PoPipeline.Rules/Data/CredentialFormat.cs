namespace PoPipeline.Rules.Data;

/// <summary>A format of credentials that can be known by its prefix.</summary>
/// <param name="Noun">What it is, as a noun.</param>
/// <param name="Prefix">How every such credential begins.</param>
/// <param name="Alphabet">The characters behind the prefix.</param>
/// <param name="Shortest">The fewest characters behind the prefix.</param>
/// <param name="Longest">The most characters behind the prefix.</param>
/// <param name="Check">A further test of what stands behind the prefix, such as a checksum; null where the format has none.</param>
internal sealed record CredentialFormat(
    string Noun, string Prefix, Alphabet Alphabet, int Shortest, int Longest, Func<ReadOnlySpan<char>, bool>? Check = null)
{
    /// <summary>Whether it is valid no longer than the job that the platform made it for.</summary>
    public bool EndsWithJob { get; init; }
}
