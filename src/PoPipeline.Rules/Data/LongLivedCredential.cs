namespace PoPipeline.Rules.Data;

/// <summary>A place that takes a credential that never expires although a short-lived one is to be had.</summary>
/// <param name="Setting">The input or the environment variable that holds the credential.</param>
/// <param name="Service">What it opens: "PyPI".</param>
/// <param name="Instead">What to use instead, as the object of "use": "trusted publishing".</param>
public sealed record LongLivedCredential(string Setting, string Service, string Instead);
