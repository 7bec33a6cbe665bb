using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;
using PoPipeline.Settings;

namespace PoPipeline.Queries;

/// <summary>Writes which settings a token can see, and what it would take to see the others.</summary>
public static class DoctorTable
{
    /// <summary>Finds out what was seen.</summary>
    /// <param name="settings">What the forge answered.</param>
    public static ImmutableArray<DoctorRow> Of(ForgeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var states = settings.Organization is { } organization ? SettingStates.Of(organization) : [.. settings.Repositories.SelectMany(repository => SettingStates.Of(repository))];
        return
        [
            .. states.Select(state => new DoctorRow(
                state,
                SettingsReaders.Access.FirstOrDefault(access => access.Forge == settings.Forge && access.Setting == state.Setting),
                [.. RuleSet.All.Where(rule => rule.Settings.Contains(state.Setting)).Select(rule => rule.Id)])),
        ];
    }

    /// <summary>Writes what is known of the token, and a block a setting, for people.</summary>
    /// <param name="token">The token.</param>
    /// <param name="rows">What was seen.</param>
    /// <param name="ansi">The colours.</param>
    /// <param name="writer">Where to.</param>
    internal static void WriteText(TokenFacts token, ImmutableArray<DoctorRow> rows, Ansi ansi, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var scopes = token.Scopes switch
        {
            null => "",
            [] => "; without any scope",
            { } some => $"; scopes: {string.Join(", ", some)}",
        };
        writer.WriteLine($"{ansi.Bold($"token")}: {token.Kind}{scopes}");
        foreach (var excess in token.Excess)
        {
            writer.WriteLine($"  warning: {excess}.");
        }

        foreach (var row in rows)
        {
            var (setting, access) = (row.State, row.Access);
            var word = setting.IsKnown ? "seen" : setting.IsUnavailable ? "not there" : access is null ? "not told by any interface" : "NOT SEEN";
            writer.WriteLine($"{ansi.Bold($"{SettingNames.Of(setting.Setting)}")}: {word}{(row.Rules.IsEmpty ? "" : $" ({string.Join(", ", row.Rules)})")}");
            if (setting.IsKnown)
            {
                continue;
            }

            writer.WriteLine($"  {setting.Reason}");
            if (access is not null && !setting.IsUnavailable)
            {
                writer.WriteLine($"  needs: {access.Permission}{(access.Permission == access.Scope ? "" : $", or of a classic token {access.Scope}")}; {access.Role}; {access.Plan}");
                writer.WriteLine($"  {JobTokenOf(access)}");
            }
        }
    }

    /// <summary>Writes a JSON object, with the token and an object a setting.</summary>
    /// <param name="token">The token.</param>
    /// <param name="rows">What was seen.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(TokenFacts token, ImmutableArray<DoctorRow> rows, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        ArgumentNullException.ThrowIfNull(token);
        json.WriteStartObject();
        json.WriteStartObject("token");
        json.WriteString("kind", token.Kind);
        if (token.Scopes is { } scopes)
        {
            Write(json, "scopes", scopes);
        }
        else
        {
            json.WriteNull("scopes");
        }

        Write(json, "excess", token.Excess);
        json.WriteEndObject();
        json.WriteStartArray("settings");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("setting", SettingNames.Of(row.State.Setting));
            Write(json, "rules", row.Rules);
            json.WriteString("state", row.State.IsKnown ? "seen" : row.State.IsUnavailable ? "unavailable" : "unseen");
            json.WriteString("reason", row.State.Reason);
            json.WriteString("endpoint", row.Access?.Endpoint);
            json.WriteString("permission", row.Access?.Permission);
            json.WriteString("scope", row.Access?.Scope);
            json.WriteString("jobToken", row.Access?.JobToken);
            json.WriteString("role", row.Access?.Role);
            json.WriteString("plan", row.Access?.Plan);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string JobTokenOf(SettingAccess access) => (access.Forge, access.JobToken) switch
    {
        (Forge.GitLab, _) => "CI_JOB_TOKEN never sees it",
        (_, null) => "GITHUB_TOKEN never sees it",
        (_, { } permission) => $"GITHUB_TOKEN sees it with: {permission}",
    };

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}

/// <summary>A setting, whether it was seen, and what it takes.</summary>
/// <param name="State">Whether it was seen.</param>
/// <param name="Access">What it takes; null where the forge has no notion of it.</param>
/// <param name="Rules">The ids of the rules that look at it.</param>
public sealed record DoctorRow(SettingState State, SettingAccess? Access, ImmutableArray<string> Rules);
