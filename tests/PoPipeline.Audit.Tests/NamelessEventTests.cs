using System.Text;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Tests;

/// <summary>
/// Events without an id of the forge, as GitHub's export by hand has them. <c>github-hand.csv</c> and <c>github-hand.json</c> are the events of the web of
/// <c>github-page.json</c>, converted into the keys that GitHub's documentation lists: no such file of GitHub's own was at hand.
/// </summary>
public sealed class NamelessEventTests : IDisposable
{
    private const string Head = "action,actor,user,org,repo,created_at\n";
    private const string Row = "repo.create,mona,,acme,acme/api,1614692687389\n";

    private static readonly DateTimeOffset Start = new(2021, 3, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly string Page = File.ReadAllText(Fixture.Path("github-page.json"));

    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Start);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("github-hand.csv")]
    [InlineData("github-hand.json")]
    public async Task An_export_by_hand_of_what_was_collected_adds_nothing(string export)
    {
        var store = Sample.Store(folder);
        await Collect(store, Page);
        var alerts = AuditAlerts.In(new AuditQuery().In(store)).Count();

        var import = new AuditImporter(store, time).Import(Fixture.Path(export), Sample.GitHub);

        Assert.Equal((3, 0, 0), (import.Closed[0].Count, import.Added, import.Unsure));
        Assert.Equal((4, alerts), (new AuditQuery().In(store).Count(), AuditAlerts.In(new AuditQuery().In(store)).Count()));
        Assert.True(alerts > 0);
    }

    [Theory]
    [InlineData("github-hand.csv")]
    [InlineData("github-hand.json")]
    public async Task What_the_forge_tells_later_is_read_in_place_of_an_export_by_hand(string export)
    {
        var store = Sample.Store(folder);
        Assert.Equal(3, new AuditImporter(store, time).Import(Fixture.Path(export), Sample.GitHub).Added);

        Assert.Equal(4, (await Collect(store, Page)).Added);

        var read = new AuditQuery().In(store).ToList();
        Assert.Equal(4, read.Count);
        Assert.All(read, found => Assert.False(found.IsImported));
        Assert.Equal(0, new AuditImporter(store, time).Import(Fixture.Path(export), Sample.GitHub).Added);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
    }

    [Fact]
    public void An_export_in_another_format_or_with_one_more_empty_column_adds_nothing()
    {
        var store = Sample.Store(folder);
        new AuditImporter(store, time).Import(Fixture.Path("github-hand.csv"), Sample.GitHub);
        var wider = File.ReadAllLines(Fixture.Path("github-hand.csv")).Select((line, index) => line + (index == 0 ? ",data.more" : ","));

        Assert.Equal(0, Import(store, string.Join('\n', wider)).Added);
        Assert.Equal(0, new AuditImporter(store, time).Import(Fixture.Path("github-hand.json"), Sample.GitHub).Added);
    }

    [Fact]
    public void A_table_of_sentences_and_empty_columns_has_the_id_of_one_without_them()
    {
        Assert.Equal(IdOf(["action", "actor"], ["repo.create", "mona"]), IdOf(["action", "actor", "user"], ["repo.create", "mona", ""]));
        Assert.NotEqual(IdOf(["action", "actor"], ["repo.create", "mona"]), IdOf(["action", "user"], ["repo.create", "mona"]));
        Assert.NotEqual("sha256:known", IdOf(["_document_id", "action"], ["sha256:known", "repo.create"]));

        static string IdOf(string[] columns, string[] values) => EventReader.OfRow(Sample.GitHub, columns, values, "x"u8.ToArray()).Id;
    }

    [Fact]
    public async Task Two_equal_rows_are_two_events_and_the_same_rows_again_are_none()
    {
        var store = Sample.Store(folder);

        Assert.Equal(2, Import(store, Head + Row + Row).Added);
        Assert.Equal(0, Import(store, Head + Row + Row).Added);
        Assert.Equal(0, Import(store, Head + Row).Added);
        Assert.Equal(1, Import(store, Head + Row + Row + Row).Added);
        Assert.Equal(3, new AuditQuery().In(store).Count());

        // The forge tells of one of the three.
        await Collect(store, Page);
        Assert.Equal(3, new AuditQuery().In(store).Count(found => found.Action == "repo.create"));
        Assert.Single(new AuditQuery().In(store), found => found is { Action: "repo.create", IsImported: false });
        Assert.Equal(0, Import(store, Head + Row + Row + Row).Added);
        Assert.Equal(1, Import(store, Head + Row + Row + Row + Row).Added);
    }

    [Fact]
    public async Task What_was_collected_and_is_twice_in_a_file_is_kept_once_more()
    {
        var store = Sample.Store(folder);
        await Collect(store, Page);

        Assert.Equal(1, Import(store, Head + Row + Row).Added);
        Assert.Equal(0, Import(store, Head + Row + Row).Added);
        Assert.Equal(5, new AuditQuery().In(store).Count());
    }

    [Fact]
    public async Task Two_equal_events_of_one_answer_are_two_and_the_same_answer_again_tells_of_no_other()
    {
        const string Clone = """{"action":"git.clone","@timestamp":1614692691041,"org":"acme","repo":"acme/api","user":""}""";
        var store = Sample.Store(folder);

        Assert.Equal(2, (await Collect(store, $"[{Clone},{Clone}]")).Added);

        // Two windows, each of which is answered so.
        time.Now += TimeSpan.FromHours(1);
        Assert.Equal((4, 0), Of(await Collect(store, $"[{Clone},{Clone}]")));
        Assert.Equal((2, 0), Of(Import(store, $"[{Clone},{Clone}]")));
        Assert.Equal(2, new AuditQuery().In(store).Count());

        static (long Count, long Added) Of(AuditCollection collection) => (collection.Closed.Sum(receipt => receipt.Count), collection.Added);
    }

    [Theory]
    [InlineData("repo.create,mona,,acme,acme/api,1614692687", 0, 0)]
    [InlineData("repo.create,mona,,acme,acme/api,2021-03-02T13:44:47Z", 0, 0)]
    [InlineData("repo.create,mona,,acme,acme/api,1614692687390", 1, 0)]
    [InlineData("repo.create,hubot,,acme,acme/api,1614692687389", 1, 0)]
    [InlineData("repo.create,mona,,acme,acme/site,1614692687389", 1, 0)]
    [InlineData("repo.destroy,mona,,acme,acme/api,1614692687389", 1, 0)]
    [InlineData("repo.create,,,acme,acme/api,1614692687389", 1, 1)]
    [InlineData("repo.create,mona,,acme,,1614692687389", 1, 1)]
    [InlineData("repo.create,mona,,,,1614692687389", 1, 1)]
    public async Task What_cannot_be_decided_is_kept_and_told(string row, int added, int unsure)
    {
        var store = Sample.Store(folder);
        await Collect(store, Page);

        var import = Import(store, Head + row);

        Assert.Equal((added, unsure), (import.Added, import.Unsure));
        Assert.Equal(0, Import(store, Head + row).Added);
    }

    [Fact]
    public async Task What_a_file_brought_and_cannot_be_decided_stays_beside_what_the_forge_tells()
    {
        var store = Sample.Store(folder);
        Import(store, Head + "repo.create,,,acme,acme/api,1614692687389");

        Assert.Equal(1, (await Collect(store, Page)).Unsure);
        Assert.Equal(5, new AuditQuery().In(store).Count());
    }

    [Fact]
    public async Task What_is_encrypted_for_others_cannot_be_decided()
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });
        await Collect(store, Page);

        Assert.Equal((1, 1), Of(Import(store, Head + Row)));
        Assert.Equal((0, 0), Of(Import(store, Head + Row)));

        static (long Added, long Unsure) Of(AuditCollection import) => (import.Added, import.Unsure);
    }

    [Fact]
    public void An_event_with_an_id_is_no_match_for_another_one_of_the_file_without()
    {
        const string Named = """{"_document_id":"x","action":"repo.create","actor":"mona","org":"acme","repo":"acme/api","created_at":1614692687389}""";
        const string Nameless = """{"action":"repo.create","actor":"mona","org":"acme","repo":"acme/api","created_at":1614692687389}""";
        var store = Sample.Store(folder);
        Import(store, $"[{Named}]");

        Assert.Equal(1, Import(store, $"[{Nameless},{Named}]").Added);
        Assert.Equal(0, Import(store, $"[{Nameless},{Named}]").Added);
        Assert.Equal(2, new AuditQuery().In(store).Count());
    }

    [Theory]
    [InlineData("bob", "carol,bob")]
    [InlineData("bob", "carol")]
    [InlineData("bob,carol", "dave,carol,bob")]
    [InlineData("carol,bob", "bob,carol,bob")]
    [InlineData("bob,bob", "carol,bob")]
    public void Of_events_of_one_second_that_differ_in_whom_they_are_about_none_is_lost_and_none_is_there_twice(string first, string second)
    {
        var store = Sample.Store(folder);
        Import(store, Added(first));
        Import(store, Added(second));
        Assert.Equal(0, Import(store, Added(second)).Added);

        Assert.Equal(Most(first, second), Users(store));
    }

    [Theory]
    [InlineData("bob", "carol", "bob,carol")]
    [InlineData("bob", "carol,bob", "bob,carol")]
    [InlineData("bob,carol", "dave,carol,bob", "bob,carol,dave")]
    public async Task Of_events_that_the_forge_told_a_file_adds_those_about_somebody_else(string told, string file, string expected)
    {
        var store = Sample.Store(folder);
        await Collect(store, Answer(told));
        Import(store, Added(file));

        Assert.Equal(expected.Split(','), Users(store));
    }

    [Fact]
    public async Task What_the_forge_tells_is_read_in_place_of_the_row_about_the_same_one_alone()
    {
        var store = Sample.Store(folder);
        Import(store, Added("bob,carol"));
        await Collect(store, Answer("bob"));

        Assert.Equal(["bob", "carol"], Users(store));
        Assert.Equal(["carol"], new AuditQuery().In(store).Where(found => found.IsImported).Select(UserOf));
    }

    // What two files that overlap tell of: of each as many as the one has that has more of it.
    private static IEnumerable<string> Most(string one, string other) =>
        from user in $"{one},{other}".Split(',').Distinct()
        from _ in Enumerable.Range(0, Math.Max(one.Split(',').Count(user.Equals), other.Split(',').Count(user.Equals)))
        orderby user
        select user;

    private static string Added(string users) =>
        "action,actor,user,team,org,created_at\n" + string.Concat(users.Split(',').Select(user => $"team.add_member,mona,{user},acme/red,acme,1614692687389\n"));

    private static string Answer(string users) =>
        $"[{string.Join(',', users.Split(',').Select(user => $$"""{"_document_id":"of-{{user}}","action":"team.add_member","actor":"mona","user":"{{user}}","team":"acme/red","org":"acme","created_at":1614692687389,"@timestamp":1614692687389}"""))}]";

    private static List<string> Users(AuditStore store) => [.. new AuditQuery().In(store).Select(UserOf).Order(StringComparer.Ordinal)];

    private static string UserOf(AuditEvent found) => Importing.KeptFields.Of(found)!.Of("user")!;

    [Fact]
    public void Very_many_equal_rows_are_as_many_events_each_time()
    {
        var rows = Head + string.Concat(Enumerable.Repeat(Row, 20_000));
        var store = Sample.Store(folder);

        Assert.Equal(20_000, Import(store, rows).Added);
        Assert.Equal(0, Import(store, rows).Added);
        Assert.Equal(1, Import(store, rows + Row).Added);
    }

    [Fact]
    public void Where_many_events_are_of_one_second_each_is_found()
    {
        var rows = Enumerable.Range(0, 3000).Select(number => $"repo.create,mona,,acme,acme/repo-{number},{1614692687000 + (number % 1000)}\n").ToList();
        var store = Sample.Store(folder);

        Assert.Equal(3000, Import(store, Head + string.Concat(rows)).Added);
        rows.Reverse();
        Assert.Equal(0, Import(store, Head + string.Concat(rows)).Added);
    }

    private Task<AuditCollection> Collect(AuditStore store, string page)
    {
        var forge = new ScriptedForge(time) { Instead = _ => new AuditPage(Encoding.UTF8.GetBytes(page), null) };
        return new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb with { Since = Start.AddDays(-2) });
    }

    private AuditCollection Import(AuditStore store, string content)
    {
        File.WriteAllText(folder["import"], content);
        return new AuditImporter(store, time).Import(folder["import"], Sample.GitHub);
    }
}
