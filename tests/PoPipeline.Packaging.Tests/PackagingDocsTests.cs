using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>The three packagings offer the same, and their pages say what they offer. POPIPELINE_ACCEPT=1 writes the tables.</summary>
public sealed class PackagingDocsTests
{
    private static readonly YamlMappingNode Action = Load("actions/check/action.yml");
    private static readonly YamlMappingNode Template = Load("gitlab-ci-templates/po-check.yml");
    private static readonly YamlMappingNode Task = Load("tekton/task/po-check/po-check.yaml");

    // What a packaging has beside the settings of a check, because of the system that it runs on.
    private static readonly string[] OfTheAction = ["annotations", "upload-sarif", "category", "setup-dotnet", "token", "ledger-key", "nuget-config", "kept", "build-key", "signing-key"];
    private static readonly string[] OfTheTemplate = ["job-name", "stage", "image", "source", "revision", "nuget-config", "kept", "build-key"];
    private static readonly string[] OfTheTask = ["image", "fail-step", "records-secret"];

    [Fact]
    public void The_three_packagings_take_the_same_settings()
    {
        var action = Inputs(Action).Select(input => input.Name).Except(OfTheAction).Order(StringComparer.Ordinal);
        var template = Inputs((YamlMappingNode)Template["spec"]).Select(input => input.Name).Except(OfTheTemplate).Order(StringComparer.Ordinal);
        var task = Parameters().Select(input => input.Name).Except(OfTheTask).Order(StringComparer.Ordinal);

        Assert.Equal(action, template);
        Assert.Equal(action, task);
    }

    [Fact]
    public void The_pages_list_every_input()
    {
        Approve("actions/check/README.md", "inputs", "input", Inputs(Action));
        Approve("actions/check/README.md", "outputs", "output", Inputs(Action, "outputs"), withDefault: false);
        Approve("gitlab-ci-templates/README.md", "inputs", "input", Inputs((YamlMappingNode)Template["spec"]));
        Approve("tekton/task/po-check/README.md", "inputs", "parameter", Parameters());
        Approve("tekton/task/po-check-oci-ta/README.md", "inputs", "parameter", Parameters(Load("tekton/task/po-check-oci-ta/po-check-oci-ta.yaml")));
        Approve("tekton/stepaction/po-check/README.md", "inputs", "parameter", Parameters(Load("tekton/stepaction/po-check/po-check.yaml")));
    }

    [Fact]
    public void The_task_is_named_like_its_file_and_its_folder()
    {
        Assert.Equal("po-check", Task["metadata"]["name"].ToString());
        Assert.Contains($"## {Task["metadata"]["labels"]["app.kubernetes.io/version"]}", File.ReadAllText(Resolve("tekton/task/po-check/CHANGELOG.md")), StringComparison.Ordinal);
    }

    private static string Resolve(string path) => Path.Combine(TestPaths.Repository, path);

    private static YamlMappingNode Load(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Resolve(path));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static IEnumerable<Input> Inputs(YamlMappingNode owner, string key = "inputs") =>
        ((YamlMappingNode)owner[key]).Children.Select(entry => Read(entry.Key.ToString(), (YamlMappingNode)entry.Value));

    private static IEnumerable<Input> Parameters() => Parameters(Task);

    private static IEnumerable<Input> Parameters(YamlMappingNode task) =>
        ((YamlSequenceNode)task["spec"]["params"]).Cast<YamlMappingNode>().Select(parameter => Read(parameter["name"].ToString(), parameter));

    private static Input Read(string name, YamlMappingNode node) => new(
        name,
        node["description"].ToString().Trim().TrimEnd('.'),
        node.Children.TryGetValue("default", out var value) ? value.ToString() : null);

    private static void Approve(string page, string block, string noun, IEnumerable<Input> inputs, bool withDefault = true)
    {
        var lines = inputs.Select(input => withDefault
            ? $"| `{input.Name}` | {input.Description} | {input.Default switch { null => "required", "" => "", var value => $"`{value}`" }} |"
            : $"| `{input.Name}` | {input.Description} |");
        var head = withDefault ? $"| {noun} | what | default |\n|---|---|---|" : $"| {noun} | what |\n|---|---|";
        var text = File.ReadAllText(Resolve(page)).ReplaceLineEndings("\n");
        var (open, close) = ($"<!-- {block} -->\n", $"<!-- /{block} -->");
        var start = text.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var expected = string.Concat(text.AsSpan(0, start), $"{head}\n{string.Join('\n', lines)}\n", text.AsSpan(text.IndexOf(close, StringComparison.Ordinal)));
        if (Environment.GetEnvironmentVariable("POPIPELINE_ACCEPT") is "1")
        {
            File.WriteAllText(Resolve(page), expected);
        }

        Assert.Equal(expected, File.ReadAllText(Resolve(page)).ReplaceLineEndings("\n"));
    }

    private sealed record Input(string Name, string Description, string? Default);
}
