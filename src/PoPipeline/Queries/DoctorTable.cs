using System.Collections.Immutable;
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

    /// <summary>Writes a block a setting, for people.</summary>
    /// <param name="rows">What was seen.</param>
    /// <param name="ansi">The colours.</param>
    /// <param name="writer">Where to.</param>
    internal static void WriteText(ImmutableArray<DoctorRow> rows, Ansi ansi, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var row in rows)
        {
            var (setting, access) = (row.State, row.Access);
            var word = setting.IsKnown ? "seen" : setting.IsUnavailable ? "not there" : "NOT SEEN";
            writer.WriteLine($"{ansi.Bold($"{SettingNames.Of(setting.Setting)}")}: {word}{(row.Rules.IsEmpty ? "" : $" ({string.Join(", ", row.Rules)})")}");
            if (setting.IsKnown)
            {
                continue;
            }

            writer.WriteLine($"  {setting.Reason}");
            if (access is not null && !setting.IsUnavailable)
            {
                writer.WriteLine($"  needs: {access.Permission}{(access.Permission == access.Scope ? "" : $", or of a classic token {access.Scope}")}; {access.Role}; {access.Plan}");
            }
        }
    }

    /// <summary>Writes a JSON array, an object a setting.</summary>
    /// <param name="rows">What was seen.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(ImmutableArray<DoctorRow> rows, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("setting", SettingNames.Of(row.State.Setting));
            json.WriteStartArray("rules");
            foreach (var rule in row.Rules)
            {
                json.WriteStringValue(rule);
            }

            json.WriteEndArray();
            json.WriteString("state", row.State.IsKnown ? "seen" : row.State.IsUnavailable ? "unavailable" : "unseen");
            json.WriteString("reason", row.State.Reason);
            json.WriteString("endpoint", row.Access?.Endpoint);
            json.WriteString("permission", row.Access?.Permission);
            json.WriteString("scope", row.Access?.Scope);
            json.WriteString("role", row.Access?.Role);
            json.WriteString("plan", row.Access?.Plan);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}

/// <summary>A setting, whether it was seen, and what it takes.</summary>
/// <param name="State">Whether it was seen.</param>
/// <param name="Access">What it takes; null where the forge has no notion of it.</param>
/// <param name="Rules">The ids of the rules that look at it.</param>
public sealed record DoctorRow(SettingState State, SettingAccess? Access, ImmutableArray<string> Rules);
