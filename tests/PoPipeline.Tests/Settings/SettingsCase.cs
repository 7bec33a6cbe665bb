using System.Text.Json.Nodes;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;

namespace PoPipeline.Tests.Settings;

/// <summary>
/// A case of a rule about settings: <c>settings.json</c> names the <c>target</c>, whether it is an <c>organization</c>, and how the <c>answers</c> differ
/// from those of the documentation.
/// </summary>
internal static class SettingsCase
{
    /// <summary>The name of the file.</summary>
    public const string File = "settings.json";

    /// <summary>What a forge says that answers as a case has it.</summary>
    /// <param name="json">The case.</param>
    /// <param name="snapshot">What was collected of its folder.</param>
    public static ForgeSettings Read(string json, Snapshot snapshot)
    {
        var node = JsonNode.Parse(json)!;
        Assert.True(SettingsTarget.TryParse(node["target"]!.GetValue<string>(), out var target, out _));
        using var forge = new CannedForge(target.Forge is Forge.GitLab ? "gitlab" : "github", node["answers"] as JsonObject);
        return Read(target, node["organization"]?.GetValue<bool>() is true, forge, snapshot);
    }

    /// <summary>What a forge says.</summary>
    public static ForgeSettings Read(SettingsTarget target, bool isOrganization, CannedForge forge, Snapshot? snapshot = null, string? answers = null)
    {
        var connection = new SettingsConnection
        {
            Variable = name => name is "POPIPELINE_TOKEN" ? Token : null,
            Time = new FixedTime(CaseTree.ObservedAt),
            RetryBudget = new RetryBudget(TimeSpan.Zero),
            Sender = forge,
            AnswerFolder = answers,
        };
        using var reader = SettingsReaders.Make(target, connection);
        var request = new SettingsRequest
        {
            Target = target,
            CodeOwners = snapshot?.CodeOwners.FirstOrDefault(file => file is { Effective: true, Unreadable: null }) is { } file ? Principals.Of(file) : [],
        };
        return (isOrganization ? reader.OrganizationAsync(request, TestContext.Current.CancellationToken) : reader.RepositoryAsync(request, TestContext.Current.CancellationToken)).GetAwaiter().GetResult();
    }

    /// <summary>The token of every case, which no output may hold.</summary>
    public const string Token = "canary-1f0b7e52c94d";
}
