using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Requests;

/// <summary>A request as JSON, member by member.</summary>
internal static class RequestJson
{
    // What was written before requests said what they cover is read, and written, as it was: its digest is quoted by decisions.
    public static JsonObject Write(DecisionRequest request)
    {
        var members = WriteFirst(request);
        if (!request.Covers.IsEmpty)
        {
            members["schema"] = DecisionRequest.Schema;
            members["covers"] = Write(request.Covers);
        }

        return members;
    }

    public static JsonArray Write(ImmutableArray<EvidencePart> parts) =>
        new([.. parts.Select(part => (JsonNode)new JsonObject { ["name"] = part.Name, ["sha256"] = part.Hash })]);

    private static JsonObject WriteFirst(DecisionRequest request) => new()
    {
        ["schema"] = DecisionRequest.FirstSchema,
        ["kind"] = request.Kind.Json(),
        ["key"] = request.Key,
        ["round"] = request.Round,
        ["rule"] = request.Rule,
        ["severity"] = request.Severity.Json(),
        ["fingerprint"] = request.Fingerprint,
        ["subject"] = request.Subject,
        ["evidence"] = request.Evidence,
        ["scope"] = new JsonObject
        {
            ["forge"] = request.Scope.Forge,
            ["host"] = request.Scope.Host,
            ["owner"] = request.Scope.Owner,
            ["repository"] = request.Scope.Repository,
        },
        ["requester"] = Write(request.Requester),
        ["authors"] = request.Authors.Json(),
        ["reason"] = request.Reason,
        ["controls"] = request.Controls,
        ["until"] = request.Until?.Json(),
        ["createdAt"] = request.CreatedAt.Json(),
        ["previous"] = request.Previous,
        ["entries"] = new JsonArray([.. request.Entries.Select(entry => (JsonNode)new JsonObject { ["entry"] = entry.Entry, ["principal"] = entry.Principal })]),
    };

    public static JsonObject Write(Person person) => new() { ["id"] = person.Id, ["name"] = person.Name };

    public static Person Person(JsonObject members) => new(members.Text("id"), members.Text("name"));

    // What does not fit is no request; the caller compares the bytes with what it would write, so nothing can be left over.
    public static DecisionRequest? Read(JsonObject members)
    {
        try
        {
            var scope = members.Members("scope");
            return members.Text("schema") is not (DecisionRequest.Schema or DecisionRequest.FirstSchema) ? null : new DecisionRequest
            {
                Covers = members.ContainsKey("covers") ? [.. members.Objects("covers").Select(part => new EvidencePart(part.Text("name"), part.Text("sha256")))] : [],
                Kind = members.Word<DecisionKind>("kind"),
                Round = members.Number("round"),
                Rule = members.Text("rule"),
                Severity = members.Word<Severity>("severity"),
                Fingerprint = members.Text("fingerprint"),
                Subject = members.Text("subject"),
                Evidence = members.Text("evidence"),
                Scope = new RequestScope(scope.Text("forge"), scope.Text("host"), scope.Text("owner"), scope.Text("repository")),
                Requester = Person(members.Members("requester")),
                Authors = [.. members.Texts("authors")],
                Reason = members.Text("reason"),
                Controls = members.Text("controls"),
                Until = members.DayOrNull("until"),
                CreatedAt = members.Time("createdAt"),
                Previous = members.TextOrNull("previous"),
                Entries = [.. members.Objects("entries").Select(entry => new RequestEntry(entry.Text("entry"), entry.Text("principal")))],
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
