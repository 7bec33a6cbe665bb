namespace PoPipeline.Mending;

/// <summary>A finding that has a fix which is not applied.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Reason">Why, as a clause.</param>
/// <param name="Excused">Whether it is left because somebody asked for an exception, which is theirs to take back.</param>
public sealed record LeftFinding(AssessedFinding Finding, string Reason, bool Excused);
