namespace PoPipeline.Rules.Analysis;

/// <summary>A secret in a text, as it is or changed.</summary>
/// <param name="Shown">The secret, as it is written where it is put in.</param>
/// <param name="Maker">The program that changes it; null where it stays as it is.</param>
internal sealed record HeldSecret(string Shown, string? Maker);
