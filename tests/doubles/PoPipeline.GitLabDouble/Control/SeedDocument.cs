using System.Text.Json;
using System.Text.Json.Serialization;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>What there is from the start, as tests write it down.</summary>
internal sealed record SeedDocument
{
    public DateTimeOffset? Now { get; init; }

    public IReadOnlyList<SeedUser> Users { get; init; } = [];

    public IReadOnlyList<SeedGroup> Groups { get; init; } = [];

    public IReadOnlyList<SeedProject> Projects { get; init; } = [];

    public IReadOnlyList<SeedToken> Tokens { get; init; } = [];

    internal static JsonSerializerOptions Format { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal sealed record SeedUser(string Username, long? Id = null, string? Name = null, string? Email = null, bool Bot = false, bool Admin = false, string State = "active");

    internal sealed record SeedMember(string User, int AccessLevel, DateOnly? ExpiresAt = null, string State = "active");

    internal sealed record SeedInvitation(string Group, int AccessLevel);

    internal sealed record SeedGroup(
        string Path, long? Id = null, string Visibility = "private", IReadOnlyList<SeedMember>? Members = null, IReadOnlyList<SeedInvitation>? InvitedGroups = null);

    internal sealed record SeedProtection(string Name, int PushAccessLevel = 40, int MergeAccessLevel = 40, bool AllowForcePush = false);

    internal sealed record SeedProject(
        string Path,
        long? Id = null,
        string DefaultBranch = "main",
        string Visibility = "private",
        IReadOnlyList<SeedMember>? Members = null,
        IReadOnlyList<SeedInvitation>? InvitedGroups = null,
        IReadOnlyList<SeedProtection>? ProtectedBranches = null,
        IReadOnlyDictionary<string, string>? Files = null,
        IReadOnlyList<string>? Labels = null,
        IReadOnlyList<string>? JobTokenAllowlist = null,
        IReadOnlyList<SeedMergeRequest>? MergeRequests = null);

    internal sealed record SeedMergeRequest(string Author, string SourceBranch, IReadOnlyDictionary<string, string> Files, string Title = "Change files", string? CommitAuthorEmail = null);

    internal sealed record SeedToken(
        string Token, string User, TokenKind Kind = TokenKind.Personal, IReadOnlyList<string>? Scopes = null, string? Project = null, DateTimeOffset? ExpiresAt = null, bool Revoked = false);
}
