namespace PoPipeline.Rules.Model;

/// <summary>A place that helps to understand a finding.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is there, as a noun with its verb: "the checkout that keeps the token".</param>
public sealed record RelatedPlace(Place Place, string Message);
