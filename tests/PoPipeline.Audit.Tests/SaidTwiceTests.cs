using System.Globalization;
using System.Text;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

/// <summary>What is said under an id that is kept: an id alone hides nothing.</summary>
public sealed class SaidTwiceTests : IDisposable
{
    private static readonly AuditPolicy Policy = AuditPolicy.GitHubWeb with { Since = Sample.Start.AddDays(-10) };
    private static readonly AuditSource Group = Sample.Source("gitlab:acme");
    private static readonly DateTimeOffset At = Sample.Start.AddHours(-20);

    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_one_answer_says_twice_under_one_id_is_kept_twice_and_never_again()
    {
        var forge = Answering(Json("bob", "repo.create", At), Json("mallory", "repo.destroy", At));
        var store = Sample.Store(folder);

        var first = await Collect(store, forge);

        Assert.Equal((2, 1), (first.Added, Assert.Single(first.Closed).Different));
        Assert.Equal(["bob", "mallory"], Actors(store));
        for (var run = 0; run < 3; run++)
        {
            Assert.Equal((2, 0), await Again(store, forge));
        }

        Assert.Contains(AuditVerifier.Verify(store.Folder, [], []).Notes, note => note.Contains("1 event said something else", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-60 * 24 * 5, "mallory")]
    [InlineData(3, "mallory")]
    [InlineData(3, "bob")]
    public async Task A_known_id_with_another_time_is_kept_beside(int minutes, string actor)
    {
        var store = Sample.Store(folder);
        await Collect(store, new ScriptedForge(time) { Instead = _ => Page(Json("bob", "repo.create", At.AddMinutes(minutes))) });
        time.Now += TimeSpan.FromHours(1);

        var again = await Collect(store, Answering(Json(actor, "repo.create", At)));

        Assert.Equal((1, 1), (again.Added, again.Closed.Sum(receipt => receipt.Different)));
        Assert.Equal(2, Actors(store).Count);
    }

    [Fact]
    public async Task A_known_id_is_kept_beside_where_one_of_its_two_times_is_another()
    {
        var store = Sample.Store(folder);
        await Collect(store, Answering(Json("bob", "repo.create", At, At.AddSeconds(1))));

        Assert.Equal((1, 1), await Again(store, Answering(Json("bob", "repo.create", At, At.AddSeconds(2)))));
        Assert.Equal((1, 0), await Again(store, Answering(Json("bob", "repo.create", At, At.AddSeconds(1)))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_files_say_otherwise_under_an_id_is_kept_beside_what_another_said(bool isOneFile)
    {
        var (one, other) = (Json("bob", "repo.create", At), Json("mallory", "repo.destroy", At));
        var store = Sample.Store(folder);

        List<AuditCollection> imports = isOneFile ? [Import(store, one, other)] : [Import(store, one), Import(store, other)];

        Assert.Equal((2, 1), (imports.Sum(import => import.Added), imports.Sum(import => import.Closed[0].Different)));
        Assert.Equal(["bob", "mallory"], Actors(store));
        Assert.Equal(0, Import(store, other, one, one).Added);
        var verified = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal(AuditVerdict.Valid, verified.Verdict);
        Assert.Contains(verified.Notes, note => note.Contains("1 event said something else", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_formats_of_one_event_leave_out_or_write_less_exactly_is_no_difference()
    {
        var store = Sample.Store(folder);
        Import(store, Json("bob", "repo.create", At.AddMilliseconds(250), At.AddMilliseconds(700)));

        Assert.Equal(0, Import(store, $$"""{"_document_id":"dup","action":"repo.create","created_at":{{At.ToUnixTimeSeconds()}},"org":"acme","repo":"acme/api"}""").Added);
        Assert.Equal(0, Import(store, $$"""{"_document_id":"dup","actor":"bob","action":"repo.create","@timestamp":{{At.AddMilliseconds(250).ToUnixTimeMilliseconds()}},"repo":"acme/api"}""").Added);
        Assert.Equal(1, Import(store, $$"""{"_document_id":"dup","actor":"bob","action":"repo.create","@timestamp":{{At.AddMilliseconds(251).ToUnixTimeMilliseconds()}},"repo":"acme/api"}""").Added);
    }

    [Fact]
    public void The_sentences_of_a_table_of_GitLab_are_no_other_action_than_the_type_that_its_API_tells()
    {
        var store = Sample.Store(folder);
        File.WriteAllText(folder["x.json"], """{"id":5,"author_id":1,"entity_id":7,"entity_type":"Project","details":{"change":"prevent merge request approval from committers","to":true,"author_name":"Administrator","entity_path":"acme/platform"},"created_at":"2020-05-26T22:55:04.123Z","event_type":"project_merge_requests_disable_committers_approval_updated"}""");
        new AuditImporter(store, time).Import(folder["x.json"], Group);

        Assert.Equal((1, 0), Of(new AuditImporter(store, time).Import(Fixture.Path("gitlab-export.csv"), Group)));
        File.WriteAllText(folder["y.csv"], File.ReadAllText(Fixture.Path("gitlab-export.csv")).Replace("as Owner", "as Guest", StringComparison.Ordinal));
        Assert.Equal((1, 1), Of(new AuditImporter(store, time).Import(folder["y.csv"], Group)));

        static (long Added, long Different) Of(AuditCollection import) => (import.Added, import.Closed[0].Different);
    }

    [Fact]
    public async Task What_the_forge_told_is_read_in_place_of_all_that_files_say_before_and_behind_it()
    {
        var store = Sample.Store(folder);
        var told = Json("bob", "repo.create", At);
        Import(store, told, Json("mallory", "repo.destroy", At));

        var collected = await Collect(store, Answering(told));
        var behind = Import(store, Json("eve", "repo.rename", At));

        Assert.Equal((1, 1), (collected.Added, behind.Added));
        Assert.Equal(1, behind.Closed[0].Different);
        Assert.Equal(told, Encoding.UTF8.GetString(Assert.Single(new AuditQuery().In(store)).Raw.Span));
        Assert.Equal(4, Actors(store).Count);
    }

    [Fact]
    public async Task What_a_file_brought_first_and_the_forge_tells_word_for_word_is_the_forges()
    {
        var store = Sample.Store(folder);
        Import(store, Json("bob", "repo.create", At));

        Assert.Equal(1, (await Collect(store, Answering(Json("bob", "repo.create", At)))).Added);

        Assert.False(Assert.Single(new AuditQuery().In(store)).IsImported);
        Assert.Equal(0, ImportedEvents.Of(store).Contradicted(Told(store)));
        Assert.DoesNotContain(AuditVerifier.Verify(store.Folder, [], []).Notes, note => note.Contains("contradicted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_says_more_under_an_id_is_read_in_place_of_what_says_less()
    {
        var store = Sample.Store(folder);
        await Collect(store, Answering(Field("")));

        Assert.Equal((1, 1), await Again(store, Answering(Field("\"actor\":\"mallory\",\"permission\":\"admin\","))));
        Assert.Equal((1, 0), await Again(store, Answering(Field("\"actor\":\"mallory\","))));

        Assert.Equal("mallory", Assert.Single(new AuditQuery().In(store)).Actor);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
    }

    [Fact]
    public void What_a_fuller_file_says_is_read_in_place_of_what_a_poorer_one_said_whichever_came_first()
    {
        var (poor, full) = (Field(""), Field("\"actor\":\"mallory\",\"permission\":\"admin\","));
        var store = Sample.Store(folder);

        Assert.Equal(1, Import(store, poor).Added);
        Assert.Equal(1, Import(store, full).Added);
        Assert.Equal(0, Import(store, poor).Added);
        Assert.Equal(0, Import(store, full).Added);

        Assert.Equal("mallory", Assert.Single(new AuditQuery().In(store)).Actor);
    }

    [Theory]
    [InlineData("", "\"actor\":\"alice\",", "\"actor\":\"mallory\",")]
    [InlineData("\"actor\":\"alice\",", "", "\"actor\":\"mallory\",")]
    [InlineData("\"actor\":\"alice\",", "\"actor\":\"mallory\",", "")]
    public async Task What_says_less_under_an_id_hides_none_of_those_who_say_otherwise(params string[] fields)
    {
        var store = Sample.Store(folder);
        await Collect(store, Answering([.. fields.Select(Field)]));

        Assert.Superset(new HashSet<string?>(["alice", "mallory"]), Actors(store).ToHashSet());
        Assert.Equal((3, 0), await Again(store, Answering([.. fields.Select(Field)])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_field_of_which_something_else_is_said_later_is_kept_beside_and_an_alert(bool isOfForge)
    {
        var (read, admin) = (Field("\"actor\":\"bob\",\"permission\":\"read\","), Field("\"actor\":\"bob\",\"permission\":\"admin\","));
        var store = Sample.Store(folder);
        if (isOfForge)
        {
            await Collect(store, Answering(read));
            Assert.Equal((1, 1), await Again(store, Answering(admin)));
        }
        else
        {
            Import(store, read);
            Assert.Equal(1, Import(store, admin).Added);
        }

        Assert.Single(AuditAlerts.In(new AuditQuery().In(store)));
    }

    [Theory]
    [InlineData(-1_000_000_000_000)]
    [InlineData(1)]
    [InlineData(7)]
    public void An_entry_that_is_to_be_read_in_place_of_none_before_it_is_none_of_an_audit_log(long instead)
    {
        var store = Sample.Store(folder);
        var leaves = store.NewLeafWriter();
        store.Ledger.Append([
            leaves.Event(EventReader.OfJson(Sample.GitHub, Encoding.UTF8.GetBytes(Json("bob", "repo.create", At))), seal: null),
            leaves.Event(EventReader.OfJson(Sample.GitHub, Encoding.UTF8.GetBytes(Json("bob", "repo.destroy", At))) with { Instead = instead }, seal: null),
        ]);

        Assert.Throws<LedgerDamagedException>(() => new AuditQuery().In(store).Count());
    }

    [Fact]
    public void No_entry_of_a_file_takes_the_place_of_what_the_forge_told()
    {
        var store = Sample.Store(folder);
        var leaves = store.NewLeafWriter();
        store.Ledger.Append([
            leaves.Event(Read(Json("bob", "repo.create", At)), seal: null),
            leaves.Event(Read(Json("mallory", "repo.destroy", At).Replace("dup", "other", StringComparison.Ordinal)) with { IsImported = true, Instead = 0 }, seal: null),
        ]);

        Assert.Equal(["bob", "mallory"], new AuditQuery().In(store).Select(found => found.Actor));

        static AuditEvent Read(string json) => EventReader.OfJson(Sample.GitHub, Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public async Task What_is_encrypted_is_not_compared_but_for_its_time()
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });
        var forge = Answering(Json("bob", "repo.create", At), Json("mallory", "repo.destroy", At));
        Assert.Equal(2, (await Collect(store, forge)).Added);

        Assert.Equal((2, 0), await Again(store, forge));
        Assert.Equal((1, 1), await Again(store, Answering(Json("bob", "repo.create", At.AddSeconds(1)))));
    }

    [Fact]
    public async Task What_one_feed_told_is_known_to_the_next_one_and_what_others_kept_meanwhile_too()
    {
        var store = Sample.Store(folder);
        var forge = Answering(Json("bob", "repo.create", At));
        var collector = new AuditCollector(store, forge, time);
        Assert.Equal(1, (await collector.CollectAsync(Sample.Whole, Policy)).Added);
        Assert.Equal(0, (await collector.CollectAsync(Sample.Web, Policy)).Added);
        var other = Answering(Json("mallory", "repo.destroy", At));
        await new AuditCollector(Sample.Store(folder), other, time).CollectAsync(new AuditFeed(Sample.GitHub, AuditFeed.GitHubGit), Policy);
        time.Now += TimeSpan.FromHours(1);
        forge.Instead = _ => forge.Requests[^1].From <= At && At < forge.Requests[^1].To ? Page(Json("mallory", "repo.destroy", At)) : null;

        var again = await collector.CollectAsync(Sample.Whole, Policy);

        Assert.Equal((1, 0), (again.Closed.Sum(receipt => receipt.Count), again.Added));
        Assert.Equal(["bob", "mallory"], Actors(store));
    }

    [Theory]
    [InlineData("Removed protected branch main", 1, 1, 0)]
    [InlineData("Viewed a page", 1, 1, 1)]
    public void A_row_of_GitLab_stands_for_no_object_of_its_id(string sentence, int ofRow, int ofObject, int ofRowBehind)
    {
        var store = Sample.Store(folder);
        var row = $"ID,Author ID,Author Name,Action,Created At (UTC),Entity Path\n4242,1,Administrator,{sentence},2026-02-28 04:00:00 UTC,acme/platform\n";
        const string Object = """{"id":4242,"author_id":1,"entity_id":6,"entity_type":"Project","details":{"author_name":"Administrator","custom_message":"Removed protected branch main","entity_path":"acme/platform"},"created_at":"2026-02-28T04:00:00.000Z","event_type":"protected_branch_removed"}""";

        Assert.Equal(ofRow, ImportOf("a.csv", row).Added);
        Assert.Equal(ofObject, ImportOf("b.jsonl", Object).Added);
        Assert.NotEmpty(AuditAlerts.In(new AuditQuery().In(store)));
        Assert.Equal(0, ImportOf("a.csv", row).Added);
        Assert.Equal(0, ImportOf("b.jsonl", Object).Added);
        if (ofRowBehind == 0)
        {
            Assert.Equal("protected_branch_removed", Assert.Single(new AuditQuery().In(store)).Action);
        }

        var other = AuditStore.Open(folder["behind"]);
        Directory.CreateDirectory(folder["both"]);
        File.WriteAllText(folder["both/a.csv"], row);
        File.WriteAllText(folder["both/b.jsonl"], Object);
        Assert.Equal([1, ofRowBehind], new AuditImporter(other, time).Import(folder["both"], Group).Closed.Select(receipt => receipt.Added));

        AuditCollection ImportOf(string name, string text)
        {
            File.WriteAllText(folder[name], text);
            return new AuditImporter(store, time).Import(folder[name], Group);
        }
    }

    [Theory]
    [InlineData("action,actor,user,org,created_at\norg.update_member,mallory,bob,acme,1614693008148\n", """{"action":"org.update_member","actor":"mallory","user":"bob","org":"acme","created_at":1614693008148,"permission":"admin"}""")]
    [InlineData("action,actor,user,org,created_at\norg.update_member,mallory,bob,acme,1614693008148\n", """{"_document_id":"x","action":"org.update_member","actor":"mallory","user":"bob","org":"acme","created_at":1614693008148}""")]
    public void What_a_table_of_GitHub_leaves_out_is_kept_with_the_object_that_says_it(string table, string fuller)
    {
        var store = Sample.Store(folder);
        File.WriteAllText(folder["x.csv"], table);

        Assert.Equal(1, new AuditImporter(store, time).Import(folder["x.csv"], Sample.GitHub).Added);
        Assert.Equal(1, Import(store, fuller).Added);
        Assert.Equal(0, Import(store, fuller).Added);
        Assert.Equal(0, new AuditImporter(store, time).Import(folder["x.csv"], Sample.GitHub).Added);

        Assert.Equal(AuditMedia.Json, Assert.Single(new AuditQuery().In(store)).Media);
    }

    [Fact]
    public void What_a_file_brought_encrypted_hides_nothing_that_another_file_says_under_its_id()
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });
        Assert.Equal(1, Import(store, Json("bob", "repo.add_topic", At)).Added);

        var real = Import(store, Json("mallory", "repo.destroy", At));

        Assert.Equal((1, 1), (real.Added, real.Unsure));
        Assert.Equal(0, Import(store, Json("mallory", "repo.destroy", At)).Added);
        var opened = Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity });
        Assert.Equal(["bob", "mallory"], new AuditQuery().In(opened).Select(found => found.Actor));
    }

    [Fact]
    public async Task What_a_file_has_of_what_the_forge_told_encrypted_is_not_called_contradicted_but_undecided()
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });
        await Collect(store, Answering(Json("bob", "repo.create", At)));
        var hand = Json("bob", "repo.create", At).Replace("\"_document_id\":\"dup\",", "", StringComparison.Ordinal);

        Assert.Equal(1, Import(store, hand).Unsure);
        Assert.Equal(0, Import(store, Json("eve", "repo.destroy", At.AddSeconds(5)).Replace("dup", "another", StringComparison.Ordinal)).Unsure);

        var notes = AuditVerifier.Verify(store.Folder, [], []).Notes;
        Assert.Contains(notes, note => note.Contains("1 event that a file brought may be what the forge told", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("1 event that a file brought is contradicted", StringComparison.Ordinal));
        Assert.Equal(1, ImportedEvents.Of(store).Contradicted(Told(store)));
    }

    [Fact]
    public async Task One_event_of_the_forge_excuses_one_event_of_a_file_and_none_of_what_another_file_brought()
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });
        await Collect(store, Answering(Json("bob", "repo.create", At)));
        foreach (var actor in new[] { "ann", "eve", "joe" })
        {
            Import(store, Nameless(actor, At));
        }

        Import(store, Nameless("ann", At.AddSeconds(7)));
        Import(store, Nameless("eve", At.AddSeconds(7)));

        Assert.Equal(4, ImportedEvents.Of(store).Contradicted(Told(store)));
        Assert.Contains(AuditVerifier.Verify(store.Folder, [], []).Notes, note => note.Contains("4 events that files brought are contradicted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_can_open_an_audit_log_is_shown_once_what_several_files_and_the_forge_say(bool isCollectedFirst)
    {
        var store = Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] });
        if (isCollectedFirst)
        {
            await Collect(store, Answering(Json("mallory", "repo.destroy", At)));
        }

        Import(store, Nameless("mallory", At));
        Import(store, Json("mallory", "repo.destroy", At));
        Import(store, Json("mallory", "repo.destroy", At) + "\n");
        if (!isCollectedFirst)
        {
            var byFiles = new AuditQuery();
            Assert.Equal("dup", Assert.Single(byFiles.In(ImportedEvents.Of(Opened()), twice: _ => Assert.Fail("It is known."))).Id);
            Assert.Single(AuditAlerts.In(byFiles.In(Opened())).Concat(AuditAlerts.Behind(ImportedEvents.Of(Opened()), byFiles)));
            await Collect(store, Answering(Json("mallory", "repo.destroy", At)));
        }

        Assert.False(Assert.Single(new AuditQuery().In(Opened())).IsImported);
        var twice = 0;
        Assert.True(new AuditQuery().In(ImportedEvents.Of(store), twice: _ => twice++).Count() > 1);
        Assert.True(twice > 0);

        AuditStore Opened() => Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity });
    }

