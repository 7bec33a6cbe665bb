using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a <c>Cargo.toml</c> asks for.</summary>
/// <remarks>Source: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html.</remarks>
internal static class CargoTomlRecord
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        var shared = ImmutableArray.CreateBuilder<AskedRequest>();
        string? name = null;
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "package" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "name")
                        {
                            name = cursor.Take();
                        }
                    }

                    break;
                case "workspace" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "dependencies" && cursor.EnterTable())
                        {
                            ReadTable(cursor, shared, areShared: true);
                        }
                    }

                    break;
                case "target" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        for (var any = cursor.EnterTable(); any && cursor.NextName();)
                        {
                            if (AreDependencies(cursor.Name) && cursor.EnterTable())
                            {
                                ReadTable(cursor, asked, areShared: false);
                            }
                        }
                    }

                    break;
                default:
                    if (AreDependencies(cursor.Name) && cursor.EnterTable())
                    {
                        ReadTable(cursor, asked, areShared: false);
                    }

                    break;
            }
        }

        return new ManifestRecord { Name = name, Asked = asked.DrainToImmutable(), Shared = shared.DrainToImmutable() };
    }

    private static bool AreDependencies(string name) => name is "dependencies" or "dev-dependencies" or "build-dependencies" or "dev_dependencies" or "build_dependencies";

    // What the workspace lays down is found by the name it has there, and written as the package.
    private static void ReadTable(TomlCursor cursor, ImmutableArray<AskedRequest>.Builder asked, bool areShared)
    {
        while (cursor.NextName())
        {
            var (name, at) = (cursor.Name, cursor.At);
            string? requirement = null, package = null;
            bool isOfWorkspace = false, isElsewhere = false;
            if (!cursor.IsTable())
            {
                requirement = cursor.Take();
            }
            else
            {
                for (cursor.EnterTable(); cursor.NextName();)
                {
                    switch (cursor.Name)
                    {
                        case "version":
                            requirement = cursor.Take();
                            break;
                        case "package":
                            package = cursor.Take();
                            break;
                        case "workspace":
                            isOfWorkspace = cursor.Take() is "true";
                            break;
                        case "path" or "git":
                            isElsewhere = true;
                            break;
                    }
                }
            }

            var isNamedThere = areShared || isOfWorkspace;
            asked.Add(new AskedRequest(isNamedThere ? name : package ?? name, isElsewhere ? null : requirement, at) { Written = package ?? name, IsOfWorkspace = !areShared && isOfWorkspace });
        }
    }

    /// <summary>The package, and what is asked of it, where a member asks as its workspace lays it down.</summary>
    /// <param name="request">What the member asks for.</param>
    /// <param name="workspace">The manifest of the workspace; null where it was not read.</param>
    /// <returns>Null where nobody lays it down.</returns>
    public static AskedRequest? Resolved(in AskedRequest request, ManifestRecord? workspace)
    {
        if (!request.IsOfWorkspace)
        {
            return request;
        }

        return workspace?.SharedByName[request.Name].FirstOrDefault() is { Name: not null } shared
            ? request with { Name = shared.Written, Written = shared.Written, Requirement = shared.Requirement, IsOfWorkspace = false }
            : null;
    }
}
