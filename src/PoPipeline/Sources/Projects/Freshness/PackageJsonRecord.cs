using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a <c>package.json</c> asks for.</summary>
/// <remarks>Sources: https://docs.npmjs.com/cli/v11/configuring-npm/package-json, https://pnpm.io/package_json, https://classic.yarnpkg.com/en/docs/selective-version-resolutions/.</remarks>
internal static class PackageJsonRecord
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord? Read(LockText file)
    {
        using var cursor = new JsonCursor(file.Bytes);
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        var changed = ImmutableArray.CreateBuilder<string>();
        string? name = null;
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
                case "dependencies" or "devDependencies" or "optionalDependencies" or "peerDependencies":
                    var areLeftOut = cursor.Name is "peerDependencies";
                    for (var any = cursor.EnterTable(); any && cursor.NextName();)
                    {
                        var (package, at) = (cursor.Name, cursor.At);
                        asked.Add(new AskedRequest(package, cursor.Take()?.Trim(), at) { MayBeLeftOut = areLeftOut });
                    }

                    break;
                case "resolutions" or "overrides" when cursor.EnterTable():
                    AddNames(cursor, changed);
                    break;
                case "pnpm" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "overrides" && cursor.EnterTable())
                        {
                            AddNames(cursor, changed);
                        }
                        else if (cursor.Name is "ignoredOptionalDependencies")
                        {
                            changed.AddRange(cursor.TakeAll());
                        }
                    }

                    break;
            }
        }

        return new ManifestRecord { Name = name, Asked = asked.DrainToImmutable(), Changed = changed.ToFrozenSet(StringComparer.Ordinal) };
    }

    /// <summary>The packages that a key of overrides names: <c>foo</c>, <c>foo@^1</c>, <c>bar&gt;foo</c>, <c>**/foo</c>, <c>@a/b/foo</c>.</summary>
    /// <param name="key">The key.</param>
    public static IEnumerable<string> Named(string key)
    {
        foreach (var part in key.Split('>'))
        {
            var text = part.Trim();
            var mark = text.Length > 1 ? text.IndexOf('@', 1) : -1;
            while (mark > 0 && text[mark - 1] is '/')
            {
                mark = text.IndexOf('@', mark + 1);
            }

            text = mark > 0 ? text[..mark] : text;
            var slash = text.LastIndexOf('/');
            var scope = slash > 0 ? text.LastIndexOf('/', slash - 1) + 1 : 0;
            yield return slash < 0 ? text : text[scope] is '@' ? text[scope..] : text[(slash + 1)..];
        }
    }

    // Those of npm may be nested, as deep as JSON may be.
    private static void AddNames(JsonCursor cursor, ImmutableArray<string>.Builder changed)
    {
        for (var depth = 1; depth > 0;)
        {
            if (!cursor.NextName())
            {
                depth--;
                continue;
            }

            changed.AddRange(Named(cursor.Name));
            if (cursor.IsTable() && cursor.EnterTable())
            {
                depth++;
            }
        }
    }
}
