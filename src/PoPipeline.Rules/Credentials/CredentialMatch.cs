namespace PoPipeline.Rules.Credentials;

/// <summary>A literal credential in a text. The value itself is not kept.</summary>
/// <param name="Format">What it is, as a noun: "GitHub personal access token".</param>
/// <param name="Offset">The offset of its first character, from 0.</param>
/// <param name="Length">How many characters it takes.</param>
/// <param name="Masked">The first characters and a row of <c>*</c>, enough for its owner to know it again.</param>
public readonly record struct CredentialMatch(string Format, int Offset, int Length, string Masked);
