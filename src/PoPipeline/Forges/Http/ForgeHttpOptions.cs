using System.Collections.Immutable;

namespace PoPipeline.Forges.Http;

/// <summary>How a forge is spoken to.</summary>
internal sealed record ForgeHttpOptions
{
    /// <summary>The name of the service, for messages: <c>GitHub</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The address of the API. Nothing is ever sent to another scheme, host or port.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The token; null to send none.</summary>
    public Secret? Token { get; init; }

    /// <summary>The header that carries the token, and what stands before it: <c>("Authorization", "Bearer ")</c>.</summary>
    public (string Name, string Prefix) TokenHeader { get; init; } = ("Authorization", "Bearer ");

    /// <summary>Headers of every request, without the token.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether a request may be sent again although it may have been processed. Without it, whatever is no POST and no PATCH.</summary>
    public Func<HttpRequestMessage, bool> IsRepeatable { get; init; } = static request => request.Method != HttpMethod.Post && request.Method != HttpMethod.Patch;

    /// <summary>Whether a request changes something, and so keeps the distance between writes. Without it, whatever is no GET and no HEAD.</summary>
    public Func<HttpRequestMessage, bool> IsWrite { get; init; } = static request => request.Method != HttpMethod.Get && request.Method != HttpMethod.Head;

    /// <summary>The longest single wait for a rate limit before a request; a request that would come too late to be right has a short one.</summary>
    public Func<HttpRequestMessage, TimeSpan> LongestWait { get; init; } = static _ => TimeSpan.MaxValue;

    /// <summary>How long all waits of one run may take together: one for all clients of a run.</summary>
    public RetryBudget RetryBudget { get; init; } = new(RetryBudget.Default);

    /// <summary>How long an answer may take without being a wait, by the machine's own clock. So much an attempt has where nothing of the budget is left, too.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take, by the machine's own clock.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The distance between the starts of two writes to a host.</summary>
    public TimeSpan WriteInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest answer that is read, in bytes.</summary>
    public int LargestAnswer { get; init; } = 32 * 1024 * 1024;

    /// <summary>The folder that answers are kept in for later runs; null for none.</summary>
    public string? AnswerFolder { get; init; }

    /// <summary>The clock for waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What sends; null for sockets.</summary>
    public HttpMessageHandler? Sender { get; init; }
}
