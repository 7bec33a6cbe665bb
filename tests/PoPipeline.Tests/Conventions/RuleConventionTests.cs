using System.Text.RegularExpressions;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Conventions;

/// <summary>What <c>docs/adding-a-rule.md</c> asks of every rule, found by its type.</summary>
public sealed partial class RuleConventionTests
{
    private static readonly string RulesFolder = Path.Combine(TestPaths.Repository, "src", "PoPipeline.Rules");

    public static TheoryData<string> Rules() => [.. RuleSet.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_that_is_written_is_found()
    {
        var types = typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract);

        Assert.NotEmpty(RuleSet.All);
        Assert.Equal(types.Select(type => type.Name).Order(StringComparer.Ordinal), RuleSet.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Distinct(RuleSet.All.Select(rule => rule.Id));
        Assert.Distinct(RuleSet.All.Select(rule => rule.Name));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_type_of_a_rule_says_its_id_and_its_name(string id)
    {
        var type = Of(id).GetType();

        Assert.Matches(TypeName(), type.Name);
        Assert.True(type.IsSealed && type.IsPublic);
        Assert.Equal($"PoPipeline.Rules.{id[..3]}", type.Namespace);
        Assert.True(File.Exists(Path.Combine(RulesFolder, id[..3], $"{id}.{Of(id).Name}.cs")), $"The file of {type.Name} is not '{id[..3]}/{id}.{Of(id).Name}.cs'.");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_summary_of_a_rule_is_one_sentence(string id)
    {
        var summary = Of(id).Summary;

        Assert.Matches(Sentence(), summary);
        Assert.InRange(summary.Length, 20, 200);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_case_that_passes_and_one_that_fails(string id)
    {
        var cases = CaseTree.Names.Where(name => name.StartsWith($"{id}.{Of(id).Name}/", StringComparison.Ordinal)).Select(name => name.Split('/')[1]).ToList();

        Assert.Contains(cases, name => name.StartsWith("pass-", StringComparison.Ordinal));
        Assert.Contains(cases, name => name.StartsWith("fail-", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_folder_of_cases_names_a_rule_and_every_case_says_what_it_shows()
    {
        Assert.All(CaseTree.Names, name => Assert.Matches(CaseName(), name));
        Assert.Empty(Directory.EnumerateDirectories(CaseTree.Root).Select(Path.GetFileName).Except(RuleSet.All.Select(rule => $"{rule.Id}.{rule.Name}")));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_of_a_rule_has_its_heading_its_table_and_its_sections(string id)
    {
        var rule = Of(id);
        var page = RulePages.Find(rule);
        Assert.NotNull(page);
        var lines = page.Markdown.Split('\n');

        // A type's name has no hyphens; the words on the page may.
        Assert.Equal($"# {id} {RulePages.TitleOf(rule)}", lines[0].Replace('-', ' '));
        Assert.Equal(["", "| SSDF task | Severity | Set | Fix |", "|---|---|---|---|"], lines[1..4]);
        var cells = lines[4].Trim('|').Split('|').Select(cell => cell.Trim()).ToList();
        Assert.Equal(4, cells.Count);
        Assert.Equal(rule.Task, cells[0]);
        Assert.True(Covers(cells[1], rule.Severity), $"'{cells[1]}' does not cover '{rule.Severity}'.");
        Assert.StartsWith(rule.Pedantic ? "pedantic" : "default", cells[2], StringComparison.Ordinal);
        Assert.Equal(rule.Fixable, cells[3] is not "no");
        string[] sections = ["What it demands", "Why it matters", "How to meet it", "On GitLab", "On CircleCI", "On Jenkins", "On Tekton", "On Argo CD", "What it cannot see", "Configuration"];
        Assert.Equal(
            sections.Where(section => section is not ("On GitLab" or "On CircleCI" or "On Jenkins" or "On Tekton" or "On Argo CD" or "Configuration") || page.Markdown.Contains($"\n## {section}\n", StringComparison.Ordinal)),
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]));
    }

    [Fact]
    public void Every_page_is_that_of_a_rule() =>
        Assert.Empty(Directory.EnumerateFiles(RulePageTests.Folder, "PO*.md").Select(Path.GetFileNameWithoutExtension).Except(RuleSet.All.Select(rule => rule.Id)));

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_a_rule_finds_in_its_cases_can_be_read_and_told_apart(string id)
    {
        foreach (var name in CaseTree.Names.Where(name => name.StartsWith(id, StringComparison.Ordinal)))
        {
            var snapshot = CaseTree.Collect(name);
            var judgement = Assessor.Assess(snapshot, [Of(id)]).Judgements.Single();
            Assert.Matches(Reason(), judgement.Verdict.Reason);
            Assert.All(judgement.Findings, assessed =>
            {
                Assert.Matches(Message(), assessed.Finding.Message);

                // What is said of the repository as a whole stands at the start of some file, and what a pipeline includes is told of the pipeline.
                Assert.True(
                    assessed.Finding.Place.Region == Region.Start
                    || assessed.Finding.Subject.StartsWith(assessed.Finding.Place.Path, StringComparison.Ordinal)
                    || snapshot.Pipelines.Any(pipeline => pipeline.Platform is Platform.GitLabCi or Platform.CircleCi && assessed.Finding.Subject.StartsWith(pipeline.Subject, StringComparison.Ordinal)),
                    $"'{assessed.Finding.Subject}' does not start with the file '{assessed.Finding.Place.Path}'.");
                Assert.DoesNotContain($":{assessed.Finding.Place.Region.StartLine}", assessed.Finding.Subject, StringComparison.Ordinal);
            });
        }
    }

    private static Rule Of(string id) => RuleSet.All.Single(rule => rule.Id == id);

    // "high", "medium; low for a tag", or "low to high".
    private static bool Covers(string cell, Severity severity)
    {
        var words = Words().Matches(cell).Select(match => Enum.Parse<Severity>(match.Value, ignoreCase: true)).ToList();
        return words.Contains(severity) || (cell.Contains(" to ", StringComparison.Ordinal) && words.Min() <= severity && severity <= words.Max());
    }

    [GeneratedRegex(@"\APO[2-5][1-3][0-9]{2}(?:[A-Z][a-z]+)+\z")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\A[A-Z][^\n]+[^.]\.\z")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\APO[0-9]{4}\.[A-Za-z]+/(?:pass|fail|na|unknown)-[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex CaseName();

    [GeneratedRegex(@"\b(?:low|medium|high|critical)\b")]
    private static partial Regex Words();

    [GeneratedRegex(@"\A\S[^\n]*\.\z")]
    private static partial Regex Reason();

    [GeneratedRegex(@"\A[A-Z'0-9][^\n]*[.!?]\z")]
    private static partial Regex Message();
}
