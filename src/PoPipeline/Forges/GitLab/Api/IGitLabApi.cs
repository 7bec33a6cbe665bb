using Refit;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>The parts of GitLab's REST and GraphQL interfaces that are used: https://docs.gitlab.com/api/rest/.</summary>
/// <remarks>Projects and groups are named by number wherever the number is known: a path may come to mean another one.</remarks>
internal interface IGitLabApi
{
    [Get("/v4/user")]
    Task<ApiResponse<UserAnswer>> SelfAsync(CancellationToken cancellation);

    [Get("/v4/users/{id}")]
    Task<ApiResponse<UserAnswer>> UserAsync(long id, CancellationToken cancellation);

    [Get("/v4/users")]
    Task<ApiResponse<UserAnswer[]>> UsersByNameAsync(string username, CancellationToken cancellation);

    [Get("/v4/users")]
    Task<ApiResponse<UserAnswer[]>> UsersByAddressAsync(string search, CancellationToken cancellation);

    [Get("/v4/projects/{project}")]
    Task<ApiResponse<ProjectAnswer>> ProjectAsync(string project, CancellationToken cancellation);

    [Get("/v4/groups/{group}?with_projects=false")]
    Task<ApiResponse<GroupAnswer>> GroupAsync(string group, CancellationToken cancellation);

    [Get("/v4/groups/{group}/members/all/{user}")]
    Task<ApiResponse<MemberAnswer>> MemberAsync(long group, long user, CancellationToken cancellation);

    [Get("/v4/projects/{project}/repository/branches/{branch}")]
    Task<ApiResponse<BranchAnswer>> BranchAsync(long project, string branch, CancellationToken cancellation);

    [Get("/v4/projects/{project}/repository/files/{path}/raw")]
    Task<HttpResponseMessage> FileAsync(long project, string path, [AliasAs("ref")] string reference, CancellationToken cancellation);

    [Get("/v4/projects/{project}/repository/tree?recursive=true&pagination=keyset")]
    Task<ApiResponse<TreeAnswer[]>> TreeAsync(
        long project,
        [AliasAs("ref")] string reference,
        string path,
        [AliasAs("page_token")] string? token,
        [AliasAs("per_page")] int size,
        CancellationToken cancellation);

    [Get("/v4/projects/{project}/repository/commits")]
    Task<ApiResponse<CommitAnswer[]>> CommitsAsync(
        long project,
        [AliasAs("ref_name")] string reference,
        string path,
        [AliasAs("per_page")] int size,
        CancellationToken cancellation);

    [Post("/v4/projects/{project}/repository/commits")]
    Task<ApiResponse<CommitAnswer>> CommitAsync(long project, [Body(BodySerializationMethod.Serialized)] CommitCall commit, CancellationToken cancellation);

    [Get("/v4/projects/{project}/merge_requests/{number}")]
    Task<ApiResponse<MergeRequestAnswer>> MergeRequestAsync(long project, long number, CancellationToken cancellation);

    [Get("/v4/projects/{project}/merge_requests/{number}/commits")]
    Task<ApiResponse<CommitAnswer[]>> MergeRequestCommitsAsync(
        long project,
        long number,
        int page,
        [AliasAs("per_page")] int size,
        CancellationToken cancellation);

    [Get("/v4/projects/{project}/issues?scope=all&state=all&order_by=created_at&sort=asc")]
    Task<ApiResponse<IssueAnswer[]>> IssuesAsync(
        long project,
        string? labels,
        [AliasAs("author_id")] long? author,
        int page,
        [AliasAs("per_page")] int size,
        CancellationToken cancellation);

    [Get("/v4/projects/{project}/issues/{number}")]
    Task<ApiResponse<IssueAnswer>> IssueAsync(long project, long number, CancellationToken cancellation);

    [Post("/v4/projects/{project}/issues")]
    Task<ApiResponse<IssueAnswer>> CreateIssueAsync(long project, [Body(BodySerializationMethod.Serialized)] IssueCall issue, CancellationToken cancellation);

    [Put("/v4/projects/{project}/issues/{number}")]
    Task<ApiResponse<IssueAnswer>> ChangeIssueAsync(
        long project,
        long number,
        [Body(BodySerializationMethod.Serialized)] IssueChangeCall change,
        CancellationToken cancellation);

    [Get("/v4/projects/{project}/issues/{number}/notes?order_by=created_at&sort=asc")]
    Task<ApiResponse<NoteAnswer[]>> NotesAsync(long project, long number, int page, [AliasAs("per_page")] int size, CancellationToken cancellation);

    [Post("/v4/projects/{project}/issues/{number}/notes")]
    Task<ApiResponse<NoteAnswer>> CreateNoteAsync(
        long project,
        long number,
        [Body(BodySerializationMethod.Serialized)] NoteCall note,
        CancellationToken cancellation);

    [Post("/graphql")]
    Task<ApiResponse<GraphAnswer>> GraphAsync([Body(BodySerializationMethod.Serialized)] GraphCall query, CancellationToken cancellation);
}
