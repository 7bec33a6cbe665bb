using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Alerting;

/// <summary>Finds what an assessor asks about among events. What that is stands in <c>alerts.json</c>, with where each action is described.</summary>
public static class AuditAlerts
{
    private static readonly Lazy<ImmutableArray<AlertRule>> Known = new(Read);

    // Of very many events few are asked about: actions without a wildcard are looked up.
    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<AlertRule>>> Named = new(() => Rules
        .SelectMany(rule => rule.Actions, (rule, action) => new { rule, action })
        .GroupBy(pair => pair.action, pair => pair.rule, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<ImmutableArray<AlertRule>> WithPatterns = new(() => [.. Rules.Where(rule => rule.Actions.Any(action => action.AsSpan().ContainsAny('*', '?')))]);

    /// <summary>What is asked about.</summary>
    public static ImmutableArray<AlertRule> Rules => Known.Value;

    /// <summary>Finds it.</summary>
    /// <param name="events">The events.</param>
    public static IEnumerable<AuditAlert> In(IEnumerable<AuditEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.SelectMany(Of);
    }

    /// <summary>
    /// Finds it among events of files in whose place another one of a file is read, since that says all that they do and more, where that is not taken for the same: whoever makes a file
    /// could hide another one's event behind it. So is all where the other one is not among those that are wanted.
    /// </summary>
    /// <param name="imported">What is to be made of the events that files brought to the audit log.</param>
    /// <param name="query">Which events are wanted.</param>
    public static IEnumerable<AuditAlert> Behind(ImportedEvents imported, AuditQuery query)
    {
        ArgumentNullException.ThrowIfNull(imported);
        ArgumentNullException.ThrowIfNull(query);
        return !imported.HasFuller ? [] : imported.Read().Where(query.IsMatch).Where(imported.IsOutdone)
            .SelectMany(found => Beyond(found, imported.FullerThan(found) is { } other && query.IsMatch(other) ? other : null));
    }

    /// <summary>What an event is about that another one is not, or not for sure.</summary>
    /// <param name="found">The event.</param>
    /// <param name="other">The other one; null where it cannot be read.</param>
    internal static IEnumerable<AuditAlert> Beyond(AuditEvent found, AuditEvent? other)
    {
        var alerts = Of(found);
        return other is null ? alerts : alerts.Where(alert => !Of(other).Any(told => told.Rule.Id == alert.Rule.Id && (told.IsCertain || !alert.IsCertain)));
    }

    /// <summary>What an event is about; none where it is closed, or nobody asks about it.</summary>
    /// <param name="found">The event.</param>
    public static IEnumerable<AuditAlert> Of(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (found.Action is not { Length: > 0 } action)
        {
            return [];
        }

        EventFields? fields = null;
        return [.. Named.Value.GetValueOrDefault(action, []).Concat(WithPatterns.Value.Where(rule => rule.Actions.Any(pattern => ActionPattern.IsMatch(pattern, action))))
            .Where(rule => rule.Forge == found.Source.Forge)
            .Distinct()
            .Select(rule => (Rule: rule, Holds: Holds(rule, fields ??= KeptFields.Of(found))))
            .Where(pair => pair.Holds is not false)
            .Select(pair => new AuditAlert(pair.Rule, found, pair.Holds is true))];
    }

    // Null where a field that is asked for is not there, or says two things.
    private static bool? Holds(AlertRule rule, EventFields? fields)
    {
        bool? result = true;
        foreach (var condition in rule.When)
        {
            var said = condition.Fields.Select(field => fields?.Of(field) ?? "").Where(text => text.Length > 0).ToList();
            var fitting = said.Count(text => condition.Values.Contains(text, StringComparer.OrdinalIgnoreCase));
            if (said.Count > 0 && fitting == 0)
            {
                return false;
            }

            // The field has several names, of which a forge uses one: who writes it in two ways wants to be read in one of them.
            result = fitting == 0 || fitting < said.Count ? null : result;
        }

        return result;
    }

    private static ImmutableArray<AlertRule> Read()
    {
        using var stream = typeof(AuditAlerts).Assembly.GetManifestResourceStream("alerts.json") ?? throw new InvalidOperationException("The list of alerts is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. document.RootElement.GetProperty("alerts").EnumerateArray().Select(rule => new AlertRule(
                Text(rule, "id"),
                Text(rule, "forge") is "github" ? AuditForge.GitHub : AuditForge.GitLab,
                Text(rule, "severity") is "high" ? AlertSeverity.High : AlertSeverity.Medium,
                Text(rule, "title"),
                Texts(rule, "actions"),
                new Uri(Text(rule, "source")),
                rule.TryGetProperty("when", out var when) ? [.. when.EnumerateArray().Select(condition => new AlertCondition(Texts(condition, "field"), Texts(condition, "is")))] : [])),
        ];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static ImmutableArray<string> Texts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? "")];
}
