namespace PoPipeline.Forges.Http;

/// <summary>What a run took of a forge.</summary>
/// <param name="Requests">How many requests were sent, those that were sent again included.</param>
/// <param name="Unchanged">How many of them were answered by saying that nothing has changed, which costs nothing of an hourly limit.</param>
/// <param name="Kept">How many answers of a run that was stopped were taken as they were, without a request.</param>
/// <param name="Points">How many points the queries took, as far as the forge counts them.</param>
public sealed record ForgeCost(int Requests, int Unchanged, int Kept, long Points);
