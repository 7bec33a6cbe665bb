using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The manifest of Pipenv: <c>Pipfile</c>.</summary>
/// <remarks>Source: https://pipenv.pypa.io/en/latest/pipfile.html.</remarks>
internal sealed class Pipfile : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pipenv;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "Pipfile";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        cursor.EnterTable();
        while (cursor.NextName())
        {
            if (!IsGroup(cursor.Name) || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, at) = (cursor.Name, cursor.At);
                if (cursor.IsScalar())
                {
                    packages.Add(new AskedPackage(name, cursor.Take() ?? "", at));
                }
                else if (!TableNames(cursor).Exists(key => key is "path" or "file"))
                {
                    packages.Add(new AskedPackage(name, "", at));
                }
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Pipenv, NamesTool = true, Packages = packages.DrainToImmutable() };
    }

    /// <summary>Whether a table is a group of packages, as all are that nothing else is called.</summary>
    /// <param name="table">The name of the table.</param>
    public static bool IsGroup(string table) => table is not ("source" or "requires" or "scripts" or "pipenv");

    private static List<string> TableNames(TomlCursor cursor)
    {
        var names = new List<string>();
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                names.Add(cursor.Name);
            }
        }

        return names;
    }
}