    [Fact]
    public async Task A_folder_with_an_export_by_hand_and_streamed_events_has_each_event_once()
    {
        var store = Sample.Store(folder);
        Directory.CreateDirectory(folder["all"]);
        File.WriteAllText(folder["all/a-hand.json"], Nameless("mallory", At));
        File.WriteAllText(folder["all/a-hand.csv"], $"action,actor,org,repo,created_at\nrepo.destroy,mallory,acme,acme/api,{At.ToUnixTimeMilliseconds()}\n");
        File.WriteAllText(folder["all/b-streamed.log"], Json("mallory", "repo.destroy", At));
        File.WriteAllText(folder["all/c-streamed.log"], Json("mallory", "repo.destroy", At).Replace("\"org\"", "\"country\":\"de\",\"org\"", StringComparison.Ordinal));

        var import = new AuditImporter(store, time).Import(folder["all"], Sample.GitHub);

        Assert.Equal((4, 2, 0), (import.Closed.Sum(receipt => receipt.Count), import.Added, import.Unsure));
        Assert.Single(new AuditQuery().In(store));
        Assert.Equal(0, new AuditImporter(store, time).Import(folder["all"], Sample.GitHub).Added);
        await Collect(store, Answering(Json("mallory", "repo.destroy", At)));
        Assert.Equal(0, ImportedEvents.Of(store).Contradicted(Told(store)));
        Assert.Single(new AuditQuery().In(store));
    }

