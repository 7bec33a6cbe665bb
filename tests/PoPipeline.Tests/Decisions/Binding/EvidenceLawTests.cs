using System.Collections.Immutable;
using System.Text;
using CsCheck;
using PoPipeline.Decisions.Binding;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Decisions.Binding;

/// <summary>What stands beside a finding voids no decision on it, whatever the finding: on all cases.</summary>
public sealed class EvidenceLawTests
{
    private const string Neighbour = "po-neighbour";
    private const int StepEdit = 3;

    private const int Least = 100;

    private static readonly ImmutableArray<string> WithPipelines = [.. CaseTree.Names.Where(name => Pipelines(name).Any())];

    [Fact]
    public void Evidence_is_the_same_however_many_files_are_taken_apart_at_a_time()
    {
        var several = 0;
        Assert.All(CaseTree.Names, name =>
        {
            var assessment = Assessor.Assess(CaseTree.Collect(name), new RuleSelection { Pedantic = true });
            var tree = new WorkingTree(Path.Combine(CaseTree.Root, name), useGit: false);

            var together = EvidenceReader.Complete(assessment, tree);
            var apart = EvidenceReader.Complete(assessment, tree, together: 1, mostKept: -1);

            Assert.Equal(Written(together), Written(apart));
            several += together.Evidence.Any(one => one.Parts.Any(part => part.Name.StartsWith("other file", StringComparison.Ordinal))) ? 1 : 0;
        });
        Assert.True(several > 3, $"{several} cases have evidence in several files.");

        static string Written(Snapshot snapshot)
        {
            using var stream = new MemoryStream();
            SnapshotJson.Write(snapshot, stream);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    [Fact]
    public void A_line_a_comment_another_job_or_step_and_the_order_of_jobs_leave_every_digest_as_it_is()
    {
        var compared = 0;
        Gen.Select(Gen.Int[0, WithPipelines.Length - 1], Gen.Int[0, 4], Gen.Int[0, int.MaxValue]).Sample(
            (number, edit, seed) =>
            {
                var name = WithPipelines[number];
                using var tree = new TempTree();
                foreach (var file in Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
                {
                    _ = tree.Write(Path.GetRelativePath(Path.Combine(CaseTree.Root, name), file));
                    File.Copy(file, tree.PathOf(Path.GetRelativePath(Path.Combine(CaseTree.Root, name), file)), overwrite: true);
                }

                var before = EvidenceTree.Judge(tree);
                var paths = Pipelines(name).ToList();
                var path = tree.PathOf(paths[seed % paths.Count]);
                if (Edit(File.ReadAllText(path), edit, new Random(seed)) is not { } edited)
                {
                    return;
                }

                File.WriteAllText(path, edited);
                var after = EvidenceTree.Judge(tree);
                var digests = after.Findings.ToDictionary(finding => (finding.Rule.Id, finding.Fingerprint), finding => EvidenceTree.DigestOf(after, finding));
                var isCompared = false;
                foreach (var finding in before.Findings)
                {
                    // A neighbour may mend what is said of the file as a whole, and a step more is one more that has the job's token.
                    if (!(edit == StepEdit && finding.Rule.Id == "PO3207") && digests.TryGetValue((finding.Rule.Id, finding.Fingerprint), out var digest))
                    {
                        isCompared = true;
                        Assert.True(digest == EvidenceTree.DigestOf(before, finding), $"{name}, {finding.Rule.Id} at {finding.Finding.Place}: {Changes(before, after, finding)}\n{edited}");
                    }
                }

                _ = isCompared ? Interlocked.Increment(ref compared) : 0;
            },
            iter: 200);

        // A law of which every edit was passed over would hold of anything.
        Assert.InRange(compared, Least, 200);
    }

    private static string Changes(Assessment before, Assessment after, AssessedFinding finding) =>
        string.Join(", ", EvidenceChanges.Between(EvidenceTree.PartsOf(before, finding), EvidenceTree.PartsOf(after, finding)));

    private static IEnumerable<string> Pipelines(string name) =>
        Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*.y*ml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(CaseTree.Root, name), file).Replace('\\', '/'))
            .Where(file => file.Contains(".github/workflows/", StringComparison.Ordinal) || file.EndsWith("action.yml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    // Null where the file is not written so that the edit means nothing else.
    private static string? Edit(string text, int edit, Random random)
    {
        var document = YamlReader.Read("a.yml", text);
        if (text.Contains('&', StringComparison.Ordinal) || !FileFaults.Of(document, "it").IsEmpty || document is not { Error: null, Root: YamlMapping { IsFlow: false } root })
        {
            return null;
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        var edited = edit switch
        {
            0 => Inserted(lines, random.Next(lines.Count), "# a comment"),
            1 => Inserted(lines, random.Next(lines.Count), ""),
            2 => Job(lines, root, random),
            StepEdit => Step(lines, root, random),
            _ => Turned(lines, root),
        };

        // A line inside a script, or behind a comment that speaks of the next line, is no neighbour.
        return edited is null || (edit < 2 && (!IsSame(root, edited) || HasExceptions(text))) ? null : edited;
    }

    private static bool HasExceptions(string text) => text.Contains("ignore", StringComparison.OrdinalIgnoreCase) || text.Contains("disable", StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(YamlNode root, string edited) =>
        YamlReader.Read("a.yml", edited) is { Error: null, Root: { } other } && new CanonicalText([]).Of(root, "") == new CanonicalText([]).Of(other, "");

    private static string? Job(List<string> lines, YamlMapping root, Random random)
    {
        if (root["jobs"] is not YamlMapping { IsFlow: false, Entries: { IsEmpty: false } jobs })
        {
            return null;
        }

        var key = jobs[random.Next(jobs.Length)].Key.Span.Region;
        var indent = new string(' ', key.StartColumn - 1);
        return lines[key.StartLine - 1].TrimStart().StartsWith('#') ? null
            : Inserted(lines, Before(lines, key.StartLine - 1), $"{indent}{Neighbour}: {{ runs-on: ubuntu-24.04, timeout-minutes: 5, permissions: {{}}, steps: [{{ run: echo {Neighbour} }}] }}");
    }

    private static string? Step(List<string> lines, YamlMapping root, Random random)
    {
        var holders = root["jobs"] is YamlMapping jobs ? [.. jobs.Entries.Select(entry => entry.Value)] : new[] { root["runs"] };
        var steps = holders.OfType<YamlMapping>().Select(job => job["steps"]).OfType<YamlSequence>().Where(steps => steps is { IsFlow: false, Items.IsEmpty: false }).ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var first = steps[random.Next(steps.Count)].Items[0].Span.Region.StartLine - 1;
        var dash = lines[first].IndexOf('-', StringComparison.Ordinal);
        return dash < 0 || lines[first][..dash].Trim().Length > 0 ? null : Inserted(lines, Before(lines, first), $"{lines[first][..dash]}- {{ run: echo {Neighbour}, shell: bash }}");
    }

    private static string? Turned(List<string> lines, YamlMapping root)
    {
        if (root["jobs"] is not YamlMapping { IsFlow: false, Entries: { Length: > 1 } jobs } || root.Entries[^1].Key.Value is not "jobs")
        {
            return null;
        }

        var starts = jobs.Select(job => Before(lines, job.Key.Span.Region.StartLine - 1)).Append(lines.Count).ToList();
        var blocks = starts.Zip(starts.Skip(1), (start, end) => lines[start..end]).Reverse();

        // A text that ends with the file ends with its last break of lines, or with none.
        return string.Join('\n', lines[..starts[0]].Concat(blocks.SelectMany(block => block))) + "\n";
    }

    // The comments above belong to what follows.
    private static int Before(List<string> lines, int line)
    {
        while (line > 0 && lines[line - 1].TrimStart().StartsWith('#'))
        {
            line--;
        }

        return line;
    }

    private static string Inserted(List<string> lines, int at, string line) => string.Join('\n', [.. lines[..at], line, .. lines[at..]]);
}
