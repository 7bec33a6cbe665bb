using System.Text.Json;
using System.Text.RegularExpressions;
using PoPipeline.Init;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO3;

namespace PoPipeline.Tests.Sources.Backstage;

/// <summary>Our own template makes what <c>po init</c> writes, and meets the rule that it is told of.</summary>
public sealed partial class OwnTemplateTests : IDisposable
{
    private const string Owner = "@acme/security";

    private const string Revision = "0123456789abcdef0123456789abcdef01234567";

    private const string Image = "registry.example.com/po@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly string Folder = Path.Combine(TestPaths.Repository, "backstage");

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private readonly TempTree tree = new();

    public static TheoryData<InitPlatform, Forge> Ways => new()
    {
        { InitPlatform.GitHub, Forge.GitHub },
        { InitPlatform.GitLab, Forge.GitLab },
        { InitPlatform.Tekton, Forge.GitHub },
        { InitPlatform.Tekton, Forge.GitLab },
    };

    public void Dispose() => tree.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void Its_files_are_those_that_init_writes(InitPlatform platform, Forge forge)
    {
        var made = new[] { Word(forge), $"pipelines/{Word(platform)}" }.Select(name => Path.Combine(Folder, "skeleton", name))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", Everything).Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), Text: Filled(File.ReadAllText(file)))));

        Assert.Equal(Written(platform, forge), made.OrderBy(file => file.Path, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_scaffolder_makes_of_it_what_init_writes(InitPlatform platform, Forge forge)
    {
        _ = Components.Npm("@backstage/plugin-scaffolder-backend/package.json", "backstage");
        var project = Path.Combine(Components.Folder, "backstage");
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["platform"] = Word(platform),
            ["forge"] = Word(forge),
            ["owner"] = Owner,
            ["revision"] = Revision,
            ["image"] = Image,
            ["repoUrl"] = $"{Word(forge)}.com?owner=acme&repo=shop",
            ["how"] = "repository",
            ["check"] = "check",
        };
        tree.Write("values.json", JsonSerializer.Serialize(values));

        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [Path.Combine(project, "dry-run.cjs"), Path.Combine(Folder, "template.yaml"), tree.PathOf("values.json")], project);

        Assert.True(exitCode == 0, error);
        using var made = JsonDocument.Parse(output);
        Assert.Equal(Written(platform, forge), made.RootElement.GetProperty("files").EnumerateObject().Select(file => (file.Name, file.Value.GetString()!)).OrderBy(file => file.Name, StringComparer.Ordinal));
        Assert.Contains($"publish:{Word(forge)}", made.RootElement.GetProperty("output").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_wrong_with_it()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*", Everything))
        {
            tree.Write(Path.GetRelativePath(TestPaths.Repository, file).Replace('\\', '/'), File.ReadAllText(file));
        }

        var snapshot = CaseTree.CollectFolder(tree.Root);
        var verdict = Assessor.Assess(snapshot, [new PO3104ShipPipelinesInTemplates()]).Judgements.Single().Verdict;

        Assert.Empty(verdict.Findings);
        Assert.Equal(VerdictKind.Unknown, verdict.Kind);
        Assert.Contains("gitlabRepository", Assert.Single(verdict.Gaps).Reason, StringComparison.Ordinal);
        Assert.Empty(snapshot.Pipelines);
    }

    private List<(string Path, string Text)> Written(InitPlatform platform, Forge forge)
    {
        Directory.CreateDirectory(tree.PathOf("empty"));
        var plan = InitPlanner.Plan(new InitRequest { Root = tree.PathOf("empty"), Forge = forge, Platform = platform, Owners = [Owner], Revision = Revision, Image = Image }, TestContext.Current.CancellationToken);
        return [.. plan.Files.Select(file => (file.Path, file.Text)).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static string Filled(string text) =>
        Raw().Replace(text, "").Replace("${{ values.owner }}", Owner, StringComparison.Ordinal).Replace("${{ values.revision }}", Revision, StringComparison.Ordinal).Replace("${{ values.image }}", Image, StringComparison.Ordinal);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    [GeneratedRegex(@"\{% (?:end)?raw %\}")]
    private static partial Regex Raw();
}
