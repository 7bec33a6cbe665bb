namespace PoPipeline.Doubles.GitLab.State;

/// <summary>An issue closed or reopened.</summary>
/// <param name="Id">The number.</param>
/// <param name="User">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="State"><c>closed</c> or <c>reopened</c>.</param>
internal sealed record StateEvent(long Id, User User, DateTimeOffset At, string State);
