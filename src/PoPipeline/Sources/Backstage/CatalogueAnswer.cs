using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Reads what a catalogue answered, as its interface gives it: an entity, a list of entities, or a page of them.</summary>
internal static class CatalogueAnswer
{
    private static readonly string[] Addresses =
    [
        "backstage.io/source-location", "backstage.io/managed-by-location", "backstage.io/managed-by-origin-location", "backstage.io/view-url", "backstage.io/edit-url", "github.com/project-slug", "gitlab.com/project-slug",
    ];

    /// <summary>What it says of the repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="file">The file with the answer.</param>
    /// <param name="own">What the repository's own files call what they describe, for where nothing tells what the repository is.</param>
    public static IEnumerable<CatalogEntity> Read(Repository repository, SourceFile file, HashSet<string> own)
    {
        var start = Place.StartOf(file.Path);
        if (file.Fault is { } fault)
        {
            return [new CatalogEntity { Path = file.Path, Span = start, Unreadable = fault, IsAnswer = true }];
        }

        // JSON is YAML.
        var document = YamlReader.Read(file.Path, file.Text);
        if (document.Error is { } error)
        {
            return [new CatalogEntity { Path = file.Path, Span = error.Span, Unreadable = error.AsClause, IsAnswer = true }];
        }

        var entities = document.Root switch
        {
            YamlSequence list => list.Items,
            YamlMapping page when page["items"] is YamlSequence items => items.Items,
            { } entity => [entity],
            null => [],
        };
        return entities.Select(node => BackstageEntity.Of(file.Path, node)).OfType<BackstageEntity>()
            .Where(entity => IsOf(repository, entity, own))
            .Select(entity => new CatalogEntity { Path = file.Path, Span = entity.Span, Name = entity.Reference, MadeOf = MadeOf.InAnswer(entity), IsAnswer = true });
    }

    private static bool IsOf(Repository repository, BackstageEntity entity, HashSet<string> own)
    {
        if (repository is not { Owner: { } owner, Name: { } name })
        {
            return own.Contains(entity.Reference);
        }

        var slug = $"{owner}/{name}";
        return Addresses.Any(address => (entity.Metadata?["annotations"] as YamlMapping)?[address] is YamlScalar text && Names(text.Value, slug));
    }

    // 'url:https://github.com/acme/shop/tree/main/' names acme/shop, and neither acme/shop-old nor other/acme/shop.
    private static bool Names(string text, string slug)
    {
        var at = text.IndexOf(slug, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at == 0 || text[at - 1] is '/' or ':') && (at + slug.Length == text.Length || text[at + slug.Length] is '/' or '?' or '#' || text.AsSpan(at + slug.Length).StartsWith(".git", StringComparison.OrdinalIgnoreCase))
            && (at == 0 || text.AsSpan(0, at).Count('/') <= 3);
    }
}
