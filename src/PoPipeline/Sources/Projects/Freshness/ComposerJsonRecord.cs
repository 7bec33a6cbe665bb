using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a <c>composer.json</c> asks for, with the digest that Composer takes of it.</summary>
/// <remarks>Source: https://getcomposer.org/doc/04-schema.md.</remarks>
internal static class ComposerJsonRecord
{
    private const int Deepest = 40;

    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var cursor = new JsonCursor(file.Bytes);
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        for (var any = cursor.EnterTable(); any && cursor.NextName();)
        {
            if (cursor.Name is "require" or "require-dev" && cursor.EnterTable())
            {
                while (cursor.NextName())
                {
                    // PHP itself, and what is built into it, has no vendor before a slash.
                    var (name, at) = (cursor.Name, cursor.At);
                    if (name.Contains('/', StringComparison.Ordinal))
                    {
                        asked.Add(new AskedRequest(name.ToLowerInvariant(), cursor.Take(), at) { Written = name });
                    }
                }
            }
        }

        var root = JsonNode.Parse(file.Bytes.Span, documentOptions: new JsonDocumentOptions { MaxDepth = Deepest }) as JsonObject;
        return new ManifestRecord { Asked = asked.DrainToImmutable(), Digests = root is null ? [] : ContentDigests.OfComposer(root) };
    }
}
