namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A label added to an issue or removed from it.</summary>
/// <param name="Id">The number.</param>
/// <param name="User">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Label">The label.</param>
/// <param name="Action"><c>add</c> or <c>remove</c>.</param>
internal sealed record LabelEvent(long Id, User User, DateTimeOffset At, Label Label, string Action);
