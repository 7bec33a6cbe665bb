using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Conventions;

/// <summary>The folders of the sources: what lies in one is in its namespace, and none uses one that uses it.</summary>
public sealed partial class NamespaceTests
{
    internal const string Root = "the project's root";

    // A client that another library generates lies where that library looks for it.
    private const string Generated = "namespace Refit.Implementation;";

    private static readonly string Sources = Path.Combine(TestPaths.Repository, "src");

    public static TheoryData<string> Projects() => [.. Directory.EnumerateDirectories(Sources).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_uses_one_that_uses_it(string project) => Assert.Null(CycleOf(UsesOf(FilesOf(project), project)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_is_in_the_namespace_of_its_folder(string project) =>
        Assert.Empty(FilesOf(project)
            .Where(file => !file.Text.Contains(Generated, StringComparison.Ordinal))
            .Where(file => Namespace().Match(file.Text).Groups["name"].Value is { Length: > 0 } name && name != $"{project}.{file.Folder.Replace('/', '.')}".TrimEnd('.'))
            .Select(file => $"{file.Folder}/{file.Name}"));

    [Fact]
    public void A_project_knows_nothing_of_those_above_it()
    {
        string[] order = ["PoPipeline.Ledger", "PoPipeline.Audit", "PoPipeline.InToto", "PoPipeline.Rules", "PoPipeline", "PoPipeline.Frosting", "PoPipeline.Tool"];
        var references = order.ToDictionary(project => project, project => ProjectReference().Matches(File.ReadAllText(Path.Combine(Sources, project, project + ".csproj")))
            .Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);

        Assert.Equal(Projects().Select(row => row.Data).Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        Assert.Empty(references["PoPipeline.Ledger"]);
        Assert.Equal(["PoPipeline.Ledger"], references["PoPipeline.Audit"]);
        Assert.Equal(["PoPipeline.Ledger"], references["PoPipeline.InToto"]);
        Assert.Empty(references["PoPipeline.Rules"]);
        Assert.Equal(["PoPipeline.Audit", "PoPipeline.InToto", "PoPipeline.Ledger", "PoPipeline.Rules"], references["PoPipeline"]);
        Assert.Equal(["PoPipeline"], references["PoPipeline.Frosting"]);
        Assert.Equal(["PoPipeline.Frosting"], references["PoPipeline.Tool"]);
    }

    [Fact]
    public void A_cycle_is_named_with_a_file_for_each_step()
    {
        ImmutableArray<SourceFile> files =
        [
            new("A", "One.cs", "using P.B.Deep;\nnamespace P.A;\n"),
            new("B/Deep", "Two.cs", "using static P.C.Three;\nnamespace P.B.Deep;\n"),
            new("C", "Three.cs", "using Alias = P.A.One;\nnamespace P.C;\n"),
            new("D", "Four.cs", "using P.A;\nnamespace P.D;\n"),
        ];

        Assert.Equal("A -> B (One.cs), B -> C (Two.cs), C -> A (Three.cs)", CycleOf(UsesOf(files, "P")));
        Assert.Null(CycleOf(UsesOf(files.RemoveAt(2), "P")));
    }

    [Fact]
    public void What_lies_in_the_root_is_seen_from_every_folder_and_uses_none()
    {
        ImmutableArray<SourceFile> files = [new("", "One.cs", "using P.A;\nnamespace P;\n"), new("A", "Two.cs", "namespace P.A;\n")];

        Assert.Equal($"A -> {Root} (Two.cs), {Root} -> A (One.cs)", CycleOf(UsesOf(files, "P")));
    }

    internal static ImmutableArray<SourceFile> FilesOf(string project)
    {
        var root = Path.Combine(Sources, project);
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Select(path => (Path: path, Relative: Path.GetRelativePath(root, path).Replace('\\', '/')))
                .Where(file => !file.Relative.StartsWith("obj/", StringComparison.Ordinal) && !file.Relative.StartsWith("bin/", StringComparison.Ordinal))
                .OrderBy(file => file.Relative, StringComparer.Ordinal)
                .Select(file => new SourceFile(file.Relative[..Math.Max(file.Relative.LastIndexOf('/'), 0)], Path.GetFileName(file.Path), File.ReadAllText(file.Path))),
        ];
    }

    // Which top-level folder uses which other, and a file that shows it. What a folder sees without a line is used, too: the root.
    internal static SortedDictionary<string, SortedDictionary<string, string>> UsesOf(ImmutableArray<SourceFile> files, string project)
    {
        var uses = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        var hasRoot = files.Any(file => file.Folder.Length == 0);
        foreach (var file in files)
        {
            var from = NodeOf(file.Folder);
            if (!uses.TryGetValue(from, out var used))
            {
                uses[from] = used = new SortedDictionary<string, string>(StringComparer.Ordinal);
            }

            var named = Used().Matches(file.Text).Select(match => match.Groups["name"].Value)
                .Where(name => name.StartsWith(project + ".", StringComparison.Ordinal))
                .Select(name => name[(project.Length + 1)..].Split('.')[0])
                .Where(name => files.Any(other => NodeOf(other.Folder) == name));
            foreach (var to in hasRoot ? named.Append(Root) : named)
            {
                if (to != from)
                {
                    _ = used.TryAdd(to, file.Name);
                }
            }
        }

        return uses;
    }

    private static string NodeOf(string folder) => folder.Length == 0 ? Root : folder.Split('/')[0];

    private static string? CycleOf(SortedDictionary<string, SortedDictionary<string, string>> uses)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return uses.Keys.Select(node => Walk(node, [])).FirstOrDefault(cycle => cycle is not null);

        string? Walk(string node, ImmutableArray<string> path)
        {
            if (path.IndexOf(node) is var start and >= 0)
            {
                var cycle = path.RemoveRange(0, start).Add(node);
                return string.Join(", ", cycle.Zip(cycle.Skip(1), (from, to) => $"{from} -> {to} ({uses[from][to]})"));
            }

            var found = done.Contains(node) || !uses.TryGetValue(node, out var used) ? null : used.Keys.Select(next => Walk(next, path.Add(node))).FirstOrDefault(cycle => cycle is not null);
            _ = done.Add(node);
            return found;
        }
    }

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?:global::)?(?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Used();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Namespace();

    [GeneratedRegex("""<ProjectReference Include="\.\./[\w.]+/(?<name>[\w.]+)\.csproj" />""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectReference();

    internal sealed record SourceFile(string Folder, string Name, string Text);
}
