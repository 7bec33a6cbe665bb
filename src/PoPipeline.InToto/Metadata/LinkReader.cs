using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.InToto.Json;

namespace PoPipeline.InToto.Metadata;

/// <summary>Reads links.</summary>
internal static class LinkReader
{
    /// <summary>Reads a link.</summary>
    /// <param name="link">The link.</param>
    public static Link Read(JsonView link) => new(
        link.Find("name")?.Text() ?? "",
        Words(link.Find("command")),
        Artifacts(link.Find("materials")),
        Artifacts(link.Find("products")),
        ReturnValueOf(link));

    /// <summary>Takes a statement for the link that it is: its subjects are the products.</summary>
    /// <param name="predicate">The predicate.</param>
    /// <param name="subjects">The subjects.</param>
    public static Link Read(JsonView predicate, JsonView subjects) => new(
        predicate.Find("name")?.Text() ?? "",
        Words(predicate.Find("command")),
        Resources(predicate.Find("materials")),
        Resources(subjects),
        ReturnValueOf(predicate));

    /// <summary>The digests of an artifact.</summary>
    /// <param name="digests">An object of them.</param>
    public static ImmutableSortedDictionary<string, string> Digests(JsonView digests)
    {
        var read = digests.Members()
            .Select(digest => KeyValuePair.Create(
                digest.Name.AsSpan().ContainsAny(',', ':') ? throw digest.Value.Wrong("the name of a digest holds a comma or a colon") : digest.Name,
                digest.Value.Text() is { Length: > 0 } text && text.All(char.IsAsciiHexDigit) ? text : throw digest.Value.Wrong("a digest is not written in hexadecimal digits")))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        return read.IsEmpty ? throw digests.Wrong("an artifact has no digest, so that it cannot be told from others") : read;
    }

    private static ImmutableDictionary<string, string> Artifacts(JsonView? artifacts) =>
        (artifacts?.Members() ?? []).ToImmutableDictionary(artifact => artifact.Name, artifact => Written(Digests(artifact.Value)), StringComparer.Ordinal);

    private static ImmutableDictionary<string, string> Resources(JsonView? resources)
    {
        var artifacts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var resource in resources?.Items() ?? [])
        {
            var name = (resource.Find("name") ?? resource.Find("uri"))?.Text() ?? throw resource.Wrong("an artifact has no name");
            if (!artifacts.TryAdd(name, Written(Digests(resource.Need("digest")))))
            {
                throw resource.Wrong("an artifact has the name of another one");
            }
        }

        return artifacts.ToImmutable();
    }

    private static string Written(ImmutableSortedDictionary<string, string> digests) => string.Join(',', digests.Select(digest => $"{digest.Key}:{digest.Value}"));

    private static ImmutableArray<string> Words(JsonView? words) => [.. (words?.Items() ?? []).Select(word => word.Text())];

    private static int? ReturnValueOf(JsonView link) =>
        link.Find("byproducts") is { } byproducts && byproducts.Find("return-value") is { Value: JsonNumber number }
        && int.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
