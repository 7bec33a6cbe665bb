using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Configuration;
using PoPipeline.Judging;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Suppressions;

namespace PoPipeline.Tests.Conventions;

/// <summary>
/// What could not be read is never met. Which files the sources look at is not written down here: the working tree says what it was asked
/// for while the cases of all rules were collected, so that a new reader is held to the law by its rule's own cases.
/// </summary>
public sealed partial class ReadingLawTests
{
    private const string Beside = "README.md";

    // What is said of a tree without the file, which is the same for all files under one policy: that of most cases is the default.
    private static readonly ConcurrentDictionary<Policy, Lazy<Dictionary<string, Verdict>>> Without = [];

    private static readonly Lazy<ImmutableArray<Looked>> All = new(() => [.. Asked().AsParallel().AsOrdered().Select(Rested)]);

    // One file for each set of rules that rest on such a file, wherever test data, its ending or its way of being read make a difference.
    private static readonly Lazy<ImmutableArray<Looked>> Kinds = new(() =>
        [.. All.Value.DistinctBy(file => (string.Join(' ', file.Rests), DataFolders.IsAbove(file.Path), Path.GetExtension(file.Path), SuppressionsSource.IsLookedAt(file.Path)))]);

    private static readonly Lazy<ImmutableHashSet<string>> TreeRules = new(() =>
        [.. RuleSet.All.Where(rule => rule.Basis is RuleBasis.Files && CaseTree.Names.Where(name => name.StartsWith(rule.Id, StringComparison.Ordinal)).Any(name => LooksAtTheTree(rule, CaseTree.Collect(name)))).Select(rule => rule.Id)]);

