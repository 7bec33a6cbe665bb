using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a <c>pyproject.toml</c> asks for, with the digests that Poetry and PDM take of it.</summary>
/// <remarks>Sources: https://packaging.python.org/en/latest/specifications/pyproject-toml/, https://packaging.python.org/en/latest/specifications/dependency-groups/.</remarks>
internal static class PyprojectRecord
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="ecosystem">Whose it is.</param>
    public static ManifestRecord Read(LockText file, Ecosystem ecosystem)
    {
        using var cursor = new TomlCursor(file.Bytes);
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        string? name = null;
        bool isDynamic = false, hasGroups = false;
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "project" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        switch (cursor.Name)
                        {
                            case "name":
                                name = cursor.Take();
                                break;
                            case "dynamic":
                                isDynamic = cursor.TakeAll().Exists(field => field is "dependencies" or "optional-dependencies");
                                break;
                            case "dependencies":
                                AddAll(cursor, asked);
                                break;
                            case "optional-dependencies" when cursor.EnterTable():
                                AddGroups(cursor, asked);
                                break;
                        }
                    }

                    break;
                case "dependency-groups" when cursor.EnterTable():
                    hasGroups = true;
                    AddGroups(cursor, asked);
                    break;
                case "tool" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "uv" or "poetry" or "pdm" && cursor.Name is var tool && cursor.EnterTable())
                        {
                            ReadTool(cursor, tool, asked);
                        }
                    }

                    break;
            }
        }

        JsonObject? tree = ecosystem is Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pip ? TomlTree.Read(file) : null;
        return new ManifestRecord
        {
            Name = name is null ? null : PythonName.Normal(name),
            Asked = asked.DrainToImmutable(),
            Digests = tree is null ? [] : [.. ContentDigests.OfPoetry(tree), .. ContentDigests.OfPdm(tree)],
            DigestDoubt = hasGroups && ecosystem is not Ecosystem.Pdm ? "which of 'dependency-groups' Poetry takes into its digest differs between its versions" : null,
            Unknown = isDynamic ? "its build tool decides what it depends on ('dynamic')" : null,
        };
    }

    /// <summary>What is asked of a package, without what it is asked for and where.</summary>
    /// <param name="text">The requirement.</param>
    /// <param name="at">Where it is written.</param>
    public static AskedRequest? Asked(string text, Rules.Model.Region at)
    {
        var (name, requirement) = PythonRequirement.Parts(text);
        return name.Length == 0 ? null : new AskedRequest(PythonName.Normal(name), requirement.StartsWith('@') ? null : requirement.Trim('(', ')').Trim(), at)
        {
            Written = name,
            MayBeLeftOut = text.Contains(';', StringComparison.Ordinal) || PythonRequirement.IsLocal(requirement),
        };
    }

    private static void AddGroups(TomlCursor cursor, ImmutableArray<AskedRequest>.Builder asked)
    {
        while (cursor.NextName())
        {
            AddAll(cursor, asked);
        }
    }

    private static void AddAll(TomlCursor cursor, ImmutableArray<AskedRequest>.Builder asked)
    {
        if (!cursor.EnterList())
        {
            return;
        }

        while (cursor.NextItem())
        {
            if (cursor.IsScalar() && Asked(cursor.Take() ?? "", cursor.At) is { } request)
            {
                asked.Add(request);
            }
        }
    }

    private static void ReadTool(TomlCursor cursor, string tool, ImmutableArray<AskedRequest>.Builder asked)
    {
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "dev-dependencies" when tool is "uv":
                    AddAll(cursor, asked);
                    break;
                case "dev-dependencies" when tool is "pdm" && cursor.EnterTable():
                    AddGroups(cursor, asked);
                    break;
                case "dependencies" or "dev-dependencies" when tool is "poetry" && cursor.EnterTable():
                    AddNames(cursor, asked);
                    break;
                case "group" when tool is "poetry" && cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        for (var any = cursor.EnterTable(); any && cursor.NextName();)
                        {
                            if (cursor.Name is "dependencies" && cursor.EnterTable())
                            {
                                AddNames(cursor, asked);
                            }
                        }
                    }

                    break;
            }
        }
    }

    private static void AddNames(TomlCursor cursor, ImmutableArray<AskedRequest>.Builder asked)
    {
        while (cursor.NextName())
        {
            if (cursor.Name is not "python")
            {
                var (name, at) = (cursor.Name, cursor.At);
                asked.Add(new AskedRequest(PythonName.Normal(name), cursor.IsScalar() ? cursor.Take() : null, at) { Written = name });
            }
        }
    }
}
