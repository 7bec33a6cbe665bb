using System.Collections.Immutable;
using PoPipeline.Escaping;

namespace PoPipeline.Forges.GitHub;

/// <summary>An answer of the GraphQL API: errors may come beside data, and then some of the data are null.</summary>
internal sealed record GraphAnswer<T>(T? Data, ImmutableArray<GraphError> Errors)
    where T : class
{
    /// <summary>Whether the limit of the hour is spent, which comes with code 200.</summary>
    public bool IsLimited => !Errors.IsDefault && Errors.Any(error => error.Type is "RATE_LIMITED");

    /// <summary>The first error in words that are safe to show; null where there is none.</summary>
    public string? Said => !Errors.IsDefaultOrEmpty && Errors[0].Message is { } message ? Untrusted.Plain(Untrusted.Cut(message, 200)) : null;
}
