using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of npm, Yarn, pnpm and Bun: <c>package.json</c>.</summary>
/// <remarks>Sources: https://docs.npmjs.com/cli/v11/configuring-npm/package-json, https://nodejs.org/api/packages.html#packagemanager.</remarks>
internal sealed class PackageJson : ManifestFormat
{
    private static readonly string[] LocalStarts = ["workspace:", "file:", "link:", "portal:", "./", "../", "/"];

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Npm;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "package.json";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new JsonCursor(file.Bytes);
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        string? name = null, manager = null;
        var isPrivate = false;
        ImmutableArray<string>? members = null;
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
                case "private":
                    isPrivate = cursor.Take() is "true";
                    break;
                case "packageManager":
                    manager = cursor.Take();
                    break;
                case "workspaces":
                    members = Members(cursor);
                    break;
                case "dependencies" or "devDependencies" or "optionalDependencies" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        var (asked, at) = (cursor.Name, cursor.At);
                        if (cursor.Take() is { } requirement && !IsLocal(requirement))
                        {
                            packages.Add(new AskedPackage(asked, requirement, at));
                        }
                    }

                    break;
            }
        }

        return new ManifestFacts
        {
            Ecosystem = ManagerOf(manager) ?? Ecosystem.Npm,
            NamesTool = ManagerOf(manager) is not null,
            Packages = packages.DrainToImmutable(),
            IsLibrary = !isPrivate && name is not null && members is null,
            Members = members,
        };
    }

    /// <summary>Whether a requirement names what lies in the repository, or beside it.</summary>
    /// <param name="requirement">The requirement, as written.</param>
    public static bool IsLocal(string requirement) => Array.Exists(LocalStarts, start => requirement.StartsWith(start, StringComparison.Ordinal));

    private static ImmutableArray<string> Members(JsonCursor cursor)
    {
        if (!cursor.IsTable())
        {
            return [.. cursor.TakeAll()];
        }

        ImmutableArray<string> members = [];
        for (cursor.EnterTable(); cursor.NextName();)
        {
            if (cursor.Name is "packages")
            {
                members = [.. cursor.TakeAll()];
            }
        }

        return members;
    }

    // pnpm@9.1.0+sha512.…
    private static Ecosystem? ManagerOf(string? manager) => manager?.Split('@', 2) switch
    {
        ["npm", ..] => Ecosystem.Npm,
        ["pnpm", ..] => Ecosystem.Pnpm,
        ["bun", ..] => Ecosystem.Bun,
        ["yarn", var version] => version.StartsWith("1.", StringComparison.Ordinal) || version is "1" || version.StartsWith("0.", StringComparison.Ordinal) ? Ecosystem.YarnClassic : Ecosystem.Yarn,
        _ => null,
    };
}
