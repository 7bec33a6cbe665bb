namespace PoPipeline.Rules.Model;

/// <summary>A row of a review.</summary>
/// <param name="Entry">What commands name it by: <c>e1</c>.</param>
/// <param name="Principal">Who, or which group: <c>@acme/platform</c>. Text of others: escape it.</param>
/// <param name="Keep">Whether they keep it; null while nobody has decided.</param>
/// <param name="Reviewer">Who decided; null while nobody has.</param>
public sealed record ReviewRow(string Entry, string Principal, bool? Keep = null, Person? Reviewer = null);
