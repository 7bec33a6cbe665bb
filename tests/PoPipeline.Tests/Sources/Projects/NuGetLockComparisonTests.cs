using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>Lock files of NuGet, read here and by NuGet's own library, which lies in the SDK.</summary>
public sealed class NuGetLockComparisonTests
{
    [Fact]
    public void Lock_files_hold_what_the_library_of_NuGet_finds_in_them()
    {
        Assert.SkipWhen(SdkFolder() is null, "The SDK on this machine has no NuGet.ProjectModel.");
        var folder = SdkFolder()!;
        var context = new SdkContext(folder);
        try
        {
            var read = context.LoadFromAssemblyPath(Path.Combine(folder, "NuGet.ProjectModel.dll")).GetType("NuGet.ProjectModel.PackagesLockFileFormat", throwOnError: true)!
                .GetMethod("Read", [typeof(string)])!;
            var files = Directory.EnumerateFiles(TestPaths.Repository, "packages.lock.json", SearchOption.AllDirectories)
                .Where(file => !file.Contains("artifacts", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();

            Assert.NotEmpty(files);
            Assert.All(files, file => Assert.Equal(Theirs(read, file), Ours(file)));
        }
        finally
        {
            context.Unload();
        }
    }

    private static (string Version, int Packages, int Hashless) Ours(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var format = new NuGetLock();
        var found = new LockCollector(path, format.Ecosystem);
        var start = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        format.Read(new LockText(path, bytes, start, bytes.Length - start), found);
        var file = found.Build(isTracked: true);
        Assert.Null(file.Unreadable);
        return (file.Version ?? "", file.Packages, file.Counts.Where(count => count.Kind is LockFaultKind.NoHash).Sum(count => count.Count));
    }

    private static (string Version, int Packages, int Hashless) Theirs(MethodInfo read, string path)
    {
        var file = read.Invoke(null, [path])!;
        var packages = ((IEnumerable)Of(file, "Targets")!).Cast<object>()
            .SelectMany(target => ((IEnumerable)Of(target, "Dependencies")!).Cast<object>())
            .Where(dependency => Of(dependency, "Type")!.ToString() is not "Project")
            .ToList();
        return (Of(file, "Version")!.ToString()!, packages.Count, packages.Count(dependency => string.IsNullOrEmpty((string?)Of(dependency, "ContentHash"))));
    }

    private static object? Of(object value, string property) => value.GetType().GetProperty(property)!.GetValue(value);

    // Beside the runtime that runs this: 'dotnet/shared/Microsoft.NETCore.App/10.0.0' and 'dotnet/sdk/10.0.100'.
    private static string? SdkFolder()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk"));
        return Directory.Exists(root)
            ? Directory.EnumerateDirectories(root).Where(folder => File.Exists(Path.Combine(folder, "NuGet.ProjectModel.dll"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
    }

    private sealed class SdkContext(string folder) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Path.Combine(folder, assemblyName.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
