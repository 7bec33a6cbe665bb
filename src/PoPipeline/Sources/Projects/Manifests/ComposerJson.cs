using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of Composer: <c>composer.json</c>.</summary>
/// <remarks>Source: https://getcomposer.org/doc/04-schema.md.</remarks>
internal sealed class ComposerJson : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Composer;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "composer.json";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new JsonCursor(file.Bytes);
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        string? kind = null, name = null;
        if (!cursor.EnterTable())
        {
            return null;
        }

        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "name":
                    name = cursor.Take();
                    break;
                case "type":
                    kind = cursor.Take();
                    break;
                case "require" or "require-dev" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var (asked, at) = (cursor.Name, cursor.At);
                        var requirement = cursor.Take() ?? "";

                        // PHP itself, and what is built into it, has no vendor before a slash.
                        if (asked.Contains('/', StringComparison.Ordinal))
                        {
                            packages.Add(new AskedPackage(asked, requirement, at));
                        }
                    }

                    break;
            }
        }

        // Without a type it is a library, where it has a name by which others could ask for it.
        return new ManifestFacts { Ecosystem = Ecosystem.Composer, NamesTool = true, Packages = packages.DrainToImmutable(), IsLibrary = name is not null && kind is not "project" };
    }
}
