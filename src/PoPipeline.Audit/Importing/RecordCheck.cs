using System.Collections.Immutable;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Importing;

/// <summary>
/// Holds what a file has to what the forge writes, and to whose audit log it is said to be: nothing else tells an export from any other file. What the forge
/// answers itself is not held to it, since forges add events as they like.
/// </summary>
/// <param name="source">Whose audit log it is said to be.</param>
internal sealed class RecordCheck(AuditSource source)
{
    private const string Enterprises = "enterprises/";
    private const int MostIds = 1 << 16;
    private const int MostOthers = 1 << 10;
    private const string Advice = "Export the audit log again, and import the file as it comes.";

    // Whoever is called otherwise now was called so before: the number stays.
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AuditFormatException> others = new(StringComparer.Ordinal);

    private bool IsGitHub => source.Forge is AuditForge.GitHub;

    private string ForgeName => IsGitHub ? "GitHub" : "GitLab";

    private string OtherName => IsGitHub ? "GitLab" : "GitHub";

    /// <summary>Requires that a table is an export of the forge.</summary>
    /// <param name="columns">The names of its columns.</param>
    /// <param name="place">Where they are.</param>
    /// <exception cref="AuditFormatException">It is not.</exception>
    public void RequireHeader(ImmutableArray<string> columns, AuditPlace place)
    {
        var names = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (IsGitHub ? IsOfGitHub(names) : IsOfGitLab(names))
        {
            return;
        }

        if (IsGitHub ? IsOfGitLab(names) : IsOfGitHub(names))
        {
            throw OfOther(place, "the table is an export");
        }

        var separator = columns is [var only] ? only.FirstOrDefault(character => character is ';' or '\t' or '|') : default;
        throw separator != default
            ? new AuditFormatException(place, $"the columns are separated by {(separator == '\t' ? "tabulators" : $"'{separator}'")}, and not by ',' as {ForgeName} writes them", Advice)
            : new AuditFormatException(
                place,
                IsGitHub
                    ? "it is neither JSON nor the header of an export of GitHub, which has the columns 'action' and 'created_at' or '@timestamp'"
                    : "it is neither JSON nor the header of an export of GitLab, which has the columns 'Action', 'Author Name' or 'Author ID', and 'Created At (UTC)'",
                Advice);
    }

    /// <summary>Requires that an event is one of the source, as far as it says.</summary>
    /// <param name="fields">Its fields.</param>
    /// <param name="found">The event.</param>
    /// <param name="place">Where it is.</param>
    /// <exception cref="AuditFormatException">It is not.</exception>
    public void Require(EventFields fields, AuditEvent found, AuditPlace place)
    {
        if (IsGitHub ? fields.First("action") is null : !HasSubject(fields))
        {
            throw (IsGitHub ? HasSubject(fields) : fields.First("action") is not null && TimeOf(fields) is not null)
                ? OfOther(place, "the event is one")
                : new AuditFormatException(
                    place,
                    IsGitHub ? "it has no 'action', as each event of GitHub has" : "it has no 'author_id' and no 'entity_type' or 'details', as each event of GitLab has",
                    Advice);
        }

        if (found.Occurred is null)
        {
            throw new AuditFormatException(
                place,
                TimeOf(fields) is { } time ? $"'{EventReader.Shown(time)}' is no time that {ForgeName} writes" : $"the event has no time, {(IsGitHub ? "'@timestamp' or 'created_at'" : "'created_at'")}",
                Advice);
        }

        RequireOwner(fields, found, place);
    }

    /// <summary>Requires that whatever was called otherwise turned out to be of the source.</summary>
    /// <exception cref="AuditFormatException">It did not.</exception>
    public void RequireEnd()
    {
        if (others.Where(other => !known.Contains(other.Key)).Select(other => other.Value).OrderBy(other => (other.Place.Line, other.Place.Column)).FirstOrDefault() is { } first)
        {
            throw first;
        }
    }

    private static bool IsOfGitHub(HashSet<string> names) => names.Contains("action") && (names.Contains("created_at") || names.Contains("@timestamp"));

    private static bool IsOfGitLab(HashSet<string> names) =>
        names.Contains("Action") && (names.Contains("Author Name") || names.Contains("Author ID") || names.Contains("Author")) && (names.Contains("Created At (UTC)") || names.Contains("Created At"));

    private static bool HasSubject(EventFields fields) => fields.First("author_id", "Author ID", "author_name", "Author Name", "Author") is not null
        && (fields.First("entity_type", "Entity Type", "event_type", "Action") is not null || fields.NamesIn("details").Any());

    private static string? TimeOf(EventFields fields) => fields.First("@timestamp", "created_at", "Created At (UTC)", "Created At");

    private AuditFormatException OfOther(AuditPlace place, string what) =>
        new(place, $"{what} of {OtherName}, and '{source}' is of {ForgeName}", $"Name whose audit log it is: '--source {OtherName.ToLowerInvariant()}:…'.");

    private void RequireOwner(EventFields fields, AuditEvent found, AuditPlace place)
    {
        var (kind, name, id) = OwnerOf(fields, found);
        if (name is null)
        {
            return;
        }

        var key = id is null ? null : $"{kind} {id}";
        if (IsOwn(kind, name))
        {
            if (key is not null && known.Count < MostIds)
            {
                known.Add(key);
            }

            return;
        }

        if (key is not null && (known.Contains(key) || others.ContainsKey(key)))
        {
            return;
        }

        var fault = new AuditFormatException(
            place,
            $"the event is of '{EventReader.Shown(kind + name)}', and not of '{source.Path}'",
            $"Name whose audit log it is: '--source {ForgeName.ToLowerInvariant()}:{source.Server}{EventReader.Shown(kind + name)}'; where the file has events of several, split it.");
        if (key is null || others.Count >= MostOthers)
        {
            throw fault;
        }

        others.Add(key, fault);
    }

    // Of an enterprise there are events of all its organizations; users of GitLab have paths of their own.
    private (string Kind, string? Name, string? Id) OwnerOf(EventFields fields, AuditEvent found)
    {
        if (!IsGitHub)
        {
            return fields.First("entity_type", "Entity Type") is null or "Group" or "Project"
                ? ("", fields.First("entity_path", "details.entity_path", "Entity Path"), fields.First("entity_id", "Entity ID") is { } number ? $"{fields.First("entity_type", "Entity Type")} {number}" : null)
                : default;
        }

        var isEnterprise = source.Path.StartsWith(Enterprises, StringComparison.OrdinalIgnoreCase);
        return !isEnterprise && fields.First("org") is { } organization ? ("", organization, fields.First("org_id"))
            : (isEnterprise || found.Action?.StartsWith("business.", StringComparison.Ordinal) is true) && fields.First("business") is { } business ? (Enterprises, business, fields.First("business_id"))
            : default;
    }

    private bool IsOwn(string kind, string name) => string.Equals(kind + name, source.Path, StringComparison.OrdinalIgnoreCase)
        || (!IsGitHub && name.StartsWith(source.Path + "/", StringComparison.OrdinalIgnoreCase));
}
