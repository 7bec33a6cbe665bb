using System.Text.Json;

namespace PoPipeline.Settings;

/// <summary>What came of a question to a forge: an answer with a code, or the reason why there is none. It never throws for what a forge says.</summary>
internal sealed record ForgeReply
{
    /// <summary>The code; 0 where there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>The body, of a kind that is undefined where there is none that can be read.</summary>
    public JsonElement Json { get; init; }

    /// <summary>What the forge says of a refusal, safe to show; empty where it says nothing.</summary>
    public string Said { get; init; } = "";

    /// <summary>Why there is no answer, or none that can be used, as a clause; null where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the answer is what was asked for.</summary>
    public bool IsGiven => Failure is null && Status is >= 200 and < 300;

    /// <summary>Whether something went wrong, so that asking again may help: not that the forge answered, or that it refused.</summary>
    public bool IsBroken => Failure is not null || Status is not ((>= 200 and < 300) or 401 or 403 or 404 or 410 or 451);

    /// <summary>Whether the forge says that it is not there, or must not be seen.</summary>
    public bool IsMissing => Failure is null && Status is 404;
}
