using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>How what is sent and answered is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    MaxDepth = 32)]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(UserAnswer[]))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(GroupAnswer))]
[JsonSerializable(typeof(MemberAnswer))]
[JsonSerializable(typeof(BranchAnswer))]
[JsonSerializable(typeof(CommitAnswer))]
[JsonSerializable(typeof(CommitAnswer[]))]
[JsonSerializable(typeof(TreeAnswer[]))]
[JsonSerializable(typeof(MergeRequestAnswer))]
[JsonSerializable(typeof(IssueAnswer))]
[JsonSerializable(typeof(IssueAnswer[]))]
[JsonSerializable(typeof(NoteAnswer))]
[JsonSerializable(typeof(NoteAnswer[]))]
[JsonSerializable(typeof(IssueCall))]
[JsonSerializable(typeof(IssueChangeCall))]
[JsonSerializable(typeof(NoteCall))]
[JsonSerializable(typeof(CommitCall))]
[JsonSerializable(typeof(GraphCall))]
[JsonSerializable(typeof(GraphAnswer))]
internal sealed partial class GitLabJson : JsonSerializerContext;
