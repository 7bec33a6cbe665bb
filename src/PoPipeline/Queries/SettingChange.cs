using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;

namespace PoPipeline.Queries;

/// <summary>Something that a forge says otherwise than before.</summary>
/// <param name="Where">What, from the outside in: <c>acme/app › protection › the ruleset 'main' › demands › Approval › count</c>.</param>
/// <param name="Before">What it was; null where it was not there.</param>
/// <param name="After">What it is; null where it is not there any more.</param>
public sealed record SettingChange(string Where, string? Before, string? After)
{
    private const string Present = "present";
    private const string Separator = " › ";

    // What names a thing among others of its kind, best first.
    private static readonly string[] Keys = ["name", "who", "commit", "address", "kind"];

    // How something was learnt is no setting, and the members that only hold the model together are no words.
    private static readonly string[] LeftOut = ["answers", "entries"];
    private static readonly string[] Silent = ["value", "repositories", "principals", "keys", "hooks", "environments", "apps", "commits", "owners", "all", "layers"];

    /// <summary>What differs between the settings of two snapshots, by where it is.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static ImmutableArray<SettingChange> Between(Snapshot before, Snapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (Flat(before), Flat(after));
        ImmutableArray<SettingChange> all =
        [
            .. old.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(where => new SettingChange(where, old.GetValueOrDefault(where), now.GetValueOrDefault(where)))
                .Where(change => change.Before != change.After),
        ];

        // What came or went as a whole is said once.
        var whole = all.Where(change => (change.Before ?? change.After) == Present && (change.Before is null || change.After is null)).Select(change => change.Where).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(change => !Above(change.Where).Any(whole.Contains))];
    }

    private static IEnumerable<string> Above(string where)
    {
        for (var end = where.LastIndexOf(Separator, StringComparison.Ordinal); end > 0; end = where.LastIndexOf(Separator, end - 1, StringComparison.Ordinal))
        {
            yield return where[..end];
        }
    }

    private static Dictionary<string, string> Flat(Snapshot snapshot)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        if (snapshot.Settings is null)
        {
            return flat;
        }

        using var stream = new MemoryStream();
        SnapshotJson.Write(snapshot, stream);
        using var document = JsonDocument.Parse(stream.ToArray());
        Add(document.RootElement.GetProperty("settings"), "", flat);
        return flat;
    }

    private static void Add(JsonElement json, string where, Dictionary<string, string> flat)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject().Where(member => !LeftOut.Contains(member.Name, StringComparer.Ordinal)))
                {
                    Add(member.Value, IsSilent(member) ? where : Joined(where, member.Name), flat);
                }

                break;
            case JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind is not JsonValueKind.Object):
                flat[where] = string.Join(", ", json.EnumerateArray().Select(item => item.ToString()).Order(StringComparer.Ordinal));
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    // That it is there at all is a setting, too.
                    var name = Joined(where, NameOf(item));
                    flat[name] = Present;
                    Add(item, name, flat);
                }

                break;
            default:
                flat[where] = json.ToString();
                break;
        }
    }

    private static bool IsSilent(JsonProperty member) => member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && Silent.Contains(member.Name, StringComparer.Ordinal);

    private static string NameOf(JsonElement item) => Keys.Select(key => item.TryGetProperty(key, out var value) ? value.ToString() : null).FirstOrDefault(name => name is { Length: > 0 }) ?? "";

    private static string Joined(string where, string name) => where.Length == 0 ? name : where + Separator + name;
}
