using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Snapshots;

namespace PoPipeline.Queries;

/// <summary>Walks through the settings of two snapshots at once. Things of one name are told apart: those that stayed as they were are put aside, and the others compared with each other.</summary>
internal sealed class SettingComparison
{
    private const string Present = "present";
    private const string Separator = " › ";
    private const string Value = "value";

    // What names a thing among others of its kind, best first.
    private static readonly string[] Keys = ["name", "who", "commit", "address", "kind"];

    // How something was learnt is no setting, and the lists that only hold the model together are no words.
    private static readonly string[] LeftOut = ["answers", "entries"];
    private static readonly string[] Silent = ["repositories", "principals", "keys", "hooks", "environments", "apps", "commits", "owners", "all", "layers"];

    private readonly List<SettingChange> changes = [];

    private SettingComparison()
    {
    }

    /// <summary>What differs, by where it is.</summary>
    /// <param name="before">The earlier ones.</param>
    /// <param name="after">The later ones.</param>
    public static ImmutableArray<SettingChange> Between(ForgeSettings before, ForgeSettings after)
    {
        using var old = Written(before);
        using var now = Written(after);
        var comparison = new SettingComparison();
        comparison.Compare("", old.RootElement.GetProperty("settings"), now.RootElement.GetProperty("settings"));
        return [.. comparison.changes.OrderBy(change => change.Where, StringComparer.Ordinal)];
    }

    private static JsonDocument Written(ForgeSettings settings)
    {
        using var stream = new MemoryStream();
        SnapshotJson.Write(new Snapshot { ObservedAt = default, Repository = new Repository(), Settings = settings }, stream);
        return JsonDocument.Parse(stream.ToArray());
    }

    // What is not there at all is of no kind.
    private void Compare(string where, JsonElement old, JsonElement now)
    {
        switch (old.ValueKind is JsonValueKind.Undefined ? now.ValueKind : old.ValueKind)
        {
            case JsonValueKind.Object when IsObserved(old) && IsObserved(now) && IsKnown(old) != IsKnown(now):
                // What it is, or was, nobody knows: none of it came or went.
                changes.Add(new SettingChange(where, Knowledge(old), Knowledge(now)));
                break;
            case JsonValueKind.Object:
                foreach (var name in Names(old).Union(Names(now), StringComparer.Ordinal).Where(name => !LeftOut.Contains(name, StringComparer.Ordinal)))
                {
                    var (was, has) = (Member(old, name), Member(now, name));
                    Compare(IsSilent(name, was) || IsSilent(name, has) ? where : Joined(where, name), was, has);
                }

                break;
            case JsonValueKind.Array when Items(old).Concat(Items(now)).Any(item => item.ValueKind is JsonValueKind.Object):
                CompareItems(where, old, now);
                break;
            default:
                Add(where, Text(old), Text(now));
                break;
        }
    }

    private void CompareItems(string where, JsonElement old, JsonElement now)
    {
        var (were, are) = (Items(old).ToLookup(NameOf, StringComparer.Ordinal), Items(now).ToLookup(NameOf, StringComparer.Ordinal));
        foreach (var name in were.Select(items => items.Key).Union(are.Select(items => items.Key), StringComparer.Ordinal))
        {
            var count = Math.Max(were[name].Count(), are[name].Count());
            var shown = Joined(where, count > 1 ? $"{name} (one of {count})" : name);
            var (gone, come) = (Beyond(were[name], are[name]), Beyond(are[name], were[name]));
            for (var index = 0; index < Math.Max(gone.Count, come.Count); index++)
            {
                // What came or went as a whole is said once.
                if (index < gone.Count && index < come.Count)
                {
                    Compare(shown, gone[index], come[index]);
                }
                else
                {
                    Add(shown, index < gone.Count ? Present : null, index < come.Count ? Present : null);
                }
            }
        }
    }

    private void Add(string where, string? old, string? now)
    {
        if (old != now)
        {
            changes.Add(new SettingChange(where, old, now));
        }
    }

    // Equal ones were written alike, and each stands for one alone.
    private static List<JsonElement> Beyond(IEnumerable<JsonElement> some, IEnumerable<JsonElement> others)
    {
        var counts = others.CountBy(item => item.GetRawText(), StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var beyond = new List<JsonElement>();
        foreach (var item in some)
        {
            var text = item.GetRawText();
            if (counts.GetValueOrDefault(text) is var left and > 0)
            {
                counts[text] = left - 1;
            }
            else
            {
                beyond.Add(item);
            }
        }

        return [.. beyond.OrderBy(item => item.GetRawText(), StringComparer.Ordinal)];
    }

    private static bool IsObserved(JsonElement json) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty("isUnavailable", out _) && json.TryGetProperty("hasFailed", out _);

    private static bool IsKnown(JsonElement json) => json.TryGetProperty(Value, out _);

    private static string Knowledge(JsonElement json) => IsKnown(json) ? "known" : json.TryGetProperty("why", out var why) ? $"not known ({why.GetString()})" : "not known";

    private static bool IsSilent(string name, JsonElement member) =>
        (name is Value && member.ValueKind is JsonValueKind.Object) || (member.ValueKind is JsonValueKind.Array && Silent.Contains(name, StringComparer.Ordinal));

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind is JsonValueKind.Object ? json.EnumerateObject().Select(member => member.Name) : [];

    private static JsonElement Member(JsonElement json, string name) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private static List<JsonElement> Items(JsonElement json) => json.ValueKind is JsonValueKind.Array ? [.. json.EnumerateArray()] : [];

    private static string NameOf(JsonElement item) => Keys.Select(key => Member(item, key) is { ValueKind: not JsonValueKind.Undefined } name ? name.ToString() : null).FirstOrDefault(name => name is { Length: > 0 }) ?? "";

    private static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.Array => json.GetArrayLength() == 0 ? "none" : string.Join(", ", json.EnumerateArray().Select(item => item.ToString()).Order(StringComparer.Ordinal)),
        _ => json.ToString(),
    };

    private static string Joined(string where, string name) => where.Length == 0 ? name : where + Separator + name;
}
