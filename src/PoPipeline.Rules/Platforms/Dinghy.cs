using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Platforms;

/// <summary>Spinnaker, with the pipelines that Dinghy makes of files.</summary>
/// <remarks>Source: https://docs.armory.io/plugins/pipelines-as-code/use/, https://github.com/armory/dinghy and https://spinnaker.io/docs/reference/pipeline/.</remarks>
internal static class Dinghy
{
    /// <summary>Its words.</summary>
    public static PlatformProfile Profile { get; } = new()
    {
        Platform = Platform.Dinghy,
        HasWorkspace = false,
        Home = "dinghyfile",
        FirstFile = "dinghyfile",
        Command = "a stage",
        SameOwner = "whoever may push to it",
        Powers = "the accounts and secrets that the server gives its pipelines",
        HandOverText = "hand it over in a variable of the container ('env') or a parameter of the job that is run,",
        SharesMachines = true,
        SecretStore = "a secret of the server, which 'encrypted:' names",
        LongestRun = "for hours",
        KeepsFiles = false,
        MakesOfFiles = true,
        EnvironmentsAskNobody = true,
        RunsOwnCode = false,
        AskBefore = "Put a stage of the type 'manualJudgment' before it, and name in 'selectedStageRoles' who may answer.",
        BoundRuns = "Set 'limitConcurrent: true'.",
        PasteMarks = ["${ ", "${trigger", "${parameters", "${execution"],
    };
}