    public static TheoryData<string> Ways() => [.. Unreadable.Names];

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_rests_on_a_file_that_cannot_be_read_is_neither_met_nor_not_applicable(string way)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || (Unreadable.NeedsAUser(way) && Environment.IsPrivilegedProcess), "Only an unprivileged user of a Unix is denied anything.");

        var wrong = Kinds.Value.AsParallel().AsOrdered().SelectMany(kind =>
        {
            var after = Judge(kind, tree => tree.Plant(kind.Path, way, Encoding.UTF8.GetBytes(kind.Text)));
            var met = kind.Rests.Where(rule => after[rule].Kind is VerdictKind.Pass or VerdictKind.NotApplicable && !IsReadAllTheSame(kind.With[rule], after[rule]));
            return met.Select(rule => $"{kind.Path}: {rule} {after[rule].Kind}").Concat(LeavesNothing(kind, way, after) ? [$"{kind.Path}: no trace"] : []);
        });

        Assert.Empty(wrong);
    }

    [Fact]
    public void Whatever_the_sources_look_at_is_in_a_case()
    {
        var paths = All.Value.Select(file => file.Path).Order(StringComparer.Ordinal).ToImmutableArray();
        var readers = typeof(SuppressionReader).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SuppressionReader))).Select(type => (SuppressionReader)Activator.CreateInstance(type)!);
        var roles = FileFinder.Find(paths).Select(file => file.Role).ToHashSet();

        Assert.Empty(readers.Where(reader => HasConfiguration(reader) && !paths.Any(reader.IsConfiguration)).Select(reader => reader.Tool));
        Assert.Empty(Enum.GetValues<FileRole>().Except(roles).Except([FileRole.Ignored]));
        Assert.Empty(Places().Except(paths));

        // What is released of a project needs two files, so that no file alone changes what the rule says.
        Assert.Empty(RuleSet.All.Where(LooksAtTheTree).Select(rule => rule.Id).Except(All.Value.SelectMany(file => file.Rests)).Except(["PO3256"]));
    }

    [Fact]
    public void Sources_read_the_tree_through_the_one_class_that_says_what_it_cannot_read()
    {
        string[] readers = ["BoundedFile.cs", "Collector.cs", "GitRepository.cs", "MarkedFile.cs", "OpenedFile.cs", "OuterTree.cs", "RealPaths.cs", "TreeWalk.cs", "TreeWriter.cs", "WorkingTree.cs"];
        var sources = Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Sources");

        Assert.Empty(Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !readers.Contains(Path.GetFileName(file), StringComparer.Ordinal) && Reading().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(sources, file)));
    }

    [Fact]
    public void Where_the_list_of_files_is_not_whole_no_verdict_is_met_or_not_applicable() =>
        Assert.All(CaseTree.Names, name =>
        {
            var snapshot = CaseTree.Collect(name);
            var unlisted = snapshot with { Repository = snapshot.Repository with { Gaps = ["the index is sparse"] } };

            // Where the policy asks for no criterion, no file could lack one; where it approves no template, none could show one; where it asks for no tool, none could be missing.
            Assert.Empty(Assessor.Assess(unlisted, [.. RuleSet.All.Where(LooksAtTheTree)]).Judgements
                .Where(judgement => judgement.Verdict.Kind is VerdictKind.Pass or VerdictKind.NotApplicable)
                .Where(judgement => judgement.Rule.Id is not "PO4103" || !snapshot.Policy.Templates.Criteria.IsEmpty)
                .Where(judgement => judgement.Rule.Id is not "PO3101" || IsOpen(snapshot.Policy.Toolchain.Must, judgement.Verdict))
                .Where(judgement => judgement.Rule.Id is not "PO3102" || IsOpen(snapshot.Policy.Toolchain.Should, judgement.Verdict))
                .Where(judgement => judgement.Rule.Id is not "PO3103" || !snapshot.Policy.Scaffolding.Approved.IsEmpty)
                .Select(judgement => judgement.Rule.Id));
        });

    // A tool that is found runs, whatever other files there are.
    private static bool IsOpen(ImmutableArray<AskedTool> asked, Verdict verdict) => !asked.IsEmpty && verdict.Kind is VerdictKind.NotApplicable;

    // Every file that a source looked at in some case, but for what is no text of its own; one of code owners stands for all places of such files.
    private static IEnumerable<Looked> Asked()
    {
        var seen = new HashSet<(string, string, string)>();
        foreach (var name in CaseTree.Names)
        {
            var folder = Path.Combine(CaseTree.Root, name);
            var asked = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
            var policy = TestPolicy.Of(folder);
            _ = new Collector(new FixedTime(CaseTree.ObservedAt)) { Tree = new WorkingTree(folder, useGit: false) { Asked = path => asked.TryAdd(path, true) } }.Collect(new CollectionRequest { Root = folder, Policy = policy, UseGit = false });
            foreach (var path in asked.Keys.Where(path => path is not (CaseTree.Expected or PolicyReader.FileName) && File.Exists(Path.Combine(folder, path))).Order(StringComparer.Ordinal))
            {
                var text = File.ReadAllText(Path.Combine(folder, path));
                foreach (var place in Path.GetFileName(path) is "CODEOWNERS" && policy.Path is null ? Places() : [path])
                {
                    if (!text.StartsWith("version https://git-lfs", StringComparison.Ordinal) && seen.Add((place, text, policy.Path is null ? "" : name)))
                    {
                        yield return new Looked(place, text, policy);
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Places() => CodeOwnersPlaces.Of(Forge.GitHub).Union(CodeOwnersPlaces.Of(Forge.GitLab), StringComparer.Ordinal);

    private static Looked Rested(Looked file)
    {
        var without = Without.GetOrAdd(file.Policy, static (_, file) => new Lazy<Dictionary<string, Verdict>>(() => Judge(file, plant: null)), file).Value;
        var with = Judge(file, tree => tree.Write(file.Path, file.Text));
        return file with { With = with, IsAskedAlone = IsAskedAlone(file), Rests = [.. with.Keys.Where(rule => Said(with[rule]) != Said(without[rule])).Order(StringComparer.Ordinal)] };
    }

    // Some files are looked at only where a pipeline asks for them.
    private static bool IsAskedAlone(Looked file)
    {
        using var tree = new TempTree().Write(file.Path, file.Text);
        var asked = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        _ = new Collector(new FixedTime(CaseTree.ObservedAt)) { Tree = new WorkingTree(tree.Root, useGit: false) { Asked = path => asked.TryAdd(path, true) } }
            .Collect(new CollectionRequest { Root = tree.Root, Policy = file.Policy, UseGit = false });
        return asked.ContainsKey(file.Path);
    }

    // What is not planted is not tracked either.
    private static Dictionary<string, Verdict> Judge(Looked file, Action<TempTree>? plant)
    {
        using var tree = new TempTree();
        try
        {
            tree.Write(Beside).Track(plant is null ? [Beside] : [Beside, file.Path]);
            plant?.Invoke(tree);
            var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(new CollectionRequest { Root = tree.Root, Policy = file.Policy });
            return Assessor.Assess(snapshot, RuleSet.All).Judgements.ToDictionary(judgement => judgement.Rule.Id, judgement => judgement.Verdict, StringComparer.Ordinal);
        }
        finally
        {
            Unreadable.Forget(tree);
        }
    }

    private static string Said(Verdict verdict) => $"{verdict.Kind} {string.Join(' ', verdict.Findings.Select(finding => finding.Message))}";

    // Some ways keep no reader from the text that a file is searched for.
    private static bool IsReadAllTheSame(Verdict before, Verdict after) => Said(before) == Said(after) && before.Judged == after.Judged;

    private static bool LeavesNothing(Looked file, string way, Dictionary<string, Verdict> after) =>
        file.IsAskedAlone && !(Unreadable.LeavesText(way) && SuppressionsSource.IsLookedAt(file.Path))
        && !after.Values.Any(verdict => verdict.Gaps.Any(gap => gap.Subject == file.Path) || verdict.Findings.Any(finding => finding.Place.Path == file.Path));

    // A rule about the policy alone, or the records, says the same of a tree without anything.
    private static bool LooksAtTheTree(Rule rule) => TreeRules.Value.Contains(rule.Id);

    private static bool LooksAtTheTree(Rule rule, Snapshot snapshot) =>
        Said(rule.Judge(snapshot)) != Said(rule.Judge(new Snapshot { ObservedAt = snapshot.ObservedAt, Repository = new Repository(), Policy = snapshot.Policy, Trust = snapshot.Trust, Records = snapshot.Records }));

    private static bool HasConfiguration(SuppressionReader reader) =>
        reader.GetType().GetMethod(nameof(SuppressionReader.IsConfiguration))?.DeclaringType != typeof(SuppressionReader);

    [GeneratedRegex(@"(?<![\w.])(?:File|Directory|RandomAccess)\.(?:Open|Read|Exists|Enumerate|Get)[A-Za-z]*\(|\bnew (?:FileInfo|DirectoryInfo|FileStream|StreamReader|FileSystemEnumerable)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Reading();

    // A file that some source looks at, what is said with it, and the rules that say something else without it.
    private sealed record Looked(string Path, string Text, Policy Policy)
    {
        public Dictionary<string, Verdict> With { get; init; } = [];

        public ImmutableArray<string> Rests { get; init; } = [];

        public bool IsAskedAlone { get; init; }
    }
}
