using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Build.Advisories;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using Known = PoPipeline.Rules.Data.Advisories;

namespace PoPipeline.Tests.Advisories;

/// <summary>The data files of advisories are what the build makes, say each thing once, and every note is about one that is there.</summary>
public sealed partial class AdvisoriesTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Repository, "src", "PoPipeline.Rules", "Data", "Advisories");

    private static IEnumerable<(string Component, Advisory Advisory)> All => Known.Names.SelectMany(name => Known.Of(name).Select(advisory => (name, advisory)));

    [Fact]
    public void The_data_file_has_the_form_that_the_build_gives_it()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "action.json"));

        Assert.Equal(AdvisoriesText.Write((string)JsonNode.Parse(text)!["asOf"]!, Known.Names.Select(name => new AdvisedComponent(name, Known.Of(name)))), text);
    }

    [Fact]
    public void Each_component_is_named_as_readers_do_and_each_advisory_is_said_once()
    {
        Assert.All(Known.Names, name => Assert.Matches(ComponentName(), name));
        Assert.All(Known.Names, name => Assert.Empty(Known.Of(name).SelectMany((advisory, index) => Known.Of(name).Skip(index + 1).Where(advisory.IsSameAs))));
        Assert.All(All, entry => Assert.True(!entry.Advisory.Ranges.IsEmpty || !entry.Advisory.Versions.IsEmpty, entry.Advisory.Id));
        Assert.All(All.SelectMany(entry => entry.Advisory.Commits), commit => Assert.Matches(Commit(), commit));
    }

    [Fact]
    public void Notes_stand_in_their_order_and_say_something_of_an_advisory_that_is_there()
    {
        var notes = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "notes.json")), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!["notes"]!.AsObject();
        string[] members = ["what", "severity", "isCompromise", "commits", "onlyCommits", "within", "when", "whenever", "unreused"];

        Assert.Equal(notes.Select(note => note.Key).Order(StringComparer.Ordinal), notes.Select(note => note.Key));
        Assert.Empty(notes.Select(note => note.Key).Except(All.Select(entry => entry.Advisory.Id), StringComparer.Ordinal));
        Assert.Empty(notes.SelectMany(note => note.Value!.AsObject().Select(member => member.Key)).Except(members, StringComparer.Ordinal));
        Assert.All(All, entry => Assert.False(Known.NoteOf(entry.Advisory) is { What: null, Unreused: null }, entry.Advisory.Id));
        Assert.All(All.Select(entry => Known.NoteOf(entry.Advisory)?.What).OfType<string>(), what => Assert.DoesNotMatch(Sentence(), what));
    }

    [Fact]
    public void Every_commit_of_the_table_is_in_the_data()
    {
        var lines = File.ReadLines(Path.Combine(TestPaths.Repository, "build", "Advisories", "commits.tsv")).Skip(1).Select(line => line.Split('\t')).ToList();

        Assert.Equal(
            lines.Select(line => $"{line[0].ToLowerInvariant()} {line[2]}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            All.SelectMany(entry => entry.Advisory.Commits.Select(commit => $"{entry.Component} {commit}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_without_end_takes_no_work()
    {
        var name = "slsa-framework/slsa-github-generator/" + string.Concat(Enumerable.Repeat("a/", 30_000));
        var reference = new Reference { Kind = ReferenceKind.Action, Text = name, Name = name, Span = Place.StartOf("ci.yml"), Pin = Pin.Tag, Immutable = false, Publisher = Publisher.ThirdParty };
        Assert.Empty(Known.Of(reference, []));

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Known.Of(reference, []).Count;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    [GeneratedRegex("^[a-z0-9-]+/[a-z0-9._-]+(?:/[a-z0-9._-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex ComponentName();

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.NonBacktracking)]
    private static partial Regex Commit();

    [GeneratedRegex(@"\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();
}
