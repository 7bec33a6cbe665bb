using PoPipeline.Decisions.Commands;

namespace PoPipeline.Decisions.Records;

/// <summary>A decision that somebody is about to write, so that what would be refused later is said at once.</summary>
/// <param name="Record">The request or the review: any of its names; of a review also the row, where only one is open.</param>
/// <param name="Verb">What to decide.</param>
/// <param name="Entry">The row of a review; null for a request.</param>
/// <param name="Until">The last day, for an approval.</param>
public sealed record Proposal(string Record, CommandVerb Verb, string? Entry, DateOnly? Until);
