using System.Text.Json.Serialization;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>A claim.</summary>
/// <param name="Number">Which one on its branch, from 1.</param>
/// <param name="File">What it says.</param>
internal sealed record Claim(int Number, ClaimFile File);

/// <summary>Who makes the issue of a key, or which one was made.</summary>
/// <param name="Key">The whole key of the request.</param>
/// <param name="Holder">The number of the account that claims.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Issue">The number of the issue in its project; null while there is none.</param>
internal sealed record ClaimFile(string Key, long Holder, DateTimeOffset At, long? Issue = null);

/// <summary>How the file of a claim is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    MaxDepth = 32)]
[JsonSerializable(typeof(ClaimFile))]
internal sealed partial class ClaimJson : JsonSerializerContext;
