using System.Text;
using PoPipeline.InToto.Json;

namespace PoPipeline.InToto.Metadata;

/// <summary>Reads statements.</summary>
internal static class StatementReader
{
    /// <summary>Reads a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="type">Its version.</param>
    public static Statement Read(JsonView statement, string type)
    {
        var subjects = statement.Need("subject");
        var predicateType = statement.Need("predicateType").Text();
        var predicate = statement.Find("predicate");
        return new Statement(
            statement.Place,
            type,
            [.. subjects.Items().Select(ReadResource)],
            predicateType,
            predicate is null ? null : CanonicalOf(predicate),
            predicateType is Statement.LinkPredicate ? LinkReader.Read(predicate ?? throw statement.Wrong("the payload has no 'predicate'"), subjects) : null);
    }

    private static Resource ReadResource(JsonView resource) =>
        new(resource.Find("name")?.Text(), resource.Find("uri")?.Text(), LinkReader.Digests(resource.Need("digest")));

    // Other predicates than ours may hold numbers that are not whole; nothing of them is signed in this form.
    private static string? CanonicalOf(JsonView predicate)
    {
        try
        {
            return Encoding.UTF8.GetString(predicate.Canonical());
        }
        catch (FaultException)
        {
            return null;
        }
    }
}
