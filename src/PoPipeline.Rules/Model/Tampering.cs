namespace PoPipeline.Rules.Model;

/// <summary>Evidence that was changed after it was recorded.</summary>
/// <param name="Subject">What: an issue, a comment, a file of the ledger.</param>
/// <param name="What">What was done to it, as a sentence without a full stop.</param>
/// <param name="Url">Where to look; null where there is no page.</param>
public sealed record Tampering(string Subject, string What, string? Url = null);
