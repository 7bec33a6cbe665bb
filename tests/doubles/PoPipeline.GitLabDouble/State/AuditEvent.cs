namespace PoPipeline.Doubles.GitLab.State;

/// <summary>What happened in a group or a project.</summary>
/// <param name="Id">The number; the later one is the larger one.</param>
/// <param name="EntityType"><c>Group</c> or <c>Project</c>.</param>
/// <param name="EntityId">The number of the group or project.</param>
/// <param name="EntityPath">Its path.</param>
/// <param name="Author">Who did it.</param>
/// <param name="EventType">What was done: <c>member_created</c>.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ShownAt">From when on it is shown.</param>
internal sealed record AuditEvent(long Id, string EntityType, long EntityId, string EntityPath, User Author, string EventType, DateTimeOffset CreatedAt, DateTimeOffset ShownAt);
