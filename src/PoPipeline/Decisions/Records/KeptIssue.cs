using System.Security.Cryptography;
using System.Text;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>An issue as it was first seen: where it is, who made it, and what its body was.</summary>
internal sealed record KeptIssue(string Id, string Name, Person Author, string BodyHash, string? Url)
{
    public static KeptIssue Of(TrackedIssue issue) => new(issue.Id, issue.Name, issue.Author.Person, HashOf(issue.Body), issue.Url);

    // Forges turn line ends about on their way; nothing else of a body may change.
    public static string HashOf(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\n").TrimEnd('\n'))));
}

/// <summary>A comment as it was first seen, verbatim: what the ledger keeps of it.</summary>
internal sealed record KeptComment(string Id, long Order, Person Author, string Body, DateTimeOffset CreatedAt, string? Url)
{
    public static KeptComment Of(TrackedComment comment) =>
        new(comment.Id, comment.Order, comment.Author.Person, RecordEventJson.Kept(comment.Body), comment.CreatedAt, comment.Url);
}
