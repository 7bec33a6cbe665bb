using PoPipeline.Forges.Http;

namespace PoPipeline.Settings;

/// <summary>How a forge is reached for its settings.</summary>
internal sealed record SettingsConnection
{
    /// <summary>Gives the value of an environment variable, or null; tokens are read from there, once.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The clock for waits.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How long the run still waits.</summary>
    public required RetryBudget RetryBudget { get; init; }

    /// <summary>The folder that answers are kept in for later runs; null for none.</summary>
    public string? AnswerFolder { get; init; }

    /// <summary>What sends; null for sockets.</summary>
    public HttpMessageHandler? Sender { get; init; }
}
