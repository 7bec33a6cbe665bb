using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something that the platform would reject, or would not do as written.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Message">What is wrong and what would be right, names quoted, without a full stop.</param>
/// <param name="Span">Where.</param>
public sealed record Problem(ProblemKind Kind, string Message, Place Span)
{
    /// <summary>The text that is at fault, as written, or the keys that lead to it; with the kind it tells this problem from another one when lines move.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the platform makes of it.</summary>
    public ProblemEffect Effect { get; init; }

    /// <summary>What tells the problem from another one of its file when lines move, as a part of a subject: <c>lock-stale/actions/checkout@v4</c>.</summary>
    [JsonIgnore]
    public string Key => $"{JsonNamingPolicy.KebabCaseLower.ConvertName(Kind.ToString())}/{Text}";
}
