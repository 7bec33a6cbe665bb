using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of what GitLab answers on a project itself, alone or in a list.</summary>
internal static class GitLabProject
{
    private const string PushProtection = "secret_push_protection_enabled";
    private const string FormerPushProtection = "pre_receive_secret_detection_enabled";

    /// <summary>The project itself. Who has an account is not everybody, so that an internal project is not public.</summary>
    /// <param name="json">The answer.</param>
    public static RepositoryTraits Traits(JsonElement json) => new()
    {
        DefaultBranch = json.Text("default_branch"),
        IsPublic = json.Text("visibility") switch
        {
            "public" => true,
            "internal" or "private" => false,
            _ => null,
        },
        IsArchived = json.Flag("archived") is true,
        IsFork = json.Object("forked_from_project").ValueKind is JsonValueKind.Object,
        IsOfPerson = IsOfPerson(json),
    };

    /// <summary>Whether a person is its owner.</summary>
    /// <param name="json">The answer.</param>
    public static bool IsOfPerson(JsonElement json) => json.Object("namespace").Text("kind") is "user";

    /// <summary>Whether GitLab refuses a push that holds a secret. Looking at what is there is the work of a pipeline, and no setting.</summary>
    /// <param name="json">The answer.</param>
    public static Observed<SecretScanning> Scanning(JsonElement json) => (json.Flag(PushProtection) ?? json.Flag(FormerPushProtection)) is { } blocks
        ? Observed<SecretScanning>.Known(new SecretScanning(IsOn: null, blocks))
        : GitLabTier.OfProject(json).IsUltimate is false ? Observed<SecretScanning>.Unavailable("secret push protection needs GitLab Ultimate")
        : GitLabAccess.For(ForgeSetting.SecretScanning).Lacks<SecretScanning>(PushProtection);
}
