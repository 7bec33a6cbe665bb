using System.Globalization;
using System.Text;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Init;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>The form that <c>po init</c> writes, the link that fills it in, and what is read of it, held to each other.</summary>
public sealed class AskedByFormTests : IDisposable
{
    private static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["until"] = "2026-12-20",
        ["reason"] = "The vendor signs no commits yet.\n\n- see OPS-812",
        ["controls"] = "The runner has no secrets.",
    };

    private readonly KeeperWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void What_people_write_into_the_form_of_GitHub_becomes_a_request()
    {
        var (form, answers) = Fill();
        Assert.Equal([IssueLabels.Asked], Items(form, "labels").Select(Scalar));

        var issue = world.Tracker.Add(KeeperWorld.Dora, "Exception: PO3204", Render(form, answers), [.. Items(form, "labels").Select(Scalar)]);

        AssertFiled(issue);
    }

    [Fact]
    public void What_people_write_into_the_template_of_GitLab_becomes_a_request()
    {
        var (_, answers) = Fill();
        var body = new StringBuilder();
        foreach (var line in InitTexts.Of("gitlab/exception.md").Split('\n'))
        {
            _ = body.Append(line).Append('\n');
            if (line.StartsWith("### ", StringComparison.Ordinal) && answers.GetValueOrDefault(IdOf(line[4..])) is { } answer)
            {
                _ = body.Append('\n').Append(answer).Append('\n');
            }
        }

        Assert.Contains($"/label ~\"{IssueLabels.Asked}\"\n", body.ToString(), StringComparison.Ordinal);
        AssertFiled(world.Tracker.Add(KeeperWorld.Dora, "Exception: PO3204", body.ToString(), IssueLabels.Asked));
    }

    [Fact]
    public void The_address_for_GitLab_holds_the_headings_that_are_read()
    {
        var (_, assessment) = world.Run();
        var policy = assessment.Snapshot.Policy;
        var snapshot = assessment.Snapshot with
        {
            Policy = policy with { Exceptions = policy.Exceptions with { Records = new RecordsPolicy { Tracker = TrackerKind.GitLab } } },
            Repository = assessment.Snapshot.Repository with { Forge = Forge.GitLab, Url = "https://gitlab.example/acme/app" },
        };
        var address = new ExceptionLinks(snapshot).FormOf(assessment.Findings.First());

        Assert.StartsWith("https://gitlab.example/acme/app/-/issues/new?issue%5Btitle%5D=Exception", address, StringComparison.Ordinal);
        var body = Query(address)["issue[description]"];
        foreach (var (id, answer) in Written)
        {
            body = body.Replace($"### {LabelOf(id)}\n", $"### {LabelOf(id)}\n\n{answer}\n", StringComparison.Ordinal);
        }

        AssertFiled(world.Tracker.Add(KeeperWorld.Dora, "Exception: PO3204", body, IssueLabels.Asked));
    }

    [Fact]
    public void A_hint_that_hides_all_the_rest_hides_no_more_than_that()
    {
        var issue = world.Tracker.Add(KeeperWorld.Dora, "Exception", "### Rule\n\nPO3204\n\n### Subject <!-- never closed", IssueLabels.Asked);

        Assert.Contains(world.Run().Outcome.Notes, note => note.StartsWith(issue.Name, StringComparison.Ordinal));
    }

    private void AssertFiled(TrackedIssue issue)
    {
        var (outcome, _) = world.Run();
        var decision = Assert.Single(outcome.Records.Decisions);

        Assert.Empty(outcome.Notes);
        Assert.Equal("PO3204", decision.Rule);
        Assert.Equal(issue.Author.Id, decision.Requester.Id);
        Assert.Equal(Written["reason"], decision.Reason);
        Assert.Equal(Written["controls"], decision.Controls);
        Assert.Contains(world.Tracker.Issues, candidate => candidate.Body.Contains($"\"until\":\"{Written["until"]}\"", StringComparison.Ordinal));
    }

    // The address fills the fields that it names, and a person the others.
    private (YamlMappingNode Form, Dictionary<string, string> Answers) Fill()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(InitTexts.Of("github/exception.yml")));
        var form = (YamlMappingNode)yaml.Documents[0].RootNode;
        var ids = Items(form, "body").Cast<YamlMappingNode>().Where(item => item.Children.ContainsKey("id")).Select(item => Scalar(item["id"])).ToHashSet(StringComparer.Ordinal);

        var (_, assessment) = world.Run();
        var snapshot = assessment.Snapshot with { Repository = assessment.Snapshot.Repository with { Forge = Forge.GitHub, Url = "https://github.com/acme/app" } };
        var address = new ExceptionLinks(snapshot).FormOf(assessment.Findings.First());
        Assert.StartsWith("https://github.com/acme/app/issues/new?template=popipeline-exception.yml&", address, StringComparison.Ordinal);
        var given = Query(address).Where(pair => pair.Key is not ("template" or "title")).Concat(Written).ToDictionary(StringComparer.Ordinal);

        Assert.All(given.Keys, id => Assert.Contains(id, ids));
        return (form, given);
    }

    // As GitHub writes the answers into the issue: the label as a heading, and a sentence where there is no answer.
    private static string Render(YamlMappingNode form, Dictionary<string, string> answers)
    {
        var body = new StringBuilder();
        foreach (var item in Items(form, "body").Cast<YamlMappingNode>().Where(item => Scalar(item["type"]) is not "markdown"))
        {
            var answer = Scalar(item["type"]) is "checkboxes" ? "- [x] The request holds no secret." : answers.GetValueOrDefault(Scalar(item["id"]), "_No response_");
            _ = body.Append(CultureInfo.InvariantCulture, $"### {Scalar(item["attributes"]["label"])}\n\n{answer}\n\n");
        }

        return body.ToString().TrimEnd();
    }

    private static string LabelOf(string id) => id is "controls" ? "Compensating controls" : string.Concat(char.ToUpperInvariant(id[0]), id[1..]);

    private static string IdOf(string label) => label is "Compensating controls" ? "controls" : label.ToLowerInvariant();

    private static Dictionary<string, string> Query(string? address) => new Uri(address ?? "").Query[1..].Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    private static IEnumerable<YamlNode> Items(YamlMappingNode node, string name) => ((YamlSequenceNode)node[name]).Children;

    private static string Scalar(YamlNode node) => ((YamlScalarNode)node).Value ?? "";
}
