using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.GitLabCi;

/// <summary>
/// Compares the jobs in force, after includes, <c>extends</c>, <c>!reference</c> and <c>default</c>, with what gitlab-ci-local makes of the same files.
/// Every difference has its reason.
/// </summary>
public sealed class MergeComparisonTests
{
    // What is a list of lines, or a text, in both; the rest has too many forms that mean the same.
    private static readonly ImmutableArray<string> Keys = ["stage", "before_script", "script", "after_script", "image", "services", "tags", "variables", "needs", "when", "allow_failure", "environment", "resource_group", "timeout", "retry"];

    private const string MergedBehind = "a merge key behind a key of the job replaces it in Ruby, and not with the peer; 'revive_hash' in https://github.com/ruby/psych/blob/master/lib/psych/visitors/to_ruby.rb";

    // The first one whose words a difference holds gives the reason.
    private static readonly ImmutableArray<(string Words, string Reason)> Reasons =
    [
        ("/retry: 0 | ", "the peer's preview leaves 'retry' of 'default' out; https://docs.gitlab.com/ci/yaml/#default has it"),
        ("/tags:  | ", "the peer's preview leaves 'tags' of 'default' out; https://docs.gitlab.com/ci/yaml/#default has them"),
        ("/tags: linux, aws, runner-manager, amd64 | ", MergedBehind),
        ("/before_script: apt update | ", MergedBehind),
    ];

    private static readonly ImmutableArray<string> Corpora = ["real-gitlab-ci", "real"];

    private static readonly ImmutableArray<string> Fixtures = ["gitlab/glsec/testdata/fixtures", "pipelines/pipeline-check/tests/fixtures/per_check/gitlab"];

    private const string Unexplained = "not explained";

    [Fact]
    public async Task Jobs_in_force_are_those_of_a_peer_but_for_what_is_explained()
    {
        var program = Components.Npm("gitlab-ci-local/dist/index.js");
        var lines = new ConcurrentBag<string>();
        using var begun = Begun();
        var projects = Projects(TestPaths.RequireCorpora()).ToList();
        await Parallel.ForEachAsync(projects, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (project, _) => lines.Add(await Compare(program, project, begun)));
        var text = string.Concat(lines.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Unexplained, text, StringComparison.Ordinal);
        Approved.Text(Path.Combine(TestPaths.Project, "GitLabCi", "merge-comparison.approved.txt"), text);
    }

    private static IEnumerable<Project> Projects(string corpora)
    {
        foreach (var corpus in Corpora)
        {
            foreach (var folder in Directory.EnumerateDirectories(Path.Combine(corpora, corpus)).Where(folder => File.Exists(Path.Combine(folder, GitLabCiReader.Root))))
            {
                yield return new Project($"{corpus}/{Path.GetFileName(folder)}", tree => Copy(folder, tree));
            }
        }

        foreach (var folder in Fixtures)
        {
            foreach (var file in Directory.GetFiles(Path.Combine([corpora, .. folder.Split('/')]), "*.yml"))
            {
                yield return new Project($"{folder.Split('/')[1]}/{Path.GetFileName(file)}", tree => tree.Write(GitLabCiReader.Root, File.ReadAllText(file)));
            }
        }
    }

