using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Records;

/// <summary>A comment as it was first seen, verbatim: what the ledger keeps of it.</summary>
internal sealed record KeptComment(string Id, long Order, Person Author, string Body, DateTimeOffset CreatedAt, string? Url)
{
    public static KeptComment Of(TrackedComment comment) =>
        new(comment.Id, comment.Order, comment.Author.Person, RecordEventJson.Kept(comment.Body), comment.CreatedAt, comment.Url);
}
