using PoPipeline.Decisions.Requests;

namespace PoPipeline.Decisions.Trackers;

/// <summary>An issue that is to be there exactly once.</summary>
/// <param name="Request">What it asks for; its key makes it one.</param>
/// <param name="Title">The title.</param>
/// <param name="Body">The body, with the block of the request.</param>
public sealed record IssueDraft(DecisionRequest Request, string Title, string Body);