    private static void Copy(string folder, TempTree tree)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file) is { LinkTarget: null, Length: < 1_000_000 }))
        {
            var copy = tree.PathOf(Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    // What the peer asks of git is what files there are; the rest is the same for all, and each program that starts takes its time.
    private static TempTree Begun() => new TempTree().Git("init", "-q", "-b", "main", "--template=").Git("remote", "add", "origin", "https://gitlab.com/acme/app.git")
        .Git("commit", "-q", "--allow-empty", "-m", "first").Git("update-ref", "refs/remotes/origin/main", "HEAD").Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");

    private static async Task<string> Compare(string program, Project project, TempTree begun)
    {
        using var tree = new TempTree();
        project.Fill(tree);
        Copy(begun.Root, tree);
        tree.Git("add", "--all");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = tree.Root, ["GIT_CONFIG_GLOBAL"] = "/dev/null" };

        // It ends without waiting for a pipe to take all that it wrote; a file takes it at once.
        var (code, _, error) = await ChildProcess.RunAsync("sh", ["-c", "exec node \"$0\" --preview --json-schema-validation=false > preview.yml", program], tree.Root, variables);
        var output = File.ReadAllText(tree.PathOf("preview.yml"));
        if (code != 0)
        {
            return $"{project.Name}: the peer cannot expand it: {Reason(output + error)}\n";
        }

        var peer = YamlReader.Read("preview", output).Root as YamlMapping;
        var working = new WorkingTree(tree.Root);
        var ours = new ConfigurationReader(new GitLabFiles(working.Describe(), working)).Read(GitLabCiReader.Root);
        var jobs = ours.Jobs.Where(job => !job.IsHidden).ToDictionary(job => job.Name, StringComparer.Ordinal);
        var text = new StringBuilder();
        var agreed = 0;
        foreach (var entry in (peer?.Entries ?? []).Where(entry => entry.Value is YamlMapping && ConfigurationReader.IsJob(entry.Key.Value)))
        {
            if (!jobs.TryGetValue(entry.Key.Value, out var job))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {entry.Key.Value}: the peer alone has it: {Unexplained}\n");
                continue;
            }

            foreach (var key in Keys)
            {
                var (theirs, own) = (Shape(((YamlMapping)entry.Value)[key], key), Shape(job.Keys[key], key));
                if (theirs == own)
                {
                    agreed++;
                }
                else
                {
                    var difference = $"{entry.Key.Value}/{key}: {Short(theirs)} | {Short(own)}";
                    text.Append(CultureInfo.InvariantCulture, $"  {difference}: {ReasonOf(difference)}\n");
                }
            }
        }

        return $"{project.Name}: {agreed} agreed{(ours.IsComplete ? "" : ", includes from elsewhere")}\n{text}";
    }

    private static string ReasonOf(string difference) =>
        Reasons.FirstOrDefault(reason => difference.Contains(reason.Words, StringComparison.Ordinal)).Reason ?? Unexplained;

    // Of several that cannot be had, which one it names first differs from run to run, and of what kind that is.
    private static string Reason(string text) => Line(text) is var line && line.Contains(" include could not be fetched", StringComparison.Ordinal) ? "an include could not be fetched" : line;

    private static string Line(string text) => text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && !line.StartsWith("Using fallback", StringComparison.Ordinal) && !line.StartsWith("Command failed", StringComparison.Ordinal) && !line.StartsWith("Unable to retrieve", StringComparison.Ordinal) && !line.StartsWith("fatal: ref", StringComparison.Ordinal) && !line.StartsWith("parsing and", StringComparison.Ordinal)) ?? "";

    private static string Short(string text) => text.Length <= 160 ? text : text[..160] + "…";

    // One form for what GitLab takes in several.
    private static string Shape(YamlNode? node, string key) => (key, node) switch
    {
        ("stage", null) => "test",
        ("when", null) => "on_success",
        ("retry", _) => (node as YamlMapping)?["max"] is YamlScalar most ? most.Value : (node as YamlScalar)?.Value ?? "0",
        ("allow_failure", null) => "false",
        (_, null) => "",
        ("image", YamlMapping image) => Shape(image["name"], key),
        ("environment", YamlMapping environment) => Shape(environment["name"], key),
        ("needs", YamlMapping need) => Shape(need["job"], key),
        ("services", YamlMapping service) => Shape(service["name"], key),
        ("script" or "before_script" or "after_script", _) => string.Join("\n", ScriptLines.Of(node).Select(line => line.Value.TrimEnd())),
        (_, YamlScalar scalar) => scalar.Value.Trim(),
        (_, YamlSequence sequence) => string.Join(", ", sequence.Items.Select(item => Shape(item, key))),
        (_, YamlMapping mapping) => string.Join(", ", mapping.Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).Select(entry => $"{entry.Key.Value}={Shape((entry.Value as YamlMapping)?["value"] ?? entry.Value, key)}")),
        _ => "",
    };

    private sealed record Project(string Name, Action<TempTree> Fill);
}
