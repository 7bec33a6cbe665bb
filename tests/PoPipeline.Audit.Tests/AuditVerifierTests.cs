using System.Collections.Immutable;
using CsCheck;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

public sealed class AuditVerifierTests : IClassFixture<AuditVerifierTests.Kept>
{
    private readonly Kept kept;

    public AuditVerifierTests(Kept kept) => this.kept = kept;

    [Fact]
    public void An_audit_log_that_nobody_touched_is_valid()
    {
        var verification = Kept.Verify(kept.Folder);

        Assert.True(verification.Verdict is AuditVerdict.Valid, string.Join('\n', verification.Findings));
        Assert.Equal((601, 5, 2), (verification.Events, verification.Windows, verification.Blobs));
        Assert.Empty(verification.Findings);
    }

    [Fact]
    public void Each_byte_that_is_changed_is_found()
    {
        using var copy = new Copy(kept);
        var files = Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 8);
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);

            // The ends of each file, and bytes between them.
            foreach (var at in Enumerable.Range(0, 12).Select(step => step * (content.Length - 1) / 11).Distinct())
            {
                var changed = content.AsSpan().ToArray();
                changed[at] ^= (byte)(1 << (at % 7));
                File.WriteAllBytes(file, changed);
                Assert.True(Kept.Verify(copy.Path).Verdict is not AuditVerdict.Valid, $"{file} {at}");
            }

            File.WriteAllBytes(file, content);
        }

        Assert.Equal(AuditVerdict.Valid, Kept.Verify(copy.Path).Verdict);
    }

    [Theory]
    [InlineData("ledger/tile/entries/000", AuditVerdict.Modified)]
    [InlineData("ledger/tile/0/000", AuditVerdict.Modified)]
    public void A_changed_file_is_called_modified(string file, AuditVerdict verdict)
    {
        using var copy = new Copy(kept);
        var content = File.ReadAllBytes(copy[file]);
        content[^5] ^= 1;
        File.WriteAllBytes(copy[file], content);

        Assert.Equal(verdict, Kept.Verify(copy.Path).Verdict);
    }

    [Fact]
    public void Bytes_after_the_last_entry_are_trailing_data()
    {
        using var copy = new Copy(kept);
        File.AppendAllText(copy["ledger/tile/entries/000"], "more");

        var found = Kept.Verify(copy.Path);
        Assert.Equal((AuditVerdict.TrailingData, AuditVerdict.TrailingData), (Assert.Single(found.Findings).Verdict, found.Verdict));
        var content = File.ReadAllBytes(copy["ledger/tile/entries/001"]);
        content[^5] ^= 1;
        File.WriteAllBytes(copy["ledger/tile/entries/001"], content);
        Assert.Equal(AuditVerdict.Modified, Kept.Verify(copy.Path).Verdict);
    }

    [Fact]
    public void A_file_that_is_gone_is_missing_unless_a_tombstone_names_it()
    {
        using var copy = new Copy(kept);
        File.Delete(copy["ledger/tile/entries/001"]);

        var finding = Kept.Verify(copy.Path).Findings[0];
        Assert.Equal((AuditVerdict.Missing, "tile/entries/001"), (finding.Verdict, finding.File));
        Assert.Throws<LedgerDamagedException>(() => AuditState.Of(AuditStore.Open(copy.Path)));
        Assert.Throws<LedgerDamagedException>(() => AuditStore.Open(copy.Path).Read().Count());
    }

    [Fact]
    public void A_blob_that_is_gone_or_another_one_is_found()
    {
        using var copy = new Copy(kept);
        var blob = Directory.GetFiles(copy["blobs"], "*", SearchOption.AllDirectories)[0];
        File.WriteAllText(blob, "another");
        Assert.Equal(AuditVerdict.Modified, Kept.Verify(copy.Path).Verdict);
        File.Delete(blob);
        Assert.Equal(AuditVerdict.Missing, Kept.Verify(copy.Path).Verdict);
    }

    [Fact]
    public void Entries_that_changed_places_are_found()
    {
        using var copy = new Copy(kept);
        var first = File.ReadAllBytes(copy["ledger/tile/entries/000"]);
        File.WriteAllBytes(copy["ledger/tile/entries/000"], File.ReadAllBytes(copy["ledger/tile/entries/001"]));
        File.WriteAllBytes(copy["ledger/tile/entries/001"], first);
        Assert.Equal(AuditVerdict.Modified, Kept.Verify(copy.Path).Verdict);

        var (tile0, tile1) = (File.ReadAllBytes(copy["ledger/tile/0/000"]), File.ReadAllBytes(copy["ledger/tile/0/001"]));
        File.WriteAllBytes(copy["ledger/tile/0/000"], tile1);
        File.WriteAllBytes(copy["ledger/tile/0/001"], tile0);
        Assert.Equal(AuditVerdict.Modified, Kept.Verify(copy.Path).Verdict);
    }

    [Fact]
    public void An_old_copy_is_found_by_an_anchor_alone()
    {
        Assert.Equal(AuditVerdict.Valid, Kept.Verify(kept.Early).Verdict);
        Assert.Equal(AuditVerdict.Truncated, Kept.Verify(kept.Early, Kept.Anchor(kept.Folder)).Verdict);
        Assert.Equal(AuditVerdict.Valid, Kept.Verify(kept.Folder, Kept.Anchor(kept.Early)).Verdict);
    }

    [Fact]
    public async Task Another_history_is_found_by_an_anchor_even_with_the_key()
    {
        using var own = new TemporaryFolder();
        await Kept.Fill(own["audit"], first: 1);
        await Kept.Again(own["audit"], first: 1);

        Assert.Equal(AuditVerdict.Valid, Kept.Verify(own["audit"]).Verdict);
        Assert.Equal(AuditVerdict.Forked, Kept.Verify(own["audit"], Kept.Anchor(kept.Folder)).Verdict);
        Assert.Equal(AuditVerdict.Forked, Kept.Verify(own["audit"], Kept.Anchor(kept.Early)).Verdict);
    }

    [Fact]
    public void A_checkpoint_without_the_signature_or_by_another_key_is_an_invalid_signature()
    {
        using var copy = new Copy(kept);
        var note = File.ReadAllText(copy["ledger/checkpoint"]);
        File.WriteAllText(copy["ledger/checkpoint"], note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 2)]);
        Assert.Equal(AuditVerdict.InvalidSignature, Kept.Verify(copy.Path).Verdict);
        File.WriteAllText(copy["ledger/checkpoint"], note);
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        LedgerFolder.Sign(copy["ledger"], LedgerSigner.OfPem(key.ExportPkcs8PrivateKeyPem()), [Sample.Signer.Verifier]);
        Assert.Equal(AuditVerdict.InvalidSignature, Kept.Verify(copy.Path).Verdict);
    }

    [Fact]
    public void A_window_that_is_withheld_is_found_with_and_without_its_events()
    {
        // Whoever has the key writes all anew, without what is to be hidden.
        foreach (var (hidden, verdict) in new (Func<AuditRecord, bool>, AuditVerdict)[]
        {
            (record => record.Window is { } window && window.From == Sample.Start.AddDays(-10).AddDays(5), AuditVerdict.Gap),
            (record => record.Event?.Id == "doc-17", AuditVerdict.Missing),
        })
        {
            using var own = new TemporaryFolder();
            var entries = new List<ReadOnlyMemory<byte>>();
            foreach (var entry in LedgerFolder.Open(Path.Combine(kept.Folder, "ledger"), null, []).Read())
            {
                if (!hidden(LeafReader.Read(entry).Value!))
                {
                    entries.Add(entry.Data.ToArray());
                }
            }

            Directory.CreateDirectory(own["audit"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            LedgerFolder.Open(own["audit/ledger"], Sample.Signer, []).Append(entries);
            CopyFolder(Path.Combine(kept.Folder, "blobs"), own["audit/blobs"]);

            Assert.Contains(verdict, Kept.Verify(own["audit"]).Findings.Select(finding => finding.Verdict));
        }
    }

    [Fact]
    public void A_tombstone_that_comes_before_its_time_is_found()
    {
        using var copy = new Copy(kept);
        var store = AuditStore.Open(copy.Path, new AuditStoreOptions { Signer = Sample.Signer });
        store.SetKeep(TimeSpan.FromDays(365), TimeProvider.System);
        new AuditWriter(store, store.Ledger.Size).Close(new Tombstone(Sample.Start, TimeSpan.FromDays(1), Sample.Start.AddDays(-2), [new BundleRange(0, 0)]) { Oldest = Sample.Start.AddDays(-9) });
        store.Ledger.RemoveEntries([0]);

        var verification = Kept.Verify(copy.Path);

        Assert.Equal((AuditVerdict.Missing, "What the tombstone names was pruned before its time."), (verification.Verdict, verification.Findings[0].Message));
    }

    [Fact]
    public void A_folder_of_anything_is_never_valid_and_never_fails() => Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 6]).Sample(
        (bytes, which) =>
        {
            using var copy = new Copy(kept);
            var files = Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal).ToArray();
            File.WriteAllBytes(files[which % files.Length], bytes);

            Assert.NotEqual(AuditVerdict.Valid, Kept.Verify(copy.Path).Verdict);
        },
        iter: 40);

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>An audit log of 600 events and its windows, and what it was before the last two.</summary>
    public sealed class Kept : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Kept()
        {
            Fill(Folder, first: 0).GetAwaiter().GetResult();
            CopyFolder(Folder, Early);
            Again(Folder, first: 0).GetAwaiter().GetResult();
        }

        public string Folder => folder["audit"];

        public string Early => folder["early"];

        public void Dispose() => folder.Dispose();

        public static AuditVerification Verify(string of, params ImmutableArray<LedgerAnchor> anchors) => AuditVerifier.Verify(of, [Sample.Signer.Verifier], anchors);

        public static LedgerAnchor Anchor(string of) => LedgerAnchor.Parse("anchor", File.ReadAllBytes(Path.Combine(of, "ledger", "checkpoint"))).Value!;

        internal static async Task Fill(string of, int first)
        {
            var time = new SetTime(Sample.Start);
            await Collect(of, time, Events(time, first));
        }

        internal static async Task Again(string of, int first)
        {
            var time = new SetTime(Sample.Start.AddHours(3));
            await Collect(of, time, Events(time, first));
        }

        private static ScriptedForge Events(SetTime time, int first)
        {
            var forge = new ScriptedForge(time, pageSize: 100);
            for (var number = first; number < first + 598; number++)
            {
                forge.Happen(number, Sample.Start.AddDays(-10).AddMinutes(10 + (number * 20)));
            }

            forge.Happen(9000, Sample.Start.AddHours(1));
            return forge;
        }

        private static async Task Collect(string of, SetTime time, ScriptedForge forge)
        {
            var store = AuditStore.Open(of, new AuditStoreOptions { Signer = Sample.Signer });
            await new AuditCollector(store, forge, time).CollectAsync(Sample.Whole, AuditPolicy.GitHubWeb with { Since = Sample.Start.AddDays(-10), MaximumWindow = TimeSpan.FromDays(5) });
            if (time.Now == Sample.Start)
            {
                var file = Path.GetTempFileName();
                File.WriteAllBytes(file, [.. Sample.GitHubJson(7001, Sample.Start, new string('a', 66_000)), .. Sample.GitHubJson(7002, Sample.Start, new string('b', 66_000))]);
                new AuditImporter(store, time).Import(file, Sample.GitHub);
                File.Delete(file);
            }
        }
    }

    private sealed class Copy : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Copy(Kept of) => CopyFolder(of.Folder, Path);

        public string Path => folder["audit"];

        public string this[string name] => System.IO.Path.Combine(Path, name);

        public void Dispose() => folder.Dispose();
    }
}
