using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>How GitLab is asked for each setting.</summary>
internal static class GitLabAccess
{
    private const string ReadApi = "read_api";

    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingAccess> All { get; } =
    [
        Of(ForgeSetting.Repository, "GET /projects/:id", "Reporter of the project", "all tiers", "https://docs.gitlab.com/api/projects/#retrieve-a-project"),
    ];

    private static readonly FrozenDictionary<ForgeSetting, SettingAccess> BySetting = All.ToFrozenDictionary(access => access.Setting);

    /// <summary>How a setting is asked for.</summary>
    /// <param name="setting">The setting.</param>
    public static SettingAccess For(ForgeSetting setting) => BySetting[setting];

    private static SettingAccess Of(ForgeSetting setting, string endpoint, string role, string plan, string page) => new()
    {
        Forge = Forge.GitLab,
        Setting = setting,
        Endpoint = endpoint,
        Scope = ReadApi,
        Permission = ReadApi,
        Role = role,
        Plan = plan,
        Page = page,
    };
}
