using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Tests.Sources.Projects.RealLocks;

/// <summary>
/// Lock files that tools write here and now, of packages that are served here: nothing is found in them, they are read as the tool says they are, and each
/// of the ways to break them, one at a time, is found at its line, and nothing else.
/// </summary>
public sealed class BrokenLocksTests
{
    private static readonly Dictionary<string, Func<LockMaker>> Makers = new Func<LockMaker>[]
    {
        () => new NpmMaker(1), () => new NpmMaker(2), () => new NpmMaker(3), () => new YarnClassicMaker(), () => new YarnMaker(), () => new PnpmMaker(), () => new BunMaker(),
        () => new NuGetMaker(), () => new CargoMaker(), () => new GoMaker(), () => new BundlerMaker(), () => new ComposerMaker(), () => new PoetryMaker(),
    }.ToDictionary(NameOf, StringComparer.Ordinal);

    private static readonly string[] Rules = ["PO3251", "PO3252", "PO3253", "PO3254", "PO3259"];

    public static TheoryData<string> Tools => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_lock_file_is_read_as_its_tool_says_and_each_break_is_found_at_its_line(string tool)
    {
        using var maker = Makers[tool]();
        using var tree = new TempTree();
        await maker.MakeAsync(tree);
        var project = tree.PathOf("project");

        Assert.Equal(Joined(Sound(maker, project)), Found(project, useGit: false));
        var theirs = await maker.ListAsync(tree);
        Assert.Equal(Lines(theirs), Lines(Read(maker, project, theirs[0])));

        var differences = maker.Breaks.Select(broken => Difference(maker, project, broken)).Concat(KeptOut(tree, maker)).OfType<string>().ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string? Difference(LockMaker maker, string project, LockBreak broken)
    {
        var always = Sound(maker, project);
        var path = Path.Combine(project, broken.Path);
        var sound = File.ReadAllText(path);
        try
        {
            File.WriteAllText(path, broken.Apply(sound));
            var place = broken.FoundIn ?? broken.Path;
            var marker = broken.FoundAt ?? broken.Behind;
            var text = File.ReadAllText(Path.Combine(project, place));
            var found = broken.FoundAlsoAt.Prepend(marker).Select(one => $"{broken.Rule} {place}:{LineOf(text, one.TrimStart('\n'))}\n");
            return Compared(broken.What, Joined([.. always, .. found]), Found(project, useGit: false));
        }
        finally
        {
            File.WriteAllText(path, sound);
        }
    }

    // What is found in what the tool writes, whatever is done to it.
    private static string[] Sound(LockMaker maker, string project)
    {
        var text = File.ReadAllText(Path.Combine(project, maker.Lock));
        return [.. maker.WithoutHashes.Select(marker => $"PO3252 {maker.Lock}:{LineOf(text, marker)}\n")];
    }

    private static string Joined(IEnumerable<string> found) => string.Concat(found.Order(StringComparer.Ordinal));

    // What git does not have.
    private static IEnumerable<string?> KeptOut(TempTree tree, LockMaker maker)
    {
        var project = tree.PathOf("project");
        var always = Sound(maker, project);
        tree.Write("project/.gitignore", $"node_modules/\nobj/\n/{maker.Lock}\n").Git("-C", "project", "init", "--quiet").Git("-C", "project", "add", "--all").Git("-C", "project", "commit", "--quiet", "--message=a");
        yield return Compared("git ignores it", "PO3253 .gitignore:3\n", Found(project, useGit: true));
        tree.Write("project/.gitignore", "node_modules/\nobj/\n");
        yield return Compared("git does not track it", $"PO3253 {maker.Manifest}:1\n", Found(project, useGit: true));
        tree.Git("-C", "project", "add", "--all");
        yield return Compared("git tracks it", Joined(always), Found(project, useGit: true));
        File.Delete(Path.Combine(project, maker.Lock));
        tree.Git("-C", "project", "add", "--all");
        var manifest = File.ReadAllText(Path.Combine(project, maker.Manifest));
        yield return Compared("it is not there", $"PO3251 {maker.Manifest}:{LineOf(manifest, maker.FirstAsked)}\n", Found(project, useGit: true));
    }

    private static int LineOf(string text, string marker)
    {
        var at = text.IndexOf(marker, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{marker}' is not in:\n{text}");
        return text.AsSpan(0, at).Count('\n') + 1;
    }

    private static string? Compared(string what, string expected, string found) => expected == found ? null : $"{what}: expected\n{expected}found\n{found}";

    private static string Found(string folder, bool useGit)
    {
        var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(new CollectionRequest { Root = folder, UseGit = useGit });
        var judgements = Assessor.Assess(snapshot, [.. RuleSet.All.Where(rule => Rules.Contains(rule.Id))]).Judgements;
        return string.Concat(judgements.OrderBy(judgement => judgement.Rule.Id, StringComparer.Ordinal).SelectMany(judgement => (IEnumerable<string>)
        [
            .. judgement.Verdict.Kind is VerdictKind.Pass or VerdictKind.Fail || (judgement.Verdict.Kind is VerdictKind.NotApplicable && snapshot.Locks.IsEmpty) ? [] : new[] { $"{judgement.Rule.Id} {judgement.Verdict.Kind} {judgement.Verdict.Reason}{string.Concat(judgement.Verdict.Gaps.Select(gap => $" {gap.Subject}: {gap.Reason}"))}\n" },
            .. judgement.Findings.Select(finding => $"{judgement.Rule.Id} {finding.Finding.Place.Path}:{finding.Finding.Place.Region.StartLine}\n").Order(StringComparer.Ordinal),
        ]));
    }

    // Only what the tool says as well: none says everything.
    private static IEnumerable<LockListing> Read(LockMaker maker, string project, LockListing said)
    {
        var bytes = File.ReadAllBytes(Path.Combine(project, maker.Lock));
        var entries = new List<LockEntry>();
        var format = LockFormats.Of(maker.Lock, bytes)!;
        format.Read(new LockText(maker.Lock, bytes, 0, bytes.Length), new LockCollector(maker.Lock, format.Ecosystem) { Each = entries.Add });
        return entries.Where(entry => entry.Origin is not LockOrigin.Local).Select(entry => new LockListing(
            entry.Name,
            entry.Version is { } version && version.StartsWith("npm:", StringComparison.Ordinal) ? version[(version.LastIndexOf('@') + 1)..] : entry.Version,
            said.Hash is null ? null : entry.Hash,
            said.Source is null ? null : entry.Address));
    }

    // What the project calls a package is not what everybody else calls it.
    private static string Lines(IEnumerable<LockListing> listed) =>
        string.Concat(listed.Select(one => $"{(one.Name is "renamed" ? "left" : one.Name)} {one.Version} {one.Hash} {one.Source}\n").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string NameOf(Func<LockMaker> make)
    {
        using var maker = make();
        return maker.Name;
    }
}
