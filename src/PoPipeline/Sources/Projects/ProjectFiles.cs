using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects;

/// <summary>Finds the manifests, lock files and wrappers of a repository by their names.</summary>
internal static class ProjectFiles
{
    /// <summary>More than any repository that people keep has.</summary>
    public const int Most = 10_000;

    /// <summary>The largest one that is read, in bytes: the lock files of the largest repositories have some 10 MiB.</summary>
    public const int MaximumBytes = 128 * 1024 * 1024;

    /// <summary>Those of a list, in its order, and no more than one above <see cref="Most"/>. What lies among tests, examples and code of others is no project of the repository.</summary>
    /// <param name="files">Paths, relative to the root.</param>
    public static ImmutableArray<string> Among(ImmutableArray<string> files)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var file in files)
        {
            if (found.Count <= Most && IsOne(file) && ((!DataFolders.IsAbove(file) && !IsOfTests(file)) || IsBesideOthers(file)))
            {
                found.Add(file);
            }
        }

        return found.DrainToImmutable();
    }

    // Projects that tests of plugins of Maven run on: https://maven.apache.org/plugins/maven-invoker-plugin/. And what tests are given: pkg-tests-fixtures, __fixtures__.
    private static bool IsOfTests(string file)
    {
        if (file.StartsWith("src/it/", StringComparison.Ordinal) || file.Contains("/src/it/", StringComparison.Ordinal))
        {
            return true;
        }

        var folders = file.AsSpan(0, Math.Max(file.LastIndexOf('/'), 0));
        foreach (var folder in folders.Split('/'))
        {
            if (folders[folder].TrimEnd('_').EndsWith("fixtures", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // The functions of Bazel that fetch the code of others lie right beside it.
    private static bool IsBesideOthers(string file)
    {
        var end = file.LastIndexOf('/');
        return file.EndsWith(".bzl", StringComparison.Ordinal) && end > 0 && file[..end] is var folder && folder[(folder.LastIndexOf('/') + 1)..] is "third_party" or "third-party" && !DataFolders.IsAbove(file[..file.LastIndexOf('/')]);
    }

    private static bool IsOne(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return LockFormats.AreNamed(name) || ManifestFormats.Of(path, name) is not null || WrapperFile.EcosystemOf(path) is not null;
    }
}
