using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Decisions.Requests;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>
/// The right to make the one issue of a key: a ref that only one can create, whose commit says who has it, since when, and which issue it became.
/// </summary>
/// <param name="Key">The key of the request.</param>
/// <param name="Holder">A random name of the run that made it.</param>
/// <param name="At">When, by GitHub's clock.</param>
/// <param name="Issue">The number of the issue; null as long as there is none.</param>
internal sealed record Claim(string Key, string Holder, DateTimeOffset At, int? Issue)
{
    private const string Schema = "popipeline-claim/1";

    /// <summary>The claim as the message of a commit.</summary>
    public string Write() => Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject
    {
        ["schema"] = Schema,
        ["key"] = Key,
        ["holder"] = Holder,
        ["at"] = At.Json(),
        ["issue"] = Issue,
    }));

    /// <summary>Reads a message; null where it is no claim of the key.</summary>
    public static Claim? Read(string message, string key)
    {
        try
        {
            return CanonicalJson.ReadStrict(Encoding.UTF8.GetBytes(message.Trim())) is JsonObject members && members.TextOrNull("schema") is Schema && members.TextOrNull("key") == key
                ? new Claim(key, members.Text("holder"), members.Time("at"), members["issue"] is null ? null : members.Number("issue"))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The ref of a key, without <c>refs/</c>.</summary>
    public static string RefOf(string key) => string.Create(CultureInfo.InvariantCulture, $"heads/popipeline/claims/{key[..16]}");
}
