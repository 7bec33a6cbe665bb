using CsCheck;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.PO3;

namespace PoPipeline.Tests.Sources.Suppressions;

public sealed class SuppressionScanTests
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

                Assert.All(snapshot.Suppressions, suppression => Assert.InRange(suppression.Span.StartLine, 1, lines.Length));
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
        tree.Write(".trivyignore", string.Concat(Enumerable.Repeat("CVE-2022-1\n", 1001))).Write("node_modules/a.js", "// nosemgrep\n").Write("big.py", "# nosemgrep\n" + new string(' ', 1024 * 1024)).Link("link.py", "real.py").Write("real.py", "# nosemgrep\n");
        File.WriteAllBytes(tree.PathOf("bad.py"), [.. "# nosemgrep "u8, 0xC3, 0x28]);
        File.WriteAllBytes(tree.PathOf("osv-scanner.toml"), [0xC3, 0x28]);

        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal([".trivyignore", "real.py"], snapshot.Suppressions.Select(suppression => suppression.Path).Distinct(StringComparer.Ordinal));
        Assert.Equal(
            [new Gap(".trivyignore", "it has more than 1000 suppressions, of which no more were read", Failed: true), new Gap("osv-scanner.toml", "it is not valid UTF-8", Failed: true)],
            snapshot.SuppressionGaps);
    }

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
