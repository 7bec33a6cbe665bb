using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a <c>Pipfile</c> asks for, with the digest that Pipenv takes of it.</summary>
/// <remarks>Source: https://pipenv.pypa.io/en/latest/pipfile.html.</remarks>
internal static class PipfileRecord
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        cursor.EnterTable();
        while (cursor.NextName())
        {
            if (!Pipfile.IsGroup(cursor.Name) || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var (name, at) = (cursor.Name, cursor.At);
                asked.Add(new AskedRequest(PythonName.Normal(name), cursor.IsScalar() ? cursor.Take() : null, at) { Written = name });
            }
        }

        return new ManifestRecord { Asked = asked.DrainToImmutable(), Digests = TomlTree.Read(file) is { } tree ? ContentDigests.OfPipenv(tree) : [] };
    }
}
