namespace PoPipeline.Decisions.Requests;

/// <summary>A row that a review asks about.</summary>
/// <param name="Entry">What commands name it by: <c>e1</c>.</param>
/// <param name="Principal">Who, or which group. Text of others.</param>
public sealed record RequestEntry(string Entry, string Principal);