    [Theory]
    [InlineData("member_created", "\"add\":\"user_access\",\"as\":\"Owner\",\"custom_message\":\"Membership created\"", "Added user access as Owner")]
    [InlineData("member_destroyed", "\"remove\":\"user_access\",\"custom_message\":\"Membership destroyed\"", "Removed user access")]
    [InlineData("member_updated", "\"change\":\"access_level\",\"from\":\"Guest\",\"to\":\"Owner\",\"expiry_from\":null,\"expiry_to\":\"2026-12-01\"", "Changed access level from Guest to Owner with expiry changing from never expires to 2026-12-01")]
    [InlineData("group_visibility_level_updated", "\"change\":\"visibility\",\"from\":\"Private\",\"to\":\"Public\"", "Changed visibility from Private to Public")]
    [InlineData("login_failed_with_standard_authentication", "\"failed_login\":\"standard\"", "Failed to login with STANDARD authentication")]
    [InlineData("login_failed_with_omniauth_authentication", "\"failed_login\":\"openid_connect\"", "Failed to login with ACME SSO authentication")]
    [InlineData("member_created", "\"add\":\"user_access\",\"as\":\"Owner\",\"impersonated_by\":\"Root\"", "Added user access as Owner (by Root)")]
    [InlineData("authenticated_with_two_factor", "\"with\":\"two-factor\"", "Signed in with TWO-FACTOR authentication")]
    [InlineData("protected_branch_removed", "\"custom_message\":\"Unprotected branch\",\"system_event\":true,\"reason\":\"policy\"", "Unprotected branch via system job. Reason: policy")]
    public void A_row_of_GitLab_is_known_by_the_sentence_that_GitLab_makes_of_the_details(string type, string details, string sentence)
    {
        var store = Sample.Store(folder);
        File.WriteAllText(folder["a.jsonl"], $$$"""{"id":4242,"author_id":1,"entity_id":6,"entity_type":"Group","details":{{{{details}}},"author_name":"Administrator","entity_path":"acme"},"created_at":"2026-02-28T04:00:00.000Z","event_type":"{{{type}}}"}""");
        File.WriteAllText(folder["b.csv"], $"ID,Author ID,Author Name,Action,Created At (UTC),Entity Path\n4242,1,Administrator,{sentence},2026-02-28 04:00:00 UTC,acme\n");

        Assert.Equal(1, new AuditImporter(store, time).Import(folder["a.jsonl"], Group).Added);
        Assert.Equal(0, new AuditImporter(store, time).Import(folder["b.csv"], Group).Added);
    }

