using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Tests;

/// <summary>Whatever is not shown of what files brought is said by something that is shown, at its time; and what is there once is shown once.</summary>
public sealed class ShownEventTests : IDisposable
{
    private static readonly AuditPolicy Policy = AuditPolicy.GitHubWeb with { Since = Sample.Start.AddDays(-10) };
    private static readonly DateTimeOffset At = Sample.Start.AddHours(-20);
    private static readonly DateTimeOffset Old = Sample.Start.AddDays(-400);
    private static readonly AuditStoreOptions Sealed = new() { Recipients = [SealingTests.Identity.Recipient] };

    private static readonly bool[] Either = [false, true];

    // By so many milliseconds what happened is written down later.
    private static readonly int[] Behind = [0, 3, 40];

    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);
    private int files;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_forge_tells_under_an_id_hides_nothing_behind_what_a_file_said_under_it(bool isForgedFirst)
    {
        var store = Sample.Store(folder);
        var honest = new Said { Occurred = Old };
        var forged = honest with { Id = "FUTURE1", Note = "x" };
        Import(store, isForgedFirst ? forged : honest);
        Import(store, isForgedFirst ? honest : forged);
        Assert.Single(Alerts(store));

        await Collect(store, new Said { Id = "FUTURE1", Occurred = At, Action = "repo.create" });

        Assert.Contains(Alerts(store), alert => alert.Evidence.Occurred == Old);
        Assert.Contains(new AuditQuery().In(store), found => found.Occurred == Old);
    }

    [Fact]
    public async Task What_the_forge_says_otherwise_of_the_same_time_is_read_in_place_of_what_a_file_said_and_of_nothing_that_was_to_be_read_before_it()
    {
        var store = Sample.Store(folder);
        Import(store, new Said { Occurred = At });
        Import(store, new Said { Occurred = At, Id = "X", Note = "x" });

        await Collect(store, new Said { Id = "X", Occurred = At, Action = "repo.create" });

        Assert.Equal(["org.add_member", "repo.create"], new AuditQuery().In(store).Select(found => found.Action).Order(StringComparer.Ordinal));
        Assert.Equal(0, Import(store, new Said { Occurred = At }).Added);
        Assert.Single(Alerts(store));
    }

    [Fact]
    public async Task What_is_not_shown_stands_for_nothing_that_a_file_brings_later()
    {
        var store = Sample.Store(folder);
        Import(store, new Said { Occurred = At, Id = "X", Note = "x" });
        await Collect(store, new Said { Id = "X", Occurred = At, Action = "repo.create" });
        Assert.Empty(Alerts(store));

        Assert.Equal(1, Import(store, new Said { Occurred = At }).Added);
        Assert.Single(Alerts(store));
    }

    [Fact]
    public async Task What_the_forge_tells_the_same_way_is_shown_in_place_of_all_that_files_said_of_it()
    {
        var store = Sample.Store(folder);
        Import(store, new Said { Occurred = At });
        Import(store, new Said { Occurred = At, Id = "X", Note = "x" });

        await Collect(store, new Said { Id = "X", Occurred = At });

        Assert.False(Assert.Single(new AuditQuery().In(store)).IsImported);
        Assert.Equal(0, Contradicted(store));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "X")]
    [InlineData(true, "X")]
    public async Task A_second_time_of_an_event_moves_no_other_one(bool isShiftedFirst, string? id)
    {
        var store = Sample.Store(folder);
        var honest = new Said { Occurred = Old, Id = id };
        var shifted = honest with { Occurred = At, Recorded = Old, Note = "y" };
        var query = new AuditQuery { Since = Old.AddDays(-1), Until = Old.AddDays(1) };

        Assert.Equal(1, Import(store, isShiftedFirst ? shifted : honest).Added);
        Assert.Equal(1, Import(store, isShiftedFirst ? honest : shifted).Added);
        Assert.Single(Alerts(store, query));

        await Collect(store);
        Assert.Single(Alerts(store, query));
        Assert.Equal(1, Contradicted(store));
    }

    [Fact]
    public void Two_times_of_an_event_that_are_near_each_other_are_one_events_and_hide_none_of_a_time_that_is_asked_for()
    {
        var store = Sample.Store(folder);
        var honest = new Said { Occurred = Old };
        Import(store, honest);
        Assert.Equal(1, Import(store, honest with { Occurred = Old.AddMilliseconds(-40), Recorded = Old, Note = "y" }).Added);

        Assert.Single(new AuditQuery().In(store));
        Assert.Single(Alerts(store, new AuditQuery { Since = Old }));
        Assert.Single(Alerts(store, new AuditQuery { Until = Old }));

    }

    [Fact]
    public void What_is_shown_minutes_from_another_time_may_be_there_twice_and_stands_for_nothing()
    {
        var store = Sample.Store(folder);
        Import(store, new Said { Occurred = Old });
        var import = Import(store, new Said { Occurred = Old.AddMinutes(-3), Recorded = Old, Note = "y" });

        Assert.Equal((1, 1), (import.Added, import.Unsure));
        Assert.Equal(2, new AuditQuery().In(store).Count());
        Assert.Equal(0, Import(store, new Said { Occurred = Old }).Added);
    }

    [Fact]
    public async Task What_the_forge_told_of_two_times_is_what_a_file_has_of_either_however_far_apart_they_are()
    {
        var store = Sample.Store(folder);
        await Collect(store, new Said { Id = "X", Occurred = At, Recorded = At.AddHours(-5) });

        Assert.Equal(0, Import(store, new Said { Occurred = At.AddHours(-5) }).Added);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 0, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public async Task Whoever_has_a_key_is_shown_each_event_once_of_files_that_overlap_and_of_the_forge(params int[] steps)
    {
        var (events, json, table) = Overlapping();
        var store = Sample.Store(folder, Sealed);
        foreach (var step in steps)
        {
            _ = step switch
            {
                0 => Import(store, json).Added,
                1 => Write(store, "hand.csv", table).Added,
                _ => (await Collect(store, events)).Added,
            };
        }

        var opened = Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity });
        var twice = 0;
        Assert.Equal(60, new AuditQuery().In(ImportedEvents.Of(opened), twice: _ => twice++).Count());
        Assert.Equal(0, twice);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_table_of_what_the_forge_told_is_not_contradicted_whoever_can_read_neither(bool isCollectedFirst)
    {
        var (events, _, table) = Overlapping();
        var store = Sample.Store(folder, Sealed);
        foreach (var isForge in (bool[])[isCollectedFirst, !isCollectedFirst])
        {
            _ = isForge ? await Collect(store, events) : Write(store, "hand.csv", table);
        }

        Assert.Equal(0, Contradicted(store));
        Assert.Equal(0, AuditVerifier.Verify(store.Folder, [], []).Contradicted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_files_that_overlap_and_are_encrypted_each_event_is_shown_once(bool isTableFirst)
    {
        // What was written down as another one happened may be that one, as long as nobody can read them.
        const string Table = "action,actor,user,org,permission,created_at\n";
        Said[] events = [new() { Occurred = Old, Recorded = Old.AddMilliseconds(40), User = "a" }, new() { Occurred = Old, User = "b" }, new() { Occurred = Old.AddMilliseconds(40), User = "c" }];
        var rows = Table + string.Concat(events.Select(said => $"{said.Action},boss,{said.User},acme,admin,{(said.Recorded ?? said.Occurred).ToUnixTimeMilliseconds()}\n"));
        var store = Sample.Store(folder, Sealed);
        _ = isTableFirst ? Write(store, "hand.csv", rows) : Import(store, events);
        Assert.Equal((3, 3), Of(isTableFirst ? Import(store, events) : Write(store, "hand.csv", rows)));

        var opened = Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity });
        Assert.Equal(["a", "b", "c"], new AuditQuery().In(opened).Select(found => Importing.KeptFields.Of(found)!.Of("user")).Order(StringComparer.Ordinal));

        static (long Added, long Unsure) Of(AuditCollection import) => (import.Added, import.Unsure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_read_is_contradicted_by_how_many_there_are_of_a_second(bool isCollectedFirst)
    {
        // Each may be the first of the forge's, and one of them alone the second.
        Said[] told = [new() { Id = "1", Occurred = At, Recorded = At.AddMilliseconds(40) }, new() { Id = "2", Occurred = At }];
        var store = Sample.Store(folder, Sealed);
        if (isCollectedFirst)
        {
            await Collect(store, told);
        }

        foreach (var (after, user) in new[] { (0, "a"), (40, "b"), (40, "c") })
        {
            Import(store, new Said { Occurred = At.AddMilliseconds(after), User = user });
        }

        if (!isCollectedFirst)
        {
            await Collect(store, told);
        }

        Assert.Equal(1, Contradicted(store));
        Assert.Equal(1, AuditVerifier.Verify(store.Folder, [], []).Contradicted);
    }

    [Fact]
    public void Whoever_has_a_key_is_shown_what_says_more_whichever_has_an_id()
    {
        var store = Sample.Store(folder, Sealed);
        Import(store, new Said { Occurred = Old, Note = "6.6.6.6" });
        Import(store, new Said { Occurred = Old, Id = "Z1", Permission = null });

        var opened = Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity });
        Assert.Contains("6.6.6.6", Text(Assert.Single(new AuditQuery().In(opened))), StringComparison.Ordinal);
        Assert.Single(Alerts(opened));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_forge_stands_for_what_says_the_same_and_not_for_what_is_like_it(bool isHonestFirst)
    {
        var store = Sample.Store(folder);
        var honest = new Said { Occurred = At, Country = "de" };
        var forged = honest with { Country = null, Note = "forged" };
        Import(store, isHonestFirst ? honest : forged);
        Import(store, isHonestFirst ? forged : honest);

        await Collect(store, honest with { Id = "F1" });

        Assert.Contains("forged", Text(Assert.Single(new AuditQuery().In(store), found => found.IsImported)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Very_much_under_one_id_is_told_apart_word_for_word(bool isSealed)
    {
        const int Count = 8000;
        var store = Sample.Store(folder, isSealed ? Sealed : null);
        Said[] all = [.. Enumerable.Range(0, Count).Select(number => new Said { Id = "X", Occurred = Old, Note = $"{number}" })];
        var watch = Stopwatch.StartNew();

        Assert.Equal(Count, Import(store, all).Added);
        Assert.Equal(isSealed ? 0 : 1, Import(store, [.. all.Take(100), all[0] with { Note = "another" }]).Added - (isSealed ? 101 : 0));
        files--;
        Assert.Equal(0, Import(store, [.. all.Take(100), all[0] with { Note = "another" }]).Added);

        var opened = Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity });
        Assert.Equal(Count + 1, new AuditQuery().In(opened).Count());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"{watch.Elapsed}");
    }

    [Fact]
    public void Whoever_looks_for_what_is_there_twice_can_be_stopped()
    {
        var store = Sample.Store(folder, Sealed);
        Import(store, new Said { Occurred = Old });
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => ImportedEvents.Of(store, stop.Token));
    }

    [Fact]
    public void Whatever_is_not_shown_is_said_by_what_is() => SaidGen.Select(Gen.Bool, (said, isForge) => (Said: said, IsForge: isForge)).Array[2, 7].Sample(
        steps =>
        {
            foreach (var isSealed in Either)
            {
                var store = AuditStore.Open(folder[$"any-{Guid.NewGuid()}"], isSealed ? Sealed : null);
                foreach (var (said, isForge) in steps)
                {
                    if (isForge)
                    {
                        Collect(store, Told(said)).GetAwaiter().GetResult();
                        time.Now += TimeSpan.FromHours(1);
                    }
                    else
                    {
                        Import(store, said);
                    }
                }

                Hold(AuditStore.Open(store.Folder, isSealed ? new AuditStoreOptions { Identity = SealingTests.Identity } : null), steps);
                time.Now = Sample.Start;
            }
        },
        iter: 150,
        print: steps => string.Join("\n", steps.Select(step => $"{(step.IsForge ? "forge" : "file ")} {(step.IsForge ? Told(step.Said) : step.Said).Json()}")));

    // What the forge tells of some seconds, and two exports by hand of parts of it, of which one has the times that it was written down at alone.
    private static (Said[] Told, Said[] Json, string Table) Overlapping()
    {
        var events = Enumerable.Range(0, 60).Select(number => new Said
        {
            Id = $"D{number}",
            Occurred = At.AddMilliseconds(7 * (number / 2)),
            Recorded = At.AddMilliseconds((7 * (number / 2)) + Behind[number % 3]),
            Action = number % 2 == 0 ? "org.add_member" : "repo.create",
            User = $"u{number}",
        }).ToArray();
        Said[] json = [.. events.Take(40).Select(said => said with { Id = null })];
        var table = "action,actor,user,org,permission,created_at\n"
            + string.Concat(events.Skip(20).Take(30).Select(said => $"{said.Action},boss,{said.User},acme,admin,{said.Recorded!.Value.ToUnixTimeMilliseconds()}\n"));
        return (events, json, table);
    }

    // Of any few events that may be taken for each other.
    private static Gen<Said> SaidGen { get; } = Gen.Select(
        Any<string?>(null, null, "X", "Y"),
        Any(At, At.AddMilliseconds(40), At.AddMinutes(3), Old),
        Any<DateTimeOffset?>(null, null, At, Old),
        Any("org.add_member", "org.add_member", "repo.create"),
        Any<string?>(null, "admin", "read"),
        Any<string?>(null, "x", "y"),
        Any<string?>(null, "de"),
        (id, occurred, recorded, action, permission, note, country) => new Said { Id = id, Occurred = occurred, Recorded = recorded, Action = action, Permission = permission, Note = note, Country = country });

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // The forge gives each event an id, and answers for the time that it is asked for.
    private static Said Told(Said said) => said with { Id = said.Id ?? "Z", Occurred = said.Occurred == Old ? At : said.Occurred, Recorded = At };

    private static void Hold(AuditStore store, (Said Said, bool IsForge)[] steps)
    {
        var imported = ImportedEvents.Of(store);
        ImmutableArray<AuditEvent> shown = [.. new AuditQuery().In(imported)];
        ImmutableArray<AuditEvent> told = [.. imported.Read().Where(found => !found.IsImported)];
        foreach (var found in imported.Read().Where(imported.IsOutdone))
        {
            Assert.Contains(shown, other => other.Entry == imported.FullerThan(found)!.Entry);
        }

        foreach (var (said, _) in steps.Where(step => !step.IsForge))
        {
            var event_ = EventReader.OfJson(Sample.GitHub, JsonSerializer.SerializeToUtf8Bytes(said.Fields()));
            Assert.True(shown.Any(other => Says(other, said, event_)) || told.Any(other => other.Id == said.Id && IsNear(event_.Occurred, other.Occurred, other.Recorded)), said.Json());
        }
    }

    // What the forge says of the event it says, whatever a file has beside it; a file has to say all of it, at the time that it is shown at.
    private static bool Says(AuditEvent other, Said said, AuditEvent event_)
    {
        var fields = Importing.KeptFields.Of(other)!;
        var isSame = said.Fields().Where(field => field.Key is not ("_document_id" or "@timestamp" or "created_at")).All(field => fields.Of(field.Key) is { } value ? value == field.Value.ToString() : !other.IsImported);
        return isSame && (other.IsImported
            ? Math.Abs((other.Occurred - event_.Occurred)!.Value.TotalSeconds) < 1
            : IsNear(event_.Occurred, other.Occurred, other.Recorded));
    }

    private static bool IsNear(DateTimeOffset? time, params DateTimeOffset?[] others) => others.Any(other => (time - other)?.Duration() <= TimeSpan.FromMinutes(10));

    private static List<AuditAlert> Alerts(AuditStore store, AuditQuery? query = null)
    {
        var imported = ImportedEvents.Of(store);
        return [.. AuditAlerts.In((query ?? new AuditQuery()).In(imported)), .. AuditAlerts.Behind(imported, query ?? new AuditQuery())];
    }

    private static long Contradicted(AuditStore store)
    {
        var told = ForgeTimes.Of(AuditCoverage.Of(AuditState.Of(store), Sample.Start, _ => Policy).Select(feed => (feed.Feed, feed.Read)), []);
        return ImportedEvents.Of(store).Contradicted(told);
    }

    private static string Text(AuditEvent found) => System.Text.Encoding.UTF8.GetString(found.Raw.Span);

    private Task<AuditCollection> Collect(AuditStore store, params Said[] events)
    {
        var forge = new ScriptedForge(time);
        forge.Instead = _ => forge.Requests[^1].From <= At && At < forge.Requests[^1].To ? new AuditPage(JsonSerializer.SerializeToUtf8Bytes(events.Select(said => (said with { Recorded = said.Recorded ?? said.Occurred }).Fields())), null) : null;
        return new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, Policy);
    }

    private AuditCollection Import(AuditStore store, params Said[] events) => Write(store, $"{++files}.json", JsonSerializer.Serialize(events.Select(said => said.Fields())));

    private AuditCollection Write(AuditStore store, string file, string text)
    {
        File.WriteAllText(folder[file], text);
        return new AuditImporter(store, time).Import(folder[file], Sample.GitHub);
    }

    // What is said of an event, of which an assessor asks.
    private sealed record Said
    {
        public string? Id { get; init; }

        public required DateTimeOffset Occurred { get; init; }

        public DateTimeOffset? Recorded { get; init; }

        public string Action { get; init; } = "org.add_member";

        public string User { get; init; } = "mallory";

        public string? Permission { get; init; } = "admin";

        public string? Note { get; init; }

        public string? Country { get; init; }

        public Dictionary<string, object> Fields() => new (string Name, object? Value)[]
        {
            ("_document_id", Id), ("@timestamp", Occurred.ToUnixTimeMilliseconds()), ("created_at", Recorded?.ToUnixTimeMilliseconds()), ("action", Action),
            ("actor", "boss"), ("org", "acme"), ("user", User), ("permission", Permission), ("note", Note), ("country", Country),
        }.Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value!);

        public string Json() => JsonSerializer.Serialize(Fields());
    }
}
