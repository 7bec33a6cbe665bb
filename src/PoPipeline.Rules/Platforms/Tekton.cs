using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>Tekton, with Pipelines-as-Code.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/ and https://pipelinesascode.com/docs/.</remarks>
internal static class Tekton
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.Tekton,
        LeavesOutWhatWaits = false,
        SharesMachines = true,
        NamesWhole = "#Pipeline/",
        Reuses = ReferenceKind.Task,
        AttestsElsewhere = "Tekton Chains signs and attests what tasks say that they built, where somebody has installed it in the cluster, which no file tells",
        AttestsNamed = "no result says what was built, such as 'IMAGE_URL' with 'IMAGE_DIGEST' or '…ARTIFACT_OUTPUTS', so that Tekton Chains has nothing to attest even where it is installed",
        Home = ".tekton",
        FirstFile = ".tekton/pull-request.yaml",
        Command = "a step of the task",
        SecretStore = "a Secret of the cluster",
        LongestRun = "for an hour, where nobody changed it in the cluster",
        KeepsFiles = false,
        AskBefore = "Put a task before it that waits for somebody, such as an 'ApprovalTask', and have it run after that.",
        BoundRuns = "Set 'cancel-in-progress' for runs that may be cancelled, and 'concurrency_limit' in the Repository.",
        CutOffBuild = "Set 'hermetic' to 'true', hand it to the task that builds, and name in 'prefetch-input' what is to be fetched before.",
        PasteMarks = ["$(params.", "$(tasks."],
        EveryRight = "The service account may do everything, by a role that the repository binds it to. Every step, and all code that a step reuses, can then read each secret and change what runs in the cluster",
        GrantLess = "Bind it to a role that names the verbs and the resources that the run needs",
        TokenRightsElsewhere = "what the token of a run may do follows from its service account, whose rights stand in the cluster",
        OutsidersElsewhere = "a change of somebody who may not push runs once a member lets it by '/ok-to-test', which no file tells",
    };
}
