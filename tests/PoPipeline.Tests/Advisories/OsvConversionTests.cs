using PoPipeline.Build.Advisories;

namespace PoPipeline.Tests.Advisories;

/// <summary>What databases publish in OSV's format becomes the data file, always the same. The files in <c>Osv</c> are the published ones without their details and references.</summary>
public sealed class OsvConversionTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Project, "Advisories");

    private static IEnumerable<string> Published => Directory.EnumerateFiles(Path.Combine(Folder, "Osv"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static IEnumerable<string> Commits => File.ReadLines(Path.Combine(Folder, "Osv", "commits.tsv"));

    [Fact]
    public void Published_files_become_the_data_file() => Approved.Text(Path.Combine(Folder, "converted.approved.json"), OsvConversion.Convert(Published, Commits));

    [Fact]
    public void The_order_of_the_files_makes_no_difference() =>
        Assert.Equal(OsvConversion.Convert(Published, Commits), OsvConversion.Convert(Published.Reverse(), Commits.Take(1).Concat(Commits.Skip(1).Reverse())));

    [Fact]
    public void What_is_withdrawn_or_of_another_ecosystem_is_left_out() => Assert.DoesNotContain("\"id\"", Convert(
        """{ "id": "A", "modified": "2026-01-01T00:00:00Z", "withdrawn": "2026-01-02T00:00:00Z", "summary": "s", "affected": [{ "package": { "ecosystem": "GitHub Actions", "name": "a/b" }, "versions": ["1"] }] }""",
        """{ "id": "B", "modified": "2026-01-01T00:00:00Z", "summary": "s", "affected": [{ "package": { "ecosystem": "npm", "name": "@a/b" }, "versions": ["1"] }] }"""));

    [Fact]
    public void The_same_under_two_names_is_said_once_and_the_forge_names_it()
    {
        var text = Convert(
            """{ "id": "CVE-1", "modified": "2026-01-01T00:00:00Z", "summary": "short", "affected": [{ "package": { "ecosystem": "GitHub Actions", "name": "A/B" }, "versions": ["1"] }] }""",
            """{ "id": "GHSA-1", "aliases": ["CVE-1"], "modified": "2026-01-03T00:00:00Z", "summary": "s", "affected": [{ "package": { "ecosystem": "GitHub Actions", "name": "a/b" }, "versions": ["v1.0"] }] }""");

        Assert.Contains("\"id\": \"GHSA-1\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("short", text, StringComparison.Ordinal);
        Assert.Contains("\"asOf\": \"2026-01-03\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "introduced": "0" }, { "last_affected": "1.2" }, { "introduced": "v2.0.0" }, { "fixed": "2.1.0-rc.1" }]""", "", """[{"last":"1.2"},{"from":"2.0.0","fixed":"2.1.0"}]""")]
    [InlineData("""[{ "introduced": "10" }]""", "<= 10.4", """[{"from":"10","last":"10.4"}]""")]
    [InlineData("""[{ "introduced": "0" }]""", "", "[{}]")]
    public void Events_become_rows_of_versions(string events, string lastKnown, string expected) => Assert.Contains(
        expected,
        Convert($$"""{ "id": "A", "modified": "2026-01-01T00:00:00Z", "summary": "s", "affected": [{ "package": { "ecosystem": "GitHub Actions", "name": "a/b" }, "ranges": [{ "type": "GIT", "events": [{ "introduced": "abc" }] }, { "type": "ECOSYSTEM", "events": {{events}} }], "database_specific": { "last_known_affected_version_range": "{{lastKnown}}" } }] }""")
            .Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("CVSS:3.1/AV:A/AC:H/PR:L/UI:N/S:C/C:N/I:L/A:N", "Low")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "Medium")]
    [InlineData("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:N", "Medium")]
    [InlineData("CVSS:3.1/nonsense", "Medium")]
    public void Without_a_word_the_vector_grades(string vector, string expected) => Assert.Contains(
        $"\"severity\": \"{expected}\"",
        Convert($$"""{ "id": "A", "modified": "2026-01-01T00:00:00Z", "summary": "s", "severity": [{ "type": "CVSS_V3", "score": "{{vector}}" }], "affected": [{ "package": { "ecosystem": "GitHub Actions", "name": "a/b" }, "versions": ["1"] }] }"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("a/b\tv1\tabc\t2\tA")]
    [InlineData("a/b\tv1\t00112233445566778899aabbccddeeff00112233\t2\tB")]
    public void A_table_that_does_not_fit_is_refused(string line) => Assert.Throws<FormatException>(() => OsvConversion.Convert(
        ["""{ "id": "A", "modified": "2026-01-01T00:00:00Z", "summary": "s", "affected": [{ "package": { "ecosystem": "GitHub Actions", "name": "a/b" }, "versions": ["1"] }] }"""],
        ["component\ttag\tcommit\tfixed in\tadvisory", line]));

    private static string Convert(params string[] advisories) => OsvConversion.Convert(advisories, []);
}
