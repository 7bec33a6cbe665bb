using System.Collections.Immutable;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.Commands;
using Xunit;

namespace PoPipeline.Tests.Sources.Commands;

/// <summary>Which files of commands are read, and what is told of those that are not.</summary>
public sealed class CommandsSourceTests : IDisposable
{
    private static readonly ImmutableArray<string> Folders = ["real", "real-reproducible", "github-actions"];

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Without_a_manifest_or_a_lock_file_nothing_is_read()
    {
        tree.Write("build.sh", "npm ci\n");
        Assert.Empty(Collected().CommandFiles);

        tree.Write("package.json", "{ \"dependencies\": { \"a\": \"1\" } }");
        Assert.Equal(["build.sh"], Collected().CommandFiles.Select(file => file.Path));
    }

    [Fact]
    public void What_is_too_large_says_so_and_code_of_others_is_passed_over()
    {
        tree.Write("package.json", "{ \"dependencies\": { \"a\": \"1\" } }")
            .Write("large.sh", new string('#', CommandsSource.MaximumBytes + 1))
            .Write("node_modules/a/build.sh", "npm ci\n");

        var file = Assert.Single(Collected().CommandFiles);
        Assert.Equal(("large.sh", "it is larger than 512 KiB"), (file.Path, file.Unreadable));
    }

    [Fact]
    public void More_files_than_are_looked_into_are_a_gap()
    {
        tree.Write("a/package.json", "{ \"dependencies\": { \"a\": \"1\" } }");
        for (var number = 0; number <= CommandsSource.Most; number++)
        {
            tree.Write($"s/{number:D5}.sh", "x\n");
        }

        Assert.Contains("more than 3000 files", Assert.Single(Collected().CommandGaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_among_tests_come_behind_the_others() =>
        Assert.Equal(["z.sh", "tests/a.sh"], CommandsSource.Among(["README.md", "tests/a.sh", "vendor/b.sh", "z.sh"]));

    [Fact]
    public void Every_file_of_commands_in_the_corpora_is_read()
    {
        var corpora = TestPaths.RequireCorpora();
        var wrong = new List<string>();
        foreach (var folder in Folders.Select(name => Path.Combine(corpora, name)).Where(Directory.Exists))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length <= CommandsSource.MaximumBytes))
            {
                var name = Path.GetRelativePath(corpora, path).Replace('\\', '/');
                wrong.AddRange(CommandFormats.All.Where(format => format.IsNamed(name, name.AsSpan(name.LastIndexOf('/') + 1)))
                    .Select(format => format.Read(new SourceFile(name, File.ReadAllText(path).ReplaceLineEndings("\n"), Fault: null), _ => false)?.Unreadable)
                    .OfType<string>().Select(reason => $"{name}: {reason}"));
            }
        }

        Assert.Empty(wrong);
    }

    private SnapshotPart Collected()
    {
        var working = new WorkingTree(tree.Root, useGit: false);
        return new CommandsSource().Plan(working.Describe(cancellation: TestContext.Current.CancellationToken), new Policy()).Read(working, TestContext.Current.CancellationToken);
    }
}
