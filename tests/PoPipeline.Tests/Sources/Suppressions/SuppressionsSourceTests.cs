using System.Text;
using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO3;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources.Suppressions;

public sealed class SuppressionsSourceTests
{
    private const int Runs = 300;

    private static readonly string[] Pieces =
    [
        "# ", "// ", "/*", "*/", "<!--", "\"", "'", "`", "\"\"\"", "\\", "\n", "\r\n", "\t", "  ", "\0", "\uFEFF", "\uD83D", "ä", "[", "]", "[[", "]]", "{", "}", ":", ",", "=", "- ", "exp:", "2027-01-31", "2027-13-41", "9999-12-31",
        "zizmor: ignore[", "checkov:skip=", "trivy:ignore:", "tfsec:ignore:", " nosemgrep: ", "codeql[js/x", "gitleaks:allow", "hadolint ignore=DL", "shellcheck disable=SC", "volatileConfig:", "kind: EnterpriseContractPolicy", "checkov.io/skip1: ",
        "[[IgnoredVulns]]\nid = ", "ignoreUntil = ", "[allowlist", "a.b.c = ", "{ a = [", "rules:", "ignore:", "&a ", "*a", "\"suppressions\": [", "\"runs\"", "null", "true",
    ];

    private static readonly Lazy<(string Path, string Text)[]> Files = new(() =>
    [
        .. CaseTree.Names
            .Where(name => name.StartsWith("PO3302", StringComparison.Ordinal) || name.StartsWith("PO3303", StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(Path.Combine(CaseTree.Root, name), file), File.ReadAllText(file))))
            .Where(file => file.Item1 is not CaseTree.Expected and not ".popipeline.yml"),
    ]);

    private static readonly Gen<(string Path, string Text)> Mangled = Gen.Select(
        Gen.Int[0, int.MaxValue],
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, int.MaxValue], Gen.Int[0, 40], Gen.Int[0, Pieces.Length - 1]).Array[1, 12],
        (number, edits) =>
        {
            var (path, text) = Files.Value[number % Files.Value.Length];
            return (path, edits.Aggregate(text, (current, edit) => Mangle(current, edit.Item1, edit.Item2, edit.Item3, Pieces[edit.Item4])));
        });

    [Fact]
    public void Every_kind_of_file_is_read_however_it_is_mangled() =>
        Mangled.Sample(
            file =>
            {
                using var tree = new TempTree();
                tree.Write(file.Path, file.Text);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var lines = file.Text.TrimStart('\uFEFF').Split('\n');

                Assert.All(snapshot.Suppressions, suppression => Assert.InRange(suppression.Span.Region.StartLine, 1, lines.Length));
                Assert.All(
                    Assessor.Assess(snapshot, [new PO3302RecordExceptions(), new PO3303LimitExceptionsInTime()]).Judgements,
                    judgement => Assert.DoesNotContain(judgement.Verdict.Gaps, gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal)));
            },
            iter: Runs);

    public static TheoryData<string, string> Bombs() => new()
    {
        { "osv-scanner.toml", "a = " + new string('[', 500_000) },
        { "osv-scanner.toml", string.Concat(Enumerable.Repeat("[[IgnoredVulns]]\nid = \"a\"\n", 50_000)) },
        { "osv-scanner.toml", string.Concat(Enumerable.Repeat("a.", 200_000)) + "a = 1" },
        { "osv-scanner.toml", "[" + string.Concat(Enumerable.Repeat("a.", 200_000)) + "a]" },
        { ".gitleaks.toml", string.Concat(Enumerable.Repeat("{ a = ", 200_000)) },
        { "a.sarif", "{\"runs\":" + new string('[', 500_000) },
        { "zizmor.yml", "rules: " + new string('[', 500_000) },
        { "policy.yaml", "volatileConfig: " + new string('{', 500_000) },
        { ".trivyignore", string.Concat(Enumerable.Repeat("CVE-2022-1\n", 200_000)) },
        { "a.py", string.Concat(Enumerable.Repeat("# nosemgrep\n", 80_000)) },
        { "a.py", string.Concat(Enumerable.Repeat("# nosemgrep: a,", 60_000)) },
        { "a.js", string.Concat(Enumerable.Repeat("/* codeql[ ", 80_000)) },
        { "a.sh", "# shellcheck " + new string(' ', 900_000) },
        { "Dockerfile", "# hadolint ignore=" + string.Concat(Enumerable.Repeat("DL1,", 200_000)) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_read_in_bounded_time(string path, string text)
    {
        // Generous: what is bounded takes well under a second, what is not would take days.
        using var tree = new TempTree();
        tree.Write(path, text);

        var snapshot = await Task.Run(() => CaseTree.CollectFolder(tree.Root), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.InRange(snapshot.Suppressions.Length, 0, 1000);
    }

    [Fact]
    public void What_is_too_much_or_no_text_is_said_or_passed_over()
    {
        using var tree = new TempTree();
        tree.Write(".trivyignore", string.Concat(Enumerable.Repeat("CVE-2022-1\n", 1001))).Write("node_modules/a.js", "// nosemgrep\n").Link("link.py", "real.py").Write("real.py", "# nosemgrep\n");
        File.WriteAllBytes(tree.PathOf("osv-scanner.toml"), [0xC3, 0x28]);

        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal([".trivyignore", "real.py"], snapshot.Suppressions.Select(suppression => suppression.Span.Path).Distinct(StringComparer.Ordinal));
        Assert.Equal(
            [new Gap(".trivyignore", "it has more than 1000 suppressions, of which no more were read", Failed: true), new Gap("osv-scanner.toml", "it is not valid UTF-8", Failed: true)],
            snapshot.SuppressionGaps);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("iso-8859-1", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    public void A_comment_is_found_where_it_stands_in_whatever_encoding(string name, bool marked)
    {
        using var tree = new TempTree();
        var encoding = Encoding.GetEncoding(name);
        File.WriteAllBytes(tree.PathOf("a.cs"), [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes("// Größe, naïve\nvar é = 1; // nosemgrep: a.b\n")]);

        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal(new Region(2, 12, 2, 29), Assert.Single(snapshot.Suppressions).Span.Region);
        Assert.Empty(snapshot.SuppressionGaps);
    }

    [Fact]
    public void One_byte_that_is_no_text_hides_nothing()
    {
        using var tree = new TempTree();
        File.WriteAllBytes(tree.PathOf("a.py"), [.. "x = '"u8, 0xC3, 0x28, .. "'\ny = 1  # nosemgrep "u8, 0xFF, .. "\n"u8]);
        File.WriteAllBytes(tree.PathOf("b.py"), [.. "\0\n# nosemgrep\n"u8]);

        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal([("a.py", 2, 8), ("b.py", 2, 1)], snapshot.Suppressions.Select(suppression => (suppression.Span.Path, suppression.Span.Region.StartLine, suppression.Span.Region.StartColumn)));
        Assert.Empty(snapshot.SuppressionGaps);
    }

    [Theory]
    [InlineData(0, -12, 14)]
    [InlineData(256 * 1024, -12, 14)]
    [InlineData(1024 * 1024, -12, 14)]
    [InlineData(5 * 1024 * 1024, -1, 2)]
    public void A_comment_is_found_however_large_the_file_is_and_wherever_it_is_cut(int before, int from, int count)
    {
        using var tree = new TempTree();
        Assert.All(Enumerable.Range(from, count).Where(shift => before + shift >= 0), shift =>
        {
            tree.Write("a.js", new string('x', before + shift) + "\n// nosemgrep: a.b\n");

            Assert.Equal(2, Assert.Single(CaseTree.CollectFolder(tree.Root).Suppressions).Span.Region.StartLine);
        });
    }

    [Fact]
    public void A_file_that_is_too_large_to_be_taken_apart_is_a_gap_only_where_it_has_a_word_of_a_tool()
    {
        using var tree = new TempTree();
        foreach (var (name, word) in new[] { ("dump.sql", "-- nothing"), ("hidden.sql", "-- nosemgrep"), ("testdata/hidden.sql", "-- nosemgrep") })
        {
            tree.Write(name);
            using var file = File.OpenWrite(tree.PathOf(name));
            file.SetLength(17 * 1024 * 1024);
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes(word));
        }

        const string Why = "it is larger than 16 MiB, and has a word that silences a tool, which was not looked at";
        Assert.Equal(
            [new Gap("hidden.sql", Why, Failed: true), new Gap("testdata/hidden.sql", Why, Failed: false) { Pedantic = true }],
            CaseTree.CollectFolder(tree.Root).SuppressionGaps);
    }

    [Fact]
    public void What_is_tracked_and_not_there_is_said_once_for_many_and_only_where_it_would_be_looked_at()
    {
        using var tree = new TempTree();
        tree.Write("README.md").Track([.. Enumerable.Range(10, 20).Select(number => $"src/{number}.py"), "gone.bin", "README.md", "vendor/a.py"]);

        var gap = Assert.Single(Collect(tree).SuppressionGaps);

        Assert.Equal(new Gap("src/10.py", "it is not in the working tree, and so it is with 19 more files", Failed: true), gap);
    }

    [Fact]
    public void What_this_run_was_not_given_is_unknown_and_no_failure()
    {
        using var tree = new TempTree();
        tree.Write("lfs.tf", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n").Link("out.tf", "/etc/hostname").Link("nothing.tf", "nowhere").Link("circle.tf", "circle.tf");

        Assert.Equal(
            [
                new Gap("circle.tf", "it is a symbolic link that leads in a circle", Failed: false), new Gap("lfs.tf", WorkingTree.Pointer, Failed: false),
                new Gap("nothing.tf", "it is a symbolic link to 'nowhere', which is not in the working tree", Failed: false), new Gap("out.tf", "it is a symbolic link that leads out of the repository, or into its '.git'", Failed: false),
            ],
            CaseTree.CollectFolder(tree.Root).SuppressionGaps);
    }

    [Fact]
    public void A_link_is_read_through_where_nobody_reads_what_lies_behind_it_in_the_same_way()
    {
        using var tree = new TempTree();
        tree.Write("hidden.txt", "# nosemgrep\n").Link("a.py", "hidden.txt").Write("b.js", "# nosemgrep\n").Link("b.py", "b.js").Write("vendor/c.py", "# nosemgrep\n").Link("c.py", "vendor/c.py").Write("d.py", "# nosemgrep\n").Link("e.py", "d.py");

        Assert.Equal(["a.py", "b.py", "c.py", "d.py"], CaseTree.CollectFolder(tree.Root).Suppressions.Select(suppression => suppression.Span.Path));
    }

    [Fact]
    public void What_would_hide_hygiene_only_is_left_out_with_it()
    {
        using var tree = new TempTree();
        tree.Write("testdata/osv-scanner.toml", "[[").Write("a.py", "");
        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal(VerdictKind.Pass, Verdict(new RuleSelection { Tasks = ["PO.3.3"] }));
        Assert.Equal(VerdictKind.Unknown, Verdict(new RuleSelection { Tasks = ["PO.3.3"], Pedantic = true }));

        VerdictKind Verdict(RuleSelection selection) => Assessor.Assess(snapshot, selection).Judgements.Single(judgement => judgement.Rule.Id is "PO3302").Verdict.Kind;
    }

    [Theory]
    [InlineData("w.yml", 1, "a: 1 # zizmor: ignore[{0}]\n", "artipacked, ", 200)]
    [InlineData("a.js", 1, "// codeql[{0}js/x]\n", "js/x, ", 200)]
    [InlineData("k.yaml", 1, "checkov.io/skip1: CKV_1={0}\n", "because ", 400)]
    [InlineData("p.yaml", 5, "a: 1\n---\nsources:\n- volatileConfig:\n    exclude: [{{value: {0}}}]\n", "a", 1)]
    public void Neither_length_nor_what_stands_above_hides_a_suppression(string path, int line, string text, string word, int times)
    {
        using var tree = new TempTree();
        tree.Write(path, string.Format(text, string.Concat(Enumerable.Repeat(word, times))));

        Assert.Equal(line, Assert.Single(CaseTree.CollectFolder(tree.Root).Suppressions).Span.Region.StartLine);
    }

    private static Snapshot Collect(TempTree tree) => new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(new CollectionRequest { Root = tree.Root });

    [Fact]
    public void A_subject_holds_no_line_and_ends_no_quotes()
    {
        using var tree = new TempTree();
        tree.Write("a.tf", "#checkov:skip=CKV_1\n").Write(".semgrepignore", "it's; $(x) `y`\n").Write("it's.tf", "#checkov:skip=CKV_1\n").Write(".popipeline.yml", "exceptions: { approvers: ['@a'] }\n");

        var before = Assessor.Assess(CaseTree.CollectFolder(tree.Root), [new PO3302RecordExceptions()]).Findings.ToList();
        tree.Write("a.tf", "\n\n# more\n#checkov:skip=CKV_1 \n");
        var after = Assessor.Assess(CaseTree.CollectFolder(tree.Root), [new PO3302RecordExceptions()]).Findings.ToList();

        Assert.Equal(before.Select(finding => finding.Fingerprint), after.Select(finding => finding.Fingerprint));
        Assert.Equal([".semgrepignore#suppression/semgrep/*/it%27s%3B%20%24%28x%29%20%60y%60", "a.tf#suppression/checkov/CKV_1", "it's.tf#suppression/checkov/CKV_1"], before.Select(finding => finding.Finding.Subject));
        Assert.DoesNotContain("--subject", before[2].Finding.Message, StringComparison.Ordinal);
    }

    private static string Mangle(string text, int kind, int place, int length, string piece)
    {
        var start = text.Length == 0 ? 0 : place % text.Length;
        var end = Math.Min(text.Length, start + length);
        return kind switch
        {
            0 => text.Insert(start, piece),
            1 => text.Remove(start, end - start),
            _ => string.Concat(text.AsSpan(0, start), piece, text.AsSpan(end)),
        };
    }
}
