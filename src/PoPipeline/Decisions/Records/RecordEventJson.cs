using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>Entries of the ledger as canonical JSON.</summary>
internal static class RecordEventJson
{
    public const string Schema = "popipeline-leaf/1";

    // In bytes as they are written, escapes and all: with everything else, an entry of the ledger must not be longer than it takes.
    private const int LongestBody = 24 * 1024;
    private const int LongestText = 2000;
    private const int MostReasons = 8;

    private const string RequestType = "request";
    private const string ReviewType = "access-review-open";
    private const string DecisionType = "decision";
    private const string ReviewItemType = "access-review-item";
    private const string RefusalType = "refusal";
    private const string TransitionType = "transition";
    private const string SightingType = "sighting";
    private const string TamperType = "tamper";
    private const string ApproverSetType = "approver-set";
    private const string CheckRunType = "check-run";

    public static byte[] Write(RecordEvent recordEvent)
    {
        var members = recordEvent switch
        {
            RecordEvent.Request request => new JsonObject
            {
                ["type"] = request.Asked.Kind is DecisionKind.Review ? ReviewType : RequestType,
                ["request"] = RequestJson.Write(request.Asked),
                ["issue"] = new JsonObject
                {
                    ["id"] = request.Issue.Id,
                    ["name"] = request.Issue.Name,
                    ["author"] = RequestJson.Write(request.Issue.Author),
                    ["bodySha256"] = request.Issue.BodyHash,
                    ["url"] = request.Issue.Url,
                },
            },
            RecordEvent.Decision decision => new JsonObject
            {
                ["type"] = decision.Command.Verb is CommandVerb.Keep or CommandVerb.Remove ? ReviewItemType : DecisionType,
                ["key"] = decision.Key,
                ["comment"] = Write(decision.Comment),
                ["verb"] = decision.Command.Verb.Json(),
                ["target"] = decision.Command.Target,
                ["until"] = decision.Command.Until?.Json(),
                ["reason"] = decision.Command.Reason,
                ["checks"] = decision.Checks.Select(check => check.Name).Json(),
            },
            RecordEvent.Refusal refusal => new JsonObject
            {
                ["type"] = RefusalType,
                ["key"] = refusal.Key,
                ["comment"] = Write(refusal.Comment),
                ["reasons"] = refusal.Reasons.Take(MostReasons).Select(Short).Json(),
            },
            RecordEvent.Transition transition => new JsonObject
            {
                ["type"] = TransitionType,
                ["key"] = transition.Key,
                ["from"] = transition.From.Json(),
                ["to"] = transition.To.Json(),
                ["why"] = Short(transition.Why),
                ["until"] = transition.Until?.Json(),
            },
            RecordEvent.Sighting sighting => new JsonObject { ["type"] = SightingType, ["key"] = sighting.Key },
            RecordEvent.Tamper tamper => new JsonObject
            {
                ["type"] = TamperType,
                ["key"] = tamper.Key,
                ["subject"] = Short(tamper.What.Subject),
                ["what"] = Short(tamper.What.What),
                ["url"] = tamper.What.Url,
            },
            RecordEvent.ApproverSet set => new JsonObject
            {
                ["type"] = ApproverSetType,
                ["approvers"] = set.Approvers.Json(),
                ["branch"] = set.Branch,
                ["commit"] = set.Commit,
            },
            RecordEvent.CheckRun run => new JsonObject
            {
                ["type"] = CheckRunType,
                ["revision"] = run.Revision,
                ["open"] = run.Open,
                ["accepted"] = run.Accepted,
                ["unevaluated"] = run.Unevaluated,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(recordEvent), recordEvent, "There is no such entry."),
        };
        members["schema"] = Schema;
        members["at"] = recordEvent.At.Json();
        return CanonicalJson.Write(members);
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="FormatException">The entry is none that PoPipeline writes.</exception>
    public static RecordEvent Read(ReadOnlySpan<byte> utf8)
    {
        var members = CanonicalJson.ReadStrict(utf8) as JsonObject ?? throw new FormatException("It is not canonical JSON.");
        if (members.Text("schema") is not Schema)
        {
            throw new FormatException($"Its schema is '{members.Text("schema")}', which this version does not know.");
        }

        var at = members.Time("at");
        return members.Text("type") switch
        {
            RequestType or ReviewType => new RecordEvent.Request(
                at, RequestJson.Read(members.Members("request")) ?? throw new FormatException("It holds no request."), Issue(members.Members("issue"))),
            DecisionType or ReviewItemType => new RecordEvent.Decision(
                at,
                members.Text("key"),
                Comment(members.Members("comment")),
                new Command(members.Word<CommandVerb>("verb"), members.Text("target"), members.DayOrNull("until"), members.Text("reason")),
                [.. members.Texts("checks").Select(check => new AcceptanceCheck(check, CheckOutcome.Met, ""))]),
            RefusalType => new RecordEvent.Refusal(at, members.Text("key"), Comment(members.Members("comment")), [.. members.Texts("reasons")]),
            TransitionType => new RecordEvent.Transition(
                at, members.Text("key"), members.Word<DecisionState>("from"), members.Word<DecisionState>("to"), members.Text("why"), members.DayOrNull("until")),
            SightingType => new RecordEvent.Sighting(at, members.Text("key")),
            TamperType => new RecordEvent.Tamper(at, members.TextOrNull("key"), new Tampering(members.Text("subject"), members.Text("what"), members.TextOrNull("url"))),
            ApproverSetType => new RecordEvent.ApproverSet(at, [.. members.Texts("approvers")], members.Text("branch"), members.Text("commit")),
            CheckRunType => new RecordEvent.CheckRun(at, members.TextOrNull("revision"), members.Number("open"), members.Number("accepted"), members.Number("unevaluated")),
            var type => throw new FormatException($"Its type is '{type}', which this version does not know."),
        };
    }

    /// <summary>A comment's body as the ledger keeps it; a longer one is cut, and its digest stands for the rest.</summary>
    public static string Kept(string body)
    {
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\n")));
        return CanonicalJson.Write(JsonValue.Create(wellFormed)).Length <= LongestBody ? wellFormed : $"sha256:{KeptIssue.HashOf(body)}";
    }

    private static string Short(string text) => Untrusted.Cut(text, LongestText);

    private static JsonObject Write(KeptComment comment) => new()
    {
        ["id"] = comment.Id,
        ["order"] = comment.Order,
        ["author"] = RequestJson.Write(comment.Author),
        ["body"] = comment.Body,
        ["createdAt"] = comment.CreatedAt.Json(),
        ["url"] = comment.Url,
    };

    private static KeptComment Comment(JsonObject members) => new(
        members.Text("id"),
        members["order"] is JsonValue value && value.TryGetValue<long>(out var order) ? order : throw new FormatException("The order of a comment is missing."),
        RequestJson.Person(members.Members("author")),
        members.Text("body"),
        members.Time("createdAt"),
        members.TextOrNull("url"));

    private static KeptIssue Issue(JsonObject members) => new(
        members.Text("id"), members.Text("name"), RequestJson.Person(members.Members("author")), members.Text("bodySha256"), members.TextOrNull("url"));
}
