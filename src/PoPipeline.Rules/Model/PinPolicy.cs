namespace PoPipeline.Rules.Model;

/// <summary>How firmly some of the reused code must be pinned.</summary>
/// <param name="Name">A pattern over <see cref="Reference.Name"/>, <c>*</c> matches anything but a slash, <c>**</c> anything: <c>acme/*</c>.</param>
/// <param name="Require">The loosest pin that is accepted.</param>
public sealed record PinPolicy(string Name, Pin Require);
