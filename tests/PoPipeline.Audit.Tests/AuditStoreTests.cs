using System.Text;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Sealing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

public sealed class AuditStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Everything_that_is_written_is_its_owners_alone()
    {
        var store = Import(Sample.Store(folder), 300, Sample.Start.AddDays(-1), blobOf: 70_000);

        Assert.All(
            Directory.EnumerateFileSystemEntries(store.Folder, "*", SearchOption.AllDirectories).Append(store.Folder),
            path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & PrivatePath.OfOthers));
        Assert.Null(PrivateFolder.FaultOf(store.Folder));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead, "others can read it")]
    [InlineData(UnixFileMode.GroupExecute, "others can read it")]
    [InlineData(UnixFileMode.GroupWrite, "others can write to it")]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.OtherRead, "others can write to it")]
    public void A_folder_that_others_can_use_is_refused(UnixFileMode others, string fault)
    {
        var store = Import(Sample.Store(folder), 1, Sample.Start);
        foreach (var part in new[] { store.Folder, Path.Combine(store.Folder, "ledger"), Path.Combine(store.Folder, "blobs") })
        {
            var mode = File.GetUnixFileMode(part);
            File.SetUnixFileMode(part, mode | others);

            Assert.Contains(fault, Assert.Throws<AuditException>(() => Sample.Store(folder)).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(part, mode);
        }

        Assert.NotNull(Sample.Store(folder));
    }

    [Fact]
    public void A_long_event_lies_in_a_blob_and_is_read_whole()
    {
        var store = Import(Sample.Store(folder), 3, Sample.Start, blobOf: 200_000);

        Assert.All(store.Read().Select(record => record.Event).OfType<AuditEvent>(), found => Assert.True(found.Raw.Length > 200_000 && !found.IsClosed));
        Assert.Equal(3, store.Blobs.Names().Count());
        Assert.Equal(3, AuditVerifier.Verify(store.Folder, [], []).Blobs);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_kept_as_they_came()
    {
        byte[] raw = [.. "{\"action\":\"repo.create\",\"actor\":\"x"u8, 0xFF, 0xC0, .. "\",\"_document_id\":\"d\",\"created_at\":1614692687389}"u8];
        File.WriteAllBytes(folder["x.json"], raw);
        var store = Sample.Store(folder);
        new AuditImporter(store, time).Import(folder["x.json"], Sample.GitHub);

        Assert.Equal(raw, store.Read().First().Event!.Raw.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void What_is_sealed_is_read_by_whom_it_is_for_and_verified_by_everybody(int blobOf)
    {
        var store = Import(Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] }), 5, Sample.Start, blobOf);

        var closed = Events(Sample.Store(folder));
        var stranger = Events(Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Stranger }));
        var open = Events(Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity }));

        Assert.All(closed.Concat(stranger), found => Assert.True(found is { IsClosed: true, Actor: null, Action: null, Raw.Length: 0 }));
        Assert.Equal(["doc-0", "doc-1", "doc-2", "doc-3", "doc-4"], closed.Select(found => found.Id));
        Assert.All(open, found => Assert.True(found is { IsClosed: false, Actor: "mona", Raw.Length: > 100 }));
        Assert.Equal("mona", Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity }).Read(from: 3).First().Event?.Actor);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
        Assert.DoesNotContain("mona", Encoding.UTF8.GetString([.. Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories).SelectMany(File.ReadAllBytes)]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_old_enough_is_pruned_and_the_rest_verifies_as_before()
    {
        var store = Import(Sample.Store(folder, new AuditStoreOptions { Signer = Sample.Signer }), 700, Sample.Start.AddDays(-3), blobOf: 0, mixedBlobs: true);
        store.SetKeep(TimeSpan.FromDays(30), time);
        time.Now = Sample.Start.AddDays(20);
        Import(store, 300, Sample.Start.AddDays(19), first: 10_000);
        var anchor = LedgerAnchor.Parse("kept", File.ReadAllBytes(Path.Combine(store.Folder, "ledger", "checkpoint"))).Value!;
        var blobs = store.Blobs.Names().Count();

        time.Now = Sample.Start.AddDays(29);
        Assert.Null(AuditPruning.Prune(store, TimeSpan.FromDays(30), time));
        time.Now = Sample.Start.AddDays(31);
        var entries = File.ReadAllBytes(Path.Combine(store.Folder, "ledger/tile/entries/000"));
        var tombstone = AuditPruning.Prune(store, TimeSpan.FromDays(30), time);

        Assert.Equal((512, 1), (tombstone!.Events, tombstone.Bundles.Length));
        Assert.False(File.Exists(Path.Combine(store.Folder, "ledger/tile/entries/000")));
        Assert.True(File.Exists(Path.Combine(store.Folder, "ledger/tile/entries/002")));
        Assert.True(store.Blobs.Names().Count() < blobs);
        var verification = AuditVerifier.Verify(store.Folder, [Sample.Signer.Verifier], [anchor]);
        Assert.True(verification.Verdict is AuditVerdict.Valid, string.Join('\n', verification.Findings));
        Assert.Equal(512, verification.Pruned);
        Assert.Equal(488, Events(Sample.Store(folder)).Count);
        Assert.Null(AuditPruning.Prune(store, TimeSpan.FromDays(30), time));
        Import(store, 10, Sample.Start.AddDays(30), first: 20_000);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [Sample.Signer.Verifier], [anchor]).Verdict);

        // Storage may have deleted the blobs alone of what was pruned.
        File.WriteAllBytes(Path.Combine(store.Folder, "ledger/tile/entries/000"), entries);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [Sample.Signer.Verifier], [anchor]).Verdict);
        Assert.InRange(Events(Sample.Store(folder)).Count, 498, 498 + 255);
    }

    [Fact]
    public void What_an_earlier_run_said_and_was_not_let_remove_goes_with_what_is_removed_now()
    {
        var store = Sample.Store(folder);
        Import(store, 700, Sample.Start.AddDays(-2));
        store.SetKeep(TimeSpan.FromDays(30), time);
        time.Now = Sample.Start.AddDays(20);
        Import(store, 600, Sample.Start.AddDays(19), first: 10_000);
        var file = Path.Combine(store.Folder, "ledger/tile/entries/000");
        var bytes = File.ReadAllBytes(file);
        time.Now = Sample.Start.AddDays(31);
        Assert.NotNull(AuditPruning.Prune(store, TimeSpan.FromDays(30), time));
        File.WriteAllBytes(file, bytes);

        time.Now = Sample.Start.AddDays(60);
        Assert.NotNull(AuditPruning.Prune(store, TimeSpan.FromDays(30), time));

        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Nothing_is_pruned_before_its_time()
    {
        var store = Import(Sample.Store(folder), 600, Sample.Start.AddDays(-3));
        time.Now = Sample.Start.AddDays(400);

        Assert.Contains("does not say how long", Assert.Throws<AuditException>(() => AuditPruning.Prune(store, TimeSpan.FromDays(1), time)).Message, StringComparison.Ordinal);
        store.SetKeep(TimeSpan.FromDays(365), time);
        Assert.Contains("365 days, and 364 days are less", Assert.Throws<AuditException>(() => AuditPruning.Prune(store, TimeSpan.FromDays(364), time)).Message, StringComparison.Ordinal);
        Assert.Null(AuditPruning.Prune(store, TimeSpan.FromDays(500), time));
        Assert.Contains("365 days at least, and 30 days are less", Assert.Throws<AuditException>(() => store.SetKeep(TimeSpan.FromDays(30), time)).Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(365), AuditState.Of(store).Keep);
        Assert.Equal(600, Events(store).Count);
    }

    [Fact]
    public void A_pruning_that_is_killed_at_any_step_is_finished_by_the_next()
    {
        var steps = 0;
        for (var kill = 0; kill <= steps; kill++)
        {
            using var own = new TemporaryFolder();
            time.Now = Sample.Start;
            var store = Import(AuditStore.Open(own["audit"]), 600, Sample.Start.AddDays(-3), mixedBlobs: true, file: own["x.json"]);
            store.SetKeep(TimeSpan.FromDays(2), time);
            time.Now = Sample.Start.AddDays(10);
            steps = 0;
            try
            {
                AuditPruning.Prune(AuditStore.Open(own["audit"], new AuditStoreOptions { Step = _ => steps = steps == kill ? throw new KilledException() : steps + 1 }), TimeSpan.FromDays(2), time);
            }
            catch (KilledException)
            {
                steps = int.MaxValue;
            }

            var again = AuditStore.Open(own["audit"]);
            AuditPruning.Prune(again, TimeSpan.FromDays(2), time);
            Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(again.Folder, [], []).Verdict);
            Assert.Equal(88, Events(again).Count);
            Assert.Single(AuditState.Of(again).Tombstones);
            Assert.Equal(Events(again).Count(found => found.Raw.Length > 65_535), again.Blobs.Names().Count());
        }
    }

    [Fact]
    public void A_seal_stays_for_as_long_as_anything_is_under_it()
    {
        var options = new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient], Identity = SealingTests.Identity };
        var store = Import(Sample.Store(folder, options), 600, Sample.Start.AddDays(-3));
        store.SetKeep(TimeSpan.FromDays(2), time);
        time.Now = Sample.Start.AddDays(10);

        var tombstone = AuditPruning.Prune(store, TimeSpan.FromDays(2), time)!;

        Assert.Equal(new BundleRange(1, 1), Assert.Single(tombstone.Bundles));
        Assert.All(Events(Sample.Store(folder, options)), found => Assert.False(found.IsClosed));
    }

    [Fact]
    public void What_an_anchor_on_record_says_is_held_to_the_entries_before_it()
    {
        var store = Import(Sample.Store(folder), 300, Sample.Start);
        var first = store.Ledger.Head!;
        Import(store, 300, Sample.Start, first: 1000);
        store.AddAnchor("https://example.com/1", time, first);
        store.AddAnchor("https://example.com/2", time);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);

        store.AddAnchor("https://example.com/3", time, first with { Size = first.Size + 1 });

        var found = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal((AuditVerdict.Modified, store.Ledger.Size - 1), (found.Verdict, found.Findings.Single().Entry));
        Assert.Contains("history was written anew", found.Findings.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_read_and_where_a_checkpoint_was_published_is_kept()
    {
        var store = Import(Sample.Store(folder), 2, Sample.Start);
        store.AddAnchor("https://github.com/acme/anchors/issues/1#issuecomment-2", time);
        store.AddRead(new ReadNote(Sample.Start, "auditor", "list --action repo.*", 2));

        Assert.Equal((3, store.Ledger.Size - 1), (AuditState.Of(store).Anchors.Single().Size, store.Read().Single(record => record.Read is not null).Index));
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
    }

    [Fact]
    public void Events_are_filtered_by_time_action_actor_and_source()
    {
        var store = Import(Sample.Store(folder), 20, Sample.Start);
        AuditQuery query = new();

        Assert.Equal(20, query.In(store).Count());
        Assert.Equal(5, (query with { Since = Sample.Start.AddMinutes(5), Until = Sample.Start.AddMinutes(10) }).In(store).Count());
        Assert.Equal(20, (query with { Actions = ["x", "REPO.*"] }).In(store).Count());
        Assert.Empty((query with { Actions = ["repo"] }).In(store));
        Assert.Equal(20, (query with { Actors = ["7"] }).In(store).Count());
        Assert.Empty((query with { Sources = [Sample.GitLab] }).In(store));
    }

    [Fact]
    public void Of_what_is_encrypted_for_others_it_is_told_that_nobody_knows_whether_it_is_asked_for()
    {
        Import(Sample.Store(folder, new AuditStoreOptions { Recipients = [SealingTests.Identity.Recipient] }), 20, Sample.Start);
        var (closed, open) = (Sample.Store(folder), Sample.Store(folder, new AuditStoreOptions { Identity = SealingTests.Identity }));
        var unseen = 0;

        Assert.Empty(new AuditQuery { Actors = ["nobody"], Until = Sample.Start.AddMinutes(7) }.In(ImportedEvents.Of(closed), _ => unseen++));
        Assert.Equal(7, unseen);
        Assert.Equal(20, new AuditQuery().In(ImportedEvents.Of(closed), _ => unseen++).Count());
        Assert.Equal(20, new AuditQuery { Actors = ["mona"] }.In(ImportedEvents.Of(open), _ => unseen++).Count());
        Assert.Equal(7, unseen);
    }

    [Theory]
    [InlineData("repo.*", "repo.create", true)]
    [InlineData("*.create", "repo.create", true)]
    [InlineData("r?po.create", "repo.create", true)]
    [InlineData("repo", "repo.create", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("a*b*c", "aXXbYYbZc", true)]
    [InlineData("a*b*c", "aXXbYYbZ", false)]
    [InlineData("**a", "bba", true)]
    public void A_pattern_is_of_stars_and_question_marks(string pattern, string text, bool isMatch) => Assert.Equal(isMatch, ActionPattern.IsMatch(pattern, text));

    [Fact]
    public void A_longer_time_to_keep_events_replaces_a_shorter_one_and_never_the_other_way_round()
    {
        var store = Import(Sample.Store(folder), 600, Sample.Start.AddDays(-3));
        store.SetKeep(TimeSpan.FromDays(30), time);
        store.SetKeep(TimeSpan.FromDays(730), time);

        // As a version wrote it that took any.
        store.Ledger.Append([store.NewLeafWriter().Policy(TimeSpan.FromDays(30), Sample.Start)]);
        time.Now = Sample.Start.AddDays(60);

        Assert.Equal(TimeSpan.FromDays(730), AuditState.Of(store).Keep);
        Assert.Throws<AuditException>(() => AuditPruning.Prune(store, TimeSpan.FromDays(30), time));
    }

    [Fact]
    public void What_was_pruned_is_told_by_when_it_happened_and_by_when_it_was_read()
    {
        var store = Import(Sample.Store(folder), 600, Sample.Start.AddDays(-50));
        store.SetKeep(TimeSpan.FromDays(30), time);
        time.Now = Sample.Start.AddDays(31);

        AuditPruning.Prune(store, TimeSpan.FromDays(30), time);

        var tombstone = AuditState.Of(store).Tombstones.Single();
        Assert.Equal((Sample.Start.AddDays(-50), Sample.Start.AddDays(-50).AddMinutes(511)), (tombstone.FirstHappened, tombstone.LastHappened));
        Assert.Equal((Sample.Start, Sample.Start), (tombstone.Oldest, tombstone.Newest));
    }

    [Fact]
    public void What_a_clock_that_was_ahead_pruned_is_missing_now_and_once_anything_stands_behind_it()
    {
        var store = Import(Sample.Store(folder), 600, Sample.Start.AddDays(-3));
        store.SetKeep(TimeSpan.FromDays(365), time);
        time.Now = Sample.Start.AddDays(366);
        Assert.NotNull(AuditPruning.Prune(store, TimeSpan.FromDays(365), time));

        var early = AuditVerifier.Verify(store.Folder, [], [], Sample.Start);
        Assert.Equal(AuditVerdict.Missing, early.Verdict);
        Assert.Contains("was pruned before its time: it is dated 2027-03-02T00:00:00.000Z, and it is 2026-03-01T00:00:00.000Z now", early.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], [], time.Now).Verdict);

        time.Now = Sample.Start.AddDays(1);
        Import(store, 5, Sample.Start, first: 10_000);
        var later = AuditVerifier.Verify(store.Folder, [], [], Sample.Start.AddDays(400));
        Assert.Equal((AuditVerdict.Missing, false), (later.Verdict, later.IsIntact));
        Assert.Contains("which stands behind it, is dated 2026-03-02T00:00:00.000Z", later.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_pruned_by_the_time_of_a_forge_stays_so_when_a_note_is_dated_long_before_and_the_note_is_misdated()
    {
        var store = Import(Sample.Store(folder), 600, Sample.Start.AddDays(-3));
        store.SetKeep(TimeSpan.FromDays(30), time);
        time.Now = Sample.Start.AddDays(70);
        await new AuditCollector(store, new ScriptedForge(time), time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);
        Assert.NotNull(AuditPruning.Prune(store, TimeSpan.FromDays(30), time));
        store.AddRead(new ReadNote(Sample.Start.AddDays(5), "auditor", "export", 5));

        var found = AuditVerifier.Verify(store.Folder, [], [], time.Now);

        Assert.Equal((AuditVerdict.Misdated, true), (found.Verdict, found.IsIntact));
        Assert.Contains("is dated 2026-03-06T00:00:00.000Z, and a forge had been read up to 2026-05-09T23:30:00.000Z by then", Assert.Single(found.Findings).Message, StringComparison.Ordinal);

        // Whoever looks by a clock that is behind sees that the one or the other is wrong, and not that something is missing.
        Assert.Equal(AuditVerdict.Misdated, AuditVerifier.Verify(store.Folder, [], [], time.Now.AddHours(-20)).Verdict);
    }

    [Fact]
    public async Task What_was_pruned_and_is_imported_again_is_not_contradicted()
    {
        var store = Sample.Store(folder);
        var forge = new ScriptedForge(time, pageSize: 1000);
        for (var number = 0; number < 600; number++)
        {
            forge.Happen(number, Sample.Start.AddDays(-3).AddMinutes(number));
        }

        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);
        store.SetKeep(TimeSpan.FromDays(30), time);
        time.Now = Sample.Start.AddDays(70);
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);
        Assert.NotNull(AuditPruning.Prune(store, TimeSpan.FromDays(30), time));

        Import(store, 5, Sample.Start.AddDays(-3), first: 0);
        Assert.Equal(0, AuditVerifier.Verify(store.Folder, [], []).Contradicted);

        Import(store, 5, Sample.Start.AddDays(20), first: 5000);
        Assert.Equal(5, AuditVerifier.Verify(store.Folder, [], []).Contradicted);
        var imported = ImportedEvents.Of(store);
        var coverage = AuditCoverage.Of(imported.State, time.Now, _ => AuditPolicy.GitHubWeb).Select(feed => (feed.Feed, feed.Read)).ToList();
        Assert.Equal(5, imported.Contradicted(ForgeTimes.Of(coverage, imported.State.Tombstones)));

        // The forge was asked for the time all the same, so that a file alone is no evidence of it.
        Assert.True(ForgeTimes.Of(coverage, imported.State.Tombstones).Cover("github:acme", "repo.create", Sample.Start.AddDays(-3)));
    }

    [Fact]
    public async Task What_verify_says_of_refusals_is_by_their_order_and_not_by_the_clocks()
    {
        var store = Sample.Store(folder);
        var forge = new ScriptedForge(time);
        await Collect(hours: 72, isRefused: false);
        await Collect(hours: 1, isRefused: true);
        Assert.Contains(AuditVerifier.Verify(store.Folder, [], []).Findings, finding => finding.Message.Contains("was refused after its last receipt", StringComparison.Ordinal));

        await Collect(hours: 2, isRefused: false);
        await Collect(hours: 9600, isRefused: true);
        await Collect(hours: 3, isRefused: false);
        Assert.DoesNotContain(AuditVerifier.Verify(store.Folder, [], []).Findings, finding => finding.Message.Contains("refused", StringComparison.Ordinal));

        async Task Collect(int hours, bool isRefused)
        {
            // The forge's clock goes right.
            time.Now = Sample.Start.AddHours(hours);
            forge.Ahead = hours is 72 or 9600 ? TimeSpan.FromHours(-hours) : TimeSpan.Zero;
            forge.Instead = _ => isRefused ? new AuditPageRefusal(RefusalReason.Token, "Bad credentials.") : null;
            var collection = await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb with { Since = Sample.Start.AddDays(-10) }, TestContext.Current.CancellationToken);
            Assert.Equal(isRefused, !collection.Refused.IsEmpty);
        }
    }

    [Fact]
    public void What_is_dated_later_than_now_is_found_and_no_sign_of_a_change()
    {
        var store = Import(Sample.Store(folder), 5, Sample.Start.AddDays(-3));
        store.AddRead(new ReadNote(Sample.Start.AddMinutes(9), "auditor", "export", 5));
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], [], Sample.Start).Verdict);

        time.Now = Sample.Start.AddDays(20);
        store.AddAnchor("https://example.com/1", time);

        var found = AuditVerifier.Verify(store.Folder, [], [], Sample.Start);
        Assert.Equal((AuditVerdict.Misdated, true), (found.Verdict, found.IsIntact));
        Assert.Contains("which is an anchor, is dated 2026-03-21T00:00:00.000Z", Assert.Single(found.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], [], time.Now).Verdict);
    }

    [Fact]
    public async Task Nothing_is_pruned_by_a_clock_that_is_far_ahead_of_what_a_forge_said()
    {
        var store = Import(Sample.Store(folder), 600, Sample.Start.AddDays(-3));
        store.SetKeep(TimeSpan.FromDays(365), time);
        var forge = new ScriptedForge(time);
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);

        time.Now = Sample.Start.AddDays(366);
        var refused = Assert.Throws<AuditException>(() => AuditPruning.Prune(store, TimeSpan.FromDays(365), time));
        Assert.Contains("Run 'po audit collect' first", refused.Message, StringComparison.Ordinal);

        // A forge whose clock goes right says that nothing is to be read yet.
        forge.Ahead = TimeSpan.FromDays(-366);
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);
        Assert.Throws<AuditException>(() => AuditPruning.Prune(store, TimeSpan.FromDays(365), time));
        Assert.Equal(600, Events(store).Count);

        forge.Ahead = TimeSpan.Zero;
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);
        Assert.NotNull(AuditPruning.Prune(store, TimeSpan.FromDays(365), time));
    }

    [Fact]
    public void The_anchor_that_covers_most_counts_and_what_stands_behind_it_is_not_covered()
    {
        var store = Import(Sample.Store(folder), 300, Sample.Start.AddDays(-3));
        var first = store.Ledger.Head!;
        Assert.Equal(Sample.Start, AuditState.Of(store).UnanchoredSince);
        time.Now = Sample.Start.AddDays(5);
        Import(store, 10, Sample.Start, first: 1000);
        store.AddAnchor("https://example.com/all", time);
        Assert.Null(AuditState.Of(store).UnanchoredSince);
        time.Now = Sample.Start.AddDays(9);
        Import(store, 10, Sample.Start, first: 2000);
        store.AddAnchor("https://example.com/old", time, first);

        Assert.Equal("https://example.com/all", AuditState.Of(store).WidestAnchor!.Where);
        Assert.Equal(Sample.Start.AddDays(9), AuditState.Of(store).UnanchoredSince);
        Assert.Throws<AuditException>(() => store.AddAnchor("https://example.com/none", time, first with { Size = 0 }));
    }

    [Fact]
    public async Task What_a_file_alone_has_of_a_time_that_the_forge_was_read_for_is_contradicted()
    {
        var store = Sample.Store(folder);
        var forge = new ScriptedForge(time);
        forge.Happen(3, Sample.Start.AddDays(-1));
        byte[][] lines =
        [
            Sample.GitHubJson(1, Sample.Start.AddDays(-300), "team.create"), Sample.GitHubJson(2, Sample.Start.AddDays(-2), "team.create"),
            Sample.GitHubJson(3, Sample.Start.AddDays(-1), "team.create"), Sample.GitHubJson(4, Sample.Start.AddDays(-2), "git.push"),
        ];
        File.WriteAllLines(folder["x.json"], lines.Select(Encoding.UTF8.GetString));
        new AuditImporter(store, time).Import(folder["x.json"], Sample.GitHub);
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Web, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);

        // Of the first and of the one of git the forge was not asked, and of the third it told.
        var found = AuditVerifier.Verify(store.Folder, [], []);
        Assert.Equal(1, found.Contradicted);
        Assert.Contains(found.Notes, note => note.StartsWith("Of github:acme 1 event that a file brought is contradicted", StringComparison.Ordinal));
        var imported = ImportedEvents.Of(store);
        Assert.Equal(1, imported.Contradicted(ForgeTimes.Of(AuditCoverage.Of(imported.State, time.Now, _ => AuditPolicy.GitHubWeb).Select(feed => (feed.Feed, feed.Read)), imported.State.Tombstones)));
    }

    [Fact]
    public async Task What_a_forge_only_streams_is_not_contradicted_by_what_it_answers()
    {
        var store = Sample.Store(folder);
        var forge = new ScriptedForge(time);
        byte[][] lines = [Sample.GitHubJson(1, Sample.Start.AddDays(-2), "api.request"), Sample.GitHubJson(2, Sample.Start.AddDays(-2), "team.create")];
        File.WriteAllLines(folder["x.json"], lines.Select(Encoding.UTF8.GetString));
        new AuditImporter(store, time).Import(folder["x.json"], Sample.GitHub);
        await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb, TestContext.Current.CancellationToken);

        Assert.Equal(1, AuditVerifier.Verify(store.Folder, [], []).Contradicted);
    }

    private static List<AuditEvent> Events(AuditStore store) => [.. store.Read().Select(record => record.Event).OfType<AuditEvent>()];

    private AuditStore Import(AuditStore store, int count, DateTimeOffset at, int blobOf = 0, bool mixedBlobs = false, int first = 0, string? file = null)
    {
        var path = file ?? folder[$"import-{first}.json"];
        using (var output = File.Create(path))
        {
            for (var number = first; number < first + count; number++)
            {
                var action = "repo.create" + new string('x', mixedBlobs && number % 50 == 0 ? 70_000 : blobOf);
                output.Write(Sample.GitHubJson(number, at.AddMinutes(number - first), action));
                output.WriteByte((byte)'\n');
            }
        }

        new AuditImporter(store, time).Import(path, Sample.GitHub);
        return store;
    }
}