    private static string Nameless(string actor, DateTimeOffset occurred) => Json(actor, "repo.destroy", occurred).Replace("\"_document_id\":\"dup\",", "", StringComparison.Ordinal);

    private static string Json(string actor, string action, DateTimeOffset occurred, DateTimeOffset? recorded = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"@timestamp":{{occurred.ToUnixTimeMilliseconds()}},"_document_id":"dup","action":"{{action}}","actor":"{{actor}}","created_at":{{(recorded ?? occurred).ToUnixTimeMilliseconds()}},"org":"acme","repo":"acme/api"}""");

    private static string Field(string fields) => $$"""{"_document_id":"dup",{{fields}}"action":"org.update_member","@timestamp":{{At.ToUnixTimeMilliseconds()}},"created_at":{{At.ToUnixTimeMilliseconds()}},"org":"acme","user":"bob"}""";

    private static ForgeTimes Told(AuditStore store) => ForgeTimes.Of(AuditCoverage.Of(AuditState.Of(store), Sample.Start, _ => Policy).Select(feed => (feed.Feed, feed.Read)), []);

    private static List<string?> Actors(AuditStore store) => [.. store.Read().Select(record => record.Event).OfType<AuditEvent>().Select(found => found.Actor)];

    private static AuditPage Page(params string[] events) => new(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"), null);

    // Answers what is asked for the time that they are of.
    private ScriptedForge Answering(params string[] events)
    {
        var forge = new ScriptedForge(time);
        forge.Instead = _ => forge.Requests[^1].From <= At && At < forge.Requests[^1].To ? Page(events) : null;
        return forge;
    }

    // The last day is read again.
    private async Task<(long Count, long Added)> Again(AuditStore store, ScriptedForge forge)
    {
        time.Now += TimeSpan.FromHours(1);
        var collection = await Collect(store, forge);
        return (collection.Closed.Sum(receipt => receipt.Count), collection.Added);
    }

    private Task<AuditCollection> Collect(AuditStore store, ScriptedForge forge) => new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, Policy);

    private AuditCollection Import(AuditStore store, params string[] events)
    {
        File.WriteAllText(folder["import.json"], $"[{string.Join(',', events)}]");
        return new AuditImporter(store, time).Import(folder["import.json"], Sample.GitHub);
    }
}
