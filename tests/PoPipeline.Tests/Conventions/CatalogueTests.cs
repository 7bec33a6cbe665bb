using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Tests.Conventions;

/// <summary>The data files of the catalogue hold what is read of them and nothing else, each component once, and no source knows a component beside them.</summary>
public sealed partial class CatalogueTests
{
    private const string Tools = "tools";

    private static readonly string Folder = Path.Combine(TestPaths.Repository, "src", "PoPipeline.Rules", "Data", "Catalogue");

    // What names the catalogue's entry, and where it is from, and says nothing of the component.
    private static readonly string[] Heads = ["name", "sources", "asOf"];

    // Files that name a component all the same, and why; a file that no longer does is no exception.
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["src/PoPipeline/Decisions/Trackers/Folder/History/BranchFinder.cs"] = "It advises people what to write into their own job, and decides nothing by the name.",
        ["src/PoPipeline/Decisions/Trackers/Folder/History/GitStore.cs"] = "It advises people what to write into their own job, and decides nothing by the name.",
    };

    // Written as the files are: what is required always, what is not only where it says something.
    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatSaysNothing } },
    };

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_of_a_kind_and_is_read(string file)
    {
        var root = Root(file).AsObject();
        var name = Path.GetFileNameWithoutExtension(file);

        Assert.Equal(".json", Path.GetExtension(file));
        Assert.Equal(["about", name is Tools ? "tools" : "components"], root.Select(member => member.Key));
        Assert.EndsWith(".", root["about"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Entries(file).Select(entry => (string)entry["name"]!).Order(StringComparer.Ordinal), (name is Tools ? Catalogue.Tools.Select(tool => tool.Name) : Catalogue.All(KindOf(file)!.Value).Select(component => component.Name)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_entry_is_sound(string file) => Assert.Empty(Entries(file).SelectMany(entry => FaultsOf(KindOf(file), entry).Select(fault => $"{entry["name"]}: {fault}")));

    [Theory]
    [MemberData(nameof(Files))]
    public void No_name_is_there_twice(string file) =>
        Assert.Empty(Entries(file).GroupBy(entry => (string)entry["name"]!, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));

    [Theory]
    [InlineData(ComponentKind.Action)]
    [InlineData(ComponentKind.Image)]
    public void Names_stand_in_their_order(ComponentKind kind) =>
        Assert.Equal(Catalogue.All(kind).Select(component => component.Name).Order(StringComparer.Ordinal), Catalogue.All(kind).Select(component => component.Name));

    [Fact]
    public void A_component_is_found_from_the_folders_in_it_and_a_name_without_end_takes_no_work()
    {
        var (name, folder) = ("slsa-framework/slsa-github-generator", "slsa-framework/slsa-github-generator/analyze/" + string.Concat(Enumerable.Repeat("a/", 30_000)));
        Assert.Contains(name, Catalogue.FindUpwards(Action("SLSA-Framework/slsa-github-generator/x/y")).Select(component => component.Name));
        Assert.Equal(Catalogue.FindUpwards(Action(name + "/analyze")), Catalogue.FindUpwards(Action(folder)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Catalogue.FindUpwards(Action(folder)).Count();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);

        static Reference Action(string name) => new()
        {
            Kind = ReferenceKind.Action,
            Text = name,
            Name = name,
            Span = Place.StartOf("ci.yml"),
            Pin = Pin.Tag,
            Immutable = false,
            Publisher = Publisher.ThirdParty,
        };
    }

    [Fact]
    public void Every_tool_is_run_by_a_component_or_switched_on_by_a_variable_and_no_other_is_named() =>
        Assert.Equal(
            Catalogue.Tools.Select(tool => tool.Name).Order(StringComparer.Ordinal),
            Enum.GetValues<ComponentKind>().SelectMany(Catalogue.All).Select(component => component.Tool).OfType<string>().Concat(Catalogue.Tools.Where(tool => !tool.EnabledBy.IsEmpty).Select(tool => tool.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void A_component_is_found_by_its_name_in_any_case_and_under_no_other_kind()
    {
        Assert.Equal("actions/checkout", Catalogue.Find(ComponentKind.Action, "Actions/CheckOut")?.Name);
        Assert.Null(Catalogue.Find(ComponentKind.Image, "actions/checkout"));
        Assert.Null(Catalogue.Find(ComponentKind.Orb, "actions/checkout"));
        Assert.Null(Catalogue.Find(ComponentKind.Action, "actions/check"));
    }

    [Theory]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "gate": "Permission" }""", null)]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "gate": "Permission", "gates": 1 }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "gate": "permission" }""", "cannot be read")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "gate": "7" }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "isArchived": false }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "exchange": { } }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "tool": "Nobody's" }""", "names the tool 'Nobody's', which is not there")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01" }""", "says nothing")]
    [InlineData("""{ "name": "A/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "isArchived": true }""", "has no name of the form that readers give")]
    [InlineData("""{ "name": "a/b@v1", "sources": ["https://a.example"], "asOf": "2026-01-01", "isArchived": true }""", "has no name of the form that readers give")]
    [InlineData("""{ "name": "a/b", "sources": [], "asOf": "2026-01-01", "isArchived": true }""", "has no source")]
    [InlineData("""{ "name": "a/b", "sources": ["a.example"], "asOf": "2026-01-01", "isArchived": true }""", "has the source 'a.example', which is no address")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-02-30", "isArchived": true }""", "cannot be read")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "9999-01-01", "isArchived": true }""", "is of a day to come")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "effects": "OnlyReadsCode" }""", "needs the token for reading at most, and does not leave git alone")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "effects": "LeavesGit, Pushes" }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "fixed": ["a*b"] } }""", "has a star inside of 'a*b'")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "kind": "Title", "outputs": ["a*b"] }] } }""", "has a star inside of 'a*b'")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "free": ["a"] } }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "kind": "Name", "outputs": ["a"] }] } }""", "cannot be read")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "outputs": ["a"] }] } }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "kind": "Title", "outputs": [] }] } }""", "has a list of nothing")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "kind": "Title", "outputs": ["a"], "charset": "Line" }] } }""", "says of 'a' what is so anyway")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "kind": "Fixed", "outputs": ["a"] }] } }""", "says of 'a' what is so anyway")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "texts": [{ "kind": "Title", "outputs": ["a", "b"] }], "fixed": ["A"] } }""", "lists 'a' twice")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "passes": [{ "output": "a", "inputs": ["b"], "charset": "Limited" }] } }""", null)]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "passes": [{ "output": "a", "inputs": ["b"], "from": "c" }] } }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "variables": { "gives": [{ "kind": "Branch", "names": ["A_*"], "charset": "Limited" }] } } }""", null)]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "outputs": { "variables": {} } }""", "has variables of which it says nothing")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "kind": "Title" }] } }""", "is no command, and has answers")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "kind": "Title" }] } }""", null)]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "asks": "Json" } }""", "answers with nothing")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "asks": "Json", "cases": [{ "kind": "Title" }] } }""", "has fields that nobody can ask for, or asks for none")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "when": { "words": ["b"] } }] } }""", "has a case that says nothing")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "kind": "Title" }, { "kind": "Body" }] } }""", "has a case behind the one that fits always")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "kind": "Title", "when": {} }] } }""", "has a condition that says nothing")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "kind": "Title", "when": { "options": ["b"] } }] } }""", "has 'b', which is no option")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "answers": { "cases": [{ "kind": "Title", "when": { "verbs": ["b"] } }] } }""", "is not read as it is written")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "onlyTags": ["c"] }""", "has 'c', which is no folder")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "tool": " " }""", "has a text that is empty or has blanks around it")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "commands": [{ "text": "b {c} {d?} {e=f} {$G}", "when": [{ "input": "h", "values": ["(none)"] }] }], "folderBy": "i" }""", null)]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "commands": [{ "text": "b {c" }] }""", "has the command 'b {c', which is none")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "commands": [{ "text": "b {c} {}" }] }""", "has the command 'b {c} {}', which is none")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "commands": [{ "text": "{b=}" }] }""", "has the command '{b=}', which is none")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "commands": [{ "text": "b", "when": [{ "input": "c", "values": [] }] }] }""", "has a condition that never holds")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "commands": [{ "text": "b", "where": "There" }] }""", "cannot be read")]
    [InlineData("""{ "name": "a/b", "sources": ["https://a.example"], "asOf": "2026-01-01", "scripts": [{ "input": "b", "shell": "Posix", "where": "Apart" }] }""", null)]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "tool": "Cosign" }""", "signs or attests, and does not say what")]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "tool": "Cosign", "vouchesFor": "Images" }""", null)]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "tool": "GnuPG" }""", null)]
    [InlineData("""{ "name": "a", "sources": ["https://a.example"], "asOf": "2026-01-01", "tool": "Docker Scout", "typesBy": [{ "name": "b", "value": "*", "types": ["Provenance"] }] }""", "signs or attests, and does not say what")]
    public void What_is_wrong_with_an_entry_is_said(string entry, string? fault)
    {
        // A name without a slash is a command's.
        var json = JsonNode.Parse(entry)!;
        var faults = FaultsOf(((string)json["name"]!).Contains('/', StringComparison.Ordinal) ? ComponentKind.Action : ComponentKind.Command, json).ToList();

        if (fault is null)
        {
            Assert.Empty(faults);
        }
        else
        {
            Assert.Contains(fault, faults);
        }
    }

    [Fact]
    public void The_entry_that_the_page_shows_is_sound()
    {
        var page = File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", "adding-a-component.md"));

        Assert.Empty(FaultsOf(ComponentKind.Action, JsonNode.Parse(Example().Match(page).Groups["entry"].Value)!));
    }

    [Fact]
    public void Every_kind_of_text_has_words_of_its_own()
    {
        var words = Enum.GetValues<TextKind>().Select(kind => kind.Word()).ToList();

        Assert.Equal(words.Distinct(StringComparer.Ordinal), words);
        Assert.Throws<IndexOutOfRangeException>(() => ((TextKind)words.Count).Word());
    }

    [Theory]
    [InlineData(ComponentKind.Action, "owner/repository/folder_1/.github/x.yml", true)]
    [InlineData(ComponentKind.Action, "repository", false)]
    [InlineData(ComponentKind.Action, "owner/repository/", false)]
    [InlineData(ComponentKind.Image, "docker.io/library/alpine", true)]
    [InlineData(ComponentKind.Image, "library/alpine", false)]
    [InlineData(ComponentKind.Image, "ghcr.io/owner/image:1", false)]
    [InlineData(ComponentKind.Command, "program", true)]
    [InlineData(ComponentKind.Command, "program --option", true)]
    [InlineData(ComponentKind.Command, "program verb more", true)]
    [InlineData(ComponentKind.Command, "program -S", true)]
    [InlineData(ComponentKind.Command, "program verb and more", false)]
    [InlineData(ComponentKind.Command, "/bin/program", false)]
    public void A_name_has_the_form_of_its_kind(ComponentKind kind, string name, bool isNormal) => Assert.Equal(isNormal, NameOf(kind).IsMatch(name));

    [Fact]
    public void No_source_names_a_component()
    {
        var names = new[] { ComponentKind.Action, ComponentKind.Image }.SelectMany(Catalogue.All).Select(component => component.Name).Concat(Rules.Data.Advisories.Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sources = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(sources);
        var named = sources
            .SelectMany(file => NamedIn(File.ReadAllText(file), names).Select(name => (File: Path.GetRelativePath(TestPaths.Repository, file).Replace('\\', '/'), Name: name)))
            .ToLookup(use => use.File, use => use.Name, StringComparer.Ordinal);
        Assert.Empty(named.Where(file => !Exceptions.ContainsKey(file.Key)).Select(file => $"{file.Key}: {string.Join(", ", file)}"));
        Assert.Equal(Exceptions.Keys.Order(StringComparer.Ordinal), named.Select(file => file.Key).Where(Exceptions.ContainsKey).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("if (uses.Name is \"actions/checkout\")", "actions/checkout")]
    [InlineData("const string Page = \"https://github.com/Actions/Checkout/issues\";", "Actions/Checkout")]
    [InlineData("uses: actions/checkout@v4", "actions/checkout")]
    [InlineData("    // As actions/checkout does.", null)]
    [InlineData("if (uses.Name is \"my-actions/checkout\")", null)]
    public void What_a_source_names_is_noticed(string text, string? name)
    {
        string[] expected = name is null ? [] : [name];

        Assert.Equal(expected, NamedIn(text, new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "actions/checkout" }));
    }

    private static ComponentKind? KindOf(string file) => Path.GetFileNameWithoutExtension(file) is var name && name is Tools ? null : Enum.Parse<ComponentKind>(name, ignoreCase: true);

    private static JsonNode Root(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;

    private static IEnumerable<JsonNode> Entries(string file) => Root(file)[Path.GetFileNameWithoutExtension(file) is Tools ? "tools" : "components"]!.AsArray().Select(entry => entry!);

    private static IEnumerable<string> FaultsOf(ComponentKind? kind, JsonNode entry)
    {
        var element = JsonSerializer.SerializeToElement(entry);
        object read;
        try
        {
            read = kind is null ? CatalogueReader.Tool(element) : CatalogueReader.Component(element);

            // What is read later is read now.
            _ = (read as Component)?.Answers;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return ["cannot be read"];
        }

        return (read is Component component ? FaultsOf(kind!.Value, component) : FaultsOf((SecurityTool)read))
            .Concat(JsonNode.DeepEquals(entry, JsonSerializer.SerializeToNode(read, read.GetType(), Written)) ? [] : ["is not read as it is written"])
            .Concat(TextsOf(entry).Any(text => text.Length == 0 || text != text.Trim()) ? ["has a text that is empty or has blanks around it"] : [])
            .Concat(entry.AsObject().All(member => Heads.Contains(member.Key)) ? ["says nothing"] : []);
    }

    private static IEnumerable<string> FaultsOf(ComponentKind kind, Component component) =>
        Common(component.AsOf, component.Sources)
            .Concat(NameOf(kind).IsMatch(component.Name) ? [] : ["has no name of the form that readers give"])
            .Concat(component.Sources.IsEmpty ? ["has no source"] : [])
            .Concat(component.Tool is { } tool && Catalogue.Tools.All(known => known.Name != tool) ? [$"names the tool '{tool}', which is not there"] : [])
            .Concat(Attests(component) && component.VouchesFor is ReleaseKind.None && (Catalogue.Tools.FirstOrDefault(known => known.Name == component.Tool)?.VouchesFor ?? ReleaseKind.None) is ReleaseKind.None ? ["signs or attests, and does not say what"] : [])
            .Concat(component.Effects.HasFlag(Rules.Model.Pipelines.StepEffects.OnlyReadsCode) && !component.Effects.HasFlag(Rules.Model.Pipelines.StepEffects.LeavesGit) ? ["needs the token for reading at most, and does not leave git alone"] : [])
            .Concat(component.OnlyTags.Where(folder => !folder.EndsWith('/')).Select(folder => $"has '{folder}', which is no folder"))
            .Concat(component.Commands.Where(command => !CommandText().IsMatch(command.Text)).Select(command => $"has the command '{command.Text}', which is none"))
            .Concat(component.Commands.Any(command => command.When.Any(words => words.Values.IsEmpty)) ? ["has a condition that never holds"] : [])
            .Concat(component.Outputs is { } outputs ? FaultsOf(outputs) : [])
            .Concat(component.IdleBy.Any(one => one.All.IsEmpty || one.All.Any(value => value.Values.IsEmpty)) ? ["is idle by nothing"] : [])
            .Concat(component.Answers is not null && kind is not ComponentKind.Command ? ["is no command, and has answers"] : [])
            .Concat(component.Answers is { } answers ? FaultsOf(answers) : [])
            .Concat(new[] { component.Exchange?.Hidden?.LeftOutSince }.OfType<string>()
                .Where(version => !Version().IsMatch(version)).Select(version => $"has the version '{version}', which is none"));

    private static IEnumerable<string> FaultsOf(ComponentOutputs outputs)
    {
        var texts = outputs.Texts.Select(text => (Names: text.Outputs, text.Kind, text.Charset)).ToList();
        var given = (outputs.Variables?.Gives ?? []).Select(variable => (variable.Names, variable.Kind, variable.Charset)).ToList();
        var passed = outputs.Passes.Select(pass => pass.Output).ToList();
        return texts.Concat(given).SelectMany(text => text.Names)
            .Concat(outputs.Fixed).Concat(outputs.Proposed).Concat(passed).Concat(outputs.Passes.SelectMany(pass => pass.Inputs)).Concat(outputs.Variables?.Inputs ?? [])
            .Where(name => name.Trim('*').Contains('*', StringComparison.Ordinal)).Select(name => $"has a star inside of '{name}'")
            .Concat(texts.Concat(given).Any(text => text.Names.IsEmpty) || outputs.Passes.Any(pass => pass.Inputs.IsEmpty) ? ["has a list of nothing"] : [])
            .Concat(texts.Where(text => text.Kind is TextKind.Fixed).Concat(texts.Concat(given).Where(text => text.Charset == text.Kind.Freedom())).Select(text => $"says of '{text.Names[0]}' what is so anyway"))
            .Concat(outputs.Passes.Where(pass => pass.Charset is Charset.Free).Select(pass => $"says of '{pass.Output}' what is so anyway"))
            .Concat(new[] { texts.SelectMany(text => text.Names).Concat(outputs.Fixed), given.SelectMany(text => text.Names), passed, outputs.Proposed.Concat(outputs.Fixed) }
                .SelectMany(names => names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => $"lists '{group.Key}' twice")).Distinct(StringComparer.Ordinal))
            .Concat(outputs.Variables is { Inputs: [], Gives: [] } ? ["has variables of which it says nothing"] : []);
    }

    private static IEnumerable<string> FaultsOf(ComponentAnswers answers) =>
        (answers.Cases.IsEmpty ? ["answers with nothing"] : Enumerable.Empty<string>())
            .Concat(answers.Asks is FieldLanguage.None == answers.Fields.IsEmpty ? [] : ["has fields that nobody can ask for, or asks for none"])
            .Concat(answers.Asks is FieldLanguage.None && answers.Cases.Any(found => found.Kind is null) ? ["has a case that says nothing"] : [])
            .Concat(answers.Fields.SelectMany(fields => fields.Names).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"lists '{group.Key}' twice"))
            .Concat(answers.Fields.SelectMany(fields => fields.Names).Where(name => name.Trim('*').Contains('*', StringComparison.Ordinal)).Select(name => $"has a star inside of '{name}'"))
            .Concat(answers.Cases.Select(found => found.When).OfType<AnswerCondition>().Any(when => when is { IsAlone: false, Words: [], Options: [], Contains: [] }) ? ["has a condition that says nothing"] : [])
            .Concat(answers.Cases.SkipLast(1).Any(found => found.When is null && found.Kind is not null) ? ["has a case behind the one that fits always"] : [])
            .Concat(answers.Cases.SelectMany(found => found.When?.Options ?? []).Concat(answers.Valued).Where(option => !option.StartsWith('-')).Select(option => $"has '{option}', which is no option"));

    private static IEnumerable<string> FaultsOf(SecurityTool tool) => Common(tool.AsOf, [tool.Source]).Concat(tool.Types.IsEmpty ? ["is for nothing"] : [])
        .Concat(tool is { EnabledBy.IsEmpty: false, VouchesFor: ReleaseKind.None } && tool.Types.Any(IsAttesting) ? ["signs or attests, and does not say what"] : []);

    // Where an input has one thing done when it is given and another when it is not, the tool does nothing else.
    private static bool Attests(Component component)
    {
        var isTold = component.TypesBy.Any(one => one.Value is TypeSwitch.NotGiven && component.TypesBy.Any(other => other.Name == one.Name && other.Value is "*"));
        var types = component.Types.IsEmpty ? Catalogue.Tools.FirstOrDefault(known => known.Name == component.Tool)?.Types ?? [] : component.Types;
        return component.TypesBy.SelectMany(one => one.Types).Concat(isTold ? [] : types).Any(IsAttesting);
    }

    private static bool IsAttesting(ToolType type) => type is ToolType.Signing or ToolType.Provenance;

    private static IEnumerable<string> Common(DateOnly day, IEnumerable<string> sources) =>
        sources.Where(source => !Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps).Select(source => $"has the source '{source}', which is no address")
            .Concat(day > DateOnly.FromDateTime(DateTime.UtcNow) ? ["is of a day to come"] : []);

    private static IEnumerable<string> TextsOf(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value)),
        JsonArray items => items.SelectMany(TextsOf),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };

    // A name may stand behind a host, and before a folder.
    private static IEnumerable<string> NamedIn(string code, HashSet<string> names) =>
        from match in SlashedPath().Matches(Comment().Replace(code, ""))
        let parts = match.Value.Split('/')
        from start in Enumerable.Range(0, parts.Length)
        from end in Enumerable.Range(start + 1, parts.Length - start)
        let name = string.Join('/', parts[start..end])
        where names.Contains(name)
        select name;

    private static void LeaveOutWhatSaysNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property is { IsRequired: false, AssociatedParameter: null, Set: not null }))
        {
            property.ShouldSerialize = static (_, value) => value switch
            {
                null or false => false,
                System.Collections.ICollection items => items.Count > 0,
                Enum word => !Enum.ToObject(word.GetType(), 0).Equals(word) || word is GateKind or TextKind or Charset,
                _ => true,
            };
        }
    }

    private static Regex NameOf(ComponentKind kind) => kind switch
    {
        ComponentKind.Action or ComponentKind.Orb => ActionName(),
        ComponentKind.Image => ImageName(),
        ComponentKind.Command => CommandName(),
        ComponentKind.Include => IncludeName(),
        ComponentKind.Task => TaskName(),
        ComponentKind.Library => LibraryName(),
        _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"Say here which form names of the kind {kind} have.")),
    };

    [GeneratedRegex("^[a-z0-9-]+/[a-z0-9._-]+(?:/[a-z0-9._-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex ActionName();

    [GeneratedRegex("^[a-z0-9-]+(?:\\.[a-z0-9-]+)+(?:/[a-z0-9._-]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex ImageName();

    [GeneratedRegex("^[a-z0-9._-]+(?: [a-z0-9_-]+| -[A-Z]){0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex CommandName();

    [GeneratedRegex("^[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex IncludeName();

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex TaskName();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex LibraryName();

    [GeneratedRegex(@"^(?:[^{}]|\{\$?[A-Za-z0-9_-]+(?:\?|=[^{}]+)?\})+$", RegexOptions.NonBacktracking)]
    private static partial Regex CommandText();

    [GeneratedRegex("^[0-9]+(?:\\.[0-9]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex("^```json\n(?<entry>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();

    [GeneratedRegex(@"[\w.-]+(?:/[\w.-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex SlashedPath();

    [GeneratedRegex("^ *//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
