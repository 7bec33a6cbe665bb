using System.IO.Compression;
using System.Text.Json.Nodes;
using PoPipeline.Audit.Storing;
using PoPipeline.AuditLogs.Stores;

namespace PoPipeline.Tests.AuditLogs.Stores;

/// <summary>An audit log in a bucket, with what stands in for the AWS CLI.</summary>
public sealed class BucketPlaceTests : IDisposable
{
    private const string Prefix = "log/";

    private readonly TempTree tree = new();
    private readonly string perl = Components.Program("perl", "install Perl");

    public BucketPlaceTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The double is started by a POSIX shell.");
        tree.Write("bin/aws", $"#!/bin/sh\nexec '{perl}' '{Path.Combine(TestPaths.Repository, "tests", "doubles", "aws", "aws.pl")}' \"$@\"\n").Write("s3/audit/log");
        tree.Run("chmod", "+x", "bin/aws");
    }

    public void Dispose() => tree.Dispose();

    [Fact]
    public void What_a_run_wrote_is_there_for_the_next_one_under_the_names_that_it_has_in_a_folder()
    {
        StoreStage.Run(Place(), 3);
        StoreStage.Run(Place(), 2);

        Assert.Equal(5, StoreStage.Verified(Place()));
        Assert.Equal(["log/ledger/checkpoint", "log/ledger/tile/0/000.p/5", "log/ledger/tile/entries/000.p/5"], Keys());
    }

    [Fact]
    public void Files_that_are_full_are_written_once_and_what_is_longer_than_an_entry_comes_too()
    {
        StoreStage.Run(Place(), 250);
        using (var place = Fetched())
        {
            StoreStage.Write(place, 10);
            Blob(place);
            place.Publish("Write");
        }

        StoreStage.Run(Place(), 1);

        Assert.Equal(261, StoreStage.Verified(Place()));
        Assert.Contains("log/ledger/tile/entries/000", Keys());
        Assert.Single(Keys(), key => key.StartsWith("log/blobs/", StringComparison.Ordinal));
        Assert.DoesNotContain(Keys(), key => key.Contains(".run", StringComparison.Ordinal) || key.Contains(".lock", StringComparison.Ordinal) || key.Contains("spool", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_wrote_nothing_puts_nothing_there()
    {
        using var place = Fetched();

        _ = AuditStore.Open(place.Folder);
        place.Publish("Write");

        Assert.Empty(Keys());
    }

    [Fact]
    public void Of_two_runs_at_once_the_slower_one_is_told_and_spoils_nothing()
    {
        StoreStage.Run(Place(), 3);
        using var slow = Fetched();
        using var fast = Fetched();
        StoreStage.Write(slow, 2, days: 100);
        StoreStage.Write(fast, 2, days: 200);

        fast.Publish("Write");
        var lost = Assert.Throws<StoreConflictException>(() => slow.Publish("Write"));

        Assert.Contains("Run again", lost.Message, StringComparison.Ordinal);
        Assert.Equal(5, StoreStage.Verified(Place()));
        Assert.DoesNotContain(Keys(), key => key.Contains("pending", StringComparison.Ordinal));
        StoreStage.Run(Place(), 1);
        Assert.Equal(6, StoreStage.Verified(Place()));
    }

    [Fact]
    public void Of_two_runs_that_begin_the_audit_log_at_once_one_does()
    {
        using var slow = Fetched();
        using var fast = Fetched();
        StoreStage.Write(slow, 4, days: 100);
        StoreStage.Write(fast, 2, days: 200);

        fast.Publish("Write");

        Assert.Throws<StoreConflictException>(() => slow.Publish("Write"));
        Assert.Equal(2, StoreStage.Verified(Place()));
    }

    [Fact]
    public void A_run_that_is_killed_before_its_checkpoint_has_written_nothing()
    {
        StoreStage.Run(Place(), 3);
        Fault("put-object --bucket audit --key log/ledger/checkpoint", "!Connection was closed");
        using (var killed = Fetched())
        {
            StoreStage.Write(killed, 2, days: 100);
            Assert.Throws<StoreException>(() => killed.Publish("Write"));
        }

        Assert.Equal(3, StoreStage.Verified(Place()));
        StoreStage.Run(Place(), 2, days: 200);
        Assert.Equal(5, StoreStage.Verified(Place()));
        Assert.DoesNotContain(Keys(), key => key.Contains("pending", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_killed_behind_its_checkpoint_has_written_all_and_the_next_one_tidies_up()
    {
        StoreStage.Run(Place(), 3);
        Fault("s3 cp --only-show-errors --no-follow-symlinks --recursive /", "!Killed");
        using (var killed = Fetched())
        {
            StoreStage.Write(killed, 2);
            killed.Publish("Write");
        }

        Assert.Contains(Keys(), key => key.Contains("pending", StringComparison.Ordinal));
        Assert.DoesNotContain("log/ledger/tile/entries/000.p/5", Keys());
        Assert.Equal(5, StoreStage.Verified(Place()));
        StoreStage.Run(Place(), 1);
        Assert.Equal(6, StoreStage.Verified(Place()));
        Assert.Equal(["log/ledger/checkpoint", "log/ledger/tile/0/000.p/6", "log/ledger/tile/entries/000.p/6"], Keys());
    }

    [Fact]
    public void Files_that_are_full_are_not_lost_with_the_run_that_was_killed_behind_its_checkpoint()
    {
        StoreStage.Run(Place(), 3);
        Fault("s3 cp --only-show-errors --no-follow-symlinks --recursive /", "!Killed");
        using (var killed = Fetched())
        {
            StoreStage.Write(killed, 260);
            Blob(killed);
            killed.Publish("Write");
        }

        StoreStage.Run(Place(), 1);

        Assert.Equal(264, StoreStage.Verified(Place()));
        Assert.Contains("log/ledger/tile/entries/000", Keys());
        Assert.Single(Keys(), key => key.StartsWith("log/blobs/", StringComparison.Ordinal));
        Assert.DoesNotContain(Keys(), key => key.Contains("pending", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_is_lost_on_its_way_is_found_out()
    {
        StoreStage.Run(Place(), 3);
        Fault("put-object --bucket audit --key log/ledger/checkpoint", "!Read timeout", isDone: true);

        StoreStage.Run(Place(), 2);

        Assert.Equal(5, StoreStage.Verified(Place()));
    }

    [Fact]
    public void Who_may_add_and_not_delete_keeps_an_audit_log_all_the_same()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Fault("delete-objects", "AccessDenied");
            StoreStage.Run(Place(), 2);
        }

        Assert.Equal(6, StoreStage.Verified(Place()));
    }

    [Fact]
    public void A_checkpoint_that_somebody_deleted_meanwhile_is_told()
    {
        StoreStage.Run(Place(), 3);
        using var place = Fetched();
        StoreStage.Write(place, 1);
        File.Delete(FileOf("log/ledger/checkpoint"));

        Assert.Contains("somebody has deleted it", Assert.Throws<StoreException>(() => place.Publish("Write")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Storage_that_looks_at_no_condition_is_refused_before_there_is_anything_to_spoil()
    {
        State(new JsonObject { ["ignoresConditions"] = true });
        using var place = Fetched();
        StoreStage.Write(place, 1);

        var refused = Assert.Throws<StoreException>(() => place.Publish("Write"));

        Assert.True(refused.IsForGood);
        Assert.Empty(Keys());
    }

    [Fact]
    public void Storage_that_looks_at_no_tag_is_refused_at_the_first_run_and_at_any_later_one()
    {
        State(new JsonObject { ["ignoresTags"] = true });
        using (var place = Fetched())
        {
            StoreStage.Write(place, 1);
            Assert.Contains("If-Match", Assert.Throws<StoreException>(() => place.Publish("Write")).Message, StringComparison.Ordinal);
        }

        Assert.Empty(Keys());
        State([]);
        StoreStage.Run(Place(), 2);
        State(new JsonObject { ["ignoresTags"] = true });
        using (var place = Fetched())
        {
            StoreStage.Write(place, 1);
            Assert.True(Assert.Throws<StoreException>(() => place.Publish("Write")).IsForGood);
        }

        Assert.Equal(2, StoreStage.Verified(Place()));
    }

    [Fact]
    public void An_audit_log_that_changes_whenever_it_is_read_is_not_read_by_half()
    {
        StoreStage.Run(Place(), 2);
        State(new JsonObject { ["faults"] = new JsonArray([.. Enumerable.Range(0, 3).Select(_ => new JsonObject { ["on"] = "s3 cp", ["say"] = "!fatal error: An error occurred (404) when calling the HeadObject operation: Key does not exist" })]) });
        using var place = Place();

        var refused = Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));

        Assert.Contains("changed 3 times while it was read. Run again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, StoreStage.Verified(Place()));
    }

    [Fact]
    public void More_than_there_is_room_for_is_not_fetched()
    {
        using var copy = new StoreCopy();

        copy.RequireRoom(1, "s3://audit/log");

        Assert.Contains("find out who put it there", Assert.Throws<StoreException>(() => copy.RequireRoom(long.MaxValue - 1, "s3://audit/log")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccessDenied", false)]
    [InlineData("AccessDenied", true)]
    public void What_is_pruned_and_cannot_be_deleted_is_told_and_deleted_by_who_may(string word, bool isInAnswer)
    {
        StoreStage.Run(Place(), 600);
        if (isInAnswer)
        {
            State(new JsonObject { ["kept"] = word });
        }

        using (var place = Fetched())
        {
            File.Delete(Path.Combine(place.Folder, "ledger/tile/entries/000"));
            if (!isInAnswer)
            {
                Fault("delete-objects", word);
            }

            var refused = Assert.Throws<StoreException>(() => place.Publish("Prune", isPruning: true));
            Assert.True(refused.IsForGood);
            Assert.Contains(word, refused.Message, StringComparison.Ordinal);
            Assert.Contains("s3:DeleteObject", refused.Message, StringComparison.Ordinal);
        }

        Assert.Contains("log/ledger/tile/entries/000", Keys());
        State([]);
        using var allowed = Fetched();
        File.Delete(Path.Combine(allowed.Folder, "ledger/tile/entries/000"));
        allowed.Publish("Prune", isPruning: true);
        Assert.DoesNotContain("log/ledger/tile/entries/000", Keys());
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("ledger/tile/../../../x")]
    [InlineData("ledger/tile//000")]
    [InlineData("blobs/a\\..\\b")]
    [InlineData("blobs/line\nbreak")]
    [InlineData("pending/../../x")]
    public void A_name_that_could_be_written_elsewhere_is_refused(string name)
    {
        File.WriteAllText(FileOf(Prefix + name), "x");
        using var place = Place();

        var refused = Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken));

        Assert.Contains("could be written elsewhere", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllLines(tree.PathOf("s3/audit/log")), line => line.StartsWith("s3 cp", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_are_longer_than_any_of_an_audit_log_are_not_fetched()
    {
        StoreStage.Run(Place(), 1);
        File.WriteAllBytes(FileOf("log/ledger/checkpoint"), new byte[1 << 17]);
        using var place = Place();

        Assert.Contains("at most 65536", Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_run_left_is_taken_for_no_more_than_files_of_an_audit_log()
    {
        StoreStage.Run(Place(), 3);
        using (var place = Fetched())
        {
            var name = PendingFiles.NameOf(AuditFiles.CheckpointIn(place.Folder)!);
            using var zip = ZipFile.Open(FileOf(Prefix + name), ZipArchiveMode.Create);
            foreach (var entry in new[] { "../../x", "/x", "ledger/checkpoint", "ledger/tile/../../x", "blobs/aa/x" })
            {
                using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
                writer.Write("no");
            }
        }

        Assert.Equal(3, StoreStage.Verified(Place()));
        File.WriteAllText(FileOf(Prefix + Path.GetFileName(Keys().Single(key => key.Contains("pending", StringComparison.Ordinal))).Insert(0, "pending/")), "no zip");
        using var broken = Place();
        Assert.Throws<StoreException>(() => broken.Fetch(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("!Unknown options: --if-none-match, *", "too old")]
    [InlineData("AccessDenied", "s3:PutObject")]
    [InlineData("NotImplemented", "does not know how")]
    [InlineData("ExpiredToken", "credentials are refused")]
    public void What_is_refused_says_what_to_do(string word, string remedy)
    {
        using var place = Fetched();
        StoreStage.Write(place, 1);
        Fault("put-object --bucket audit --key log/pending/", word);

        var refused = Assert.Throws<StoreException>(() => place.Publish("Write"));

        Assert.True(refused.IsForGood);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bucket_that_is_not_there_a_client_that_is_not_there_and_no_credentials_are_told_apart()
    {
        using var missing = Place("s3://nobody/log");
        using var without = StorePlaces.Make(StoreAddress.Parse("s3://audit/log").Value!, name => name is "PATH" ? "/nonexistent" : null, TimeProvider.System);
        using var nobody = StorePlaces.Make(StoreAddress.Parse("s3://audit/log").Value!, name => name is "AWS_ACCESS_KEY_ID" ? "" : Variable(name), TimeProvider.System);

        Assert.Contains("There is no bucket 'nobody'", Refused(missing), StringComparison.Ordinal);
        Assert.Contains("There is no 'aws' on this machine", Refused(without), StringComparison.Ordinal);
        Assert.Contains("AWS_ACCESS_KEY_ID", Refused(nobody), StringComparison.Ordinal);

        static string Refused(IStorePlace place) => Assert.Throws<StoreException>(() => place.Fetch(TestContext.Current.CancellationToken)).Message;
    }

    [Fact]
    public void Who_can_read_alter_and_delete_is_told_as_far_as_the_bucket_says_it()
    {
        var plain = Looked([]);
        Assert.Equal((null, false, false, 0), (plain.Exposure, plain.IsVersioned, plain.IsLocked, plain.Unseen.Length));

        var locked = Looked(new JsonObject
        {
            ["versioning"] = JsonNode.Parse("""{"Status": "Enabled"}"""),
            ["lock"] = JsonNode.Parse("""{"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Years": 2}}}}"""),
        });
        Assert.Equal((true, true, 730, false), (locked.IsVersioned, locked.IsLocked, locked.LockDays, locked.IsLockWeak));

        // As some storage answers.
        var both = Looked(new JsonObject { ["lock"] = JsonNode.Parse("""{"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 0, "Years": 2}}}}""") });
        Assert.Equal((730, true), (both.LockDays, both.IsLockWeak));

        var refused = Looked(new JsonObject { ["versioning"] = "AccessDenied", ["lock"] = "AccessDenied", ["block"] = "AccessDenied", ["policy"] = "AccessDenied", ["acl"] = "NotImplemented" });
        Assert.Equal((null, null, null, 4), (refused.Exposure, refused.IsVersioned, refused.IsLocked, refused.Unseen.Length));
    }

    [Theory]
    [InlineData("""{"policy": {"PolicyStatus": {"IsPublic": true}}}""", "its policy lets everybody in")]
    [InlineData("""{"policy": {"PolicyStatus": {"IsPublic": true}}, "block": {"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": true}}}""", null)]
    [InlineData("""{"acl": {"Grants": [{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}}""", "everybody can read it")]
    [InlineData("""{"acl": {"Grants": [{"Grantee": {"URI": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}, "Permission": "WRITE"}]}}""", "everybody can write to it")]
    [InlineData("""{"acl": {"Grants": [{"Grantee": {"URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}, "block": {"PublicAccessBlockConfiguration": {"IgnorePublicAcls": true}}}""", null)]
    [InlineData("""{"acl": {"Grants": "x"}, "policy": {"PolicyStatus": []}, "block": {"PublicAccessBlockConfiguration": 3}}""", null)]
    public void Whom_else_a_bucket_lets_in_is_read_with_what_blocks_it(string state, string? exposure)
    {
        var answers = JsonNode.Parse(state)!;
        var found = BucketSafety.Of([Answer("block", "NoSuchPublicAccessBlockConfiguration"), Answer("policy", "NoSuchBucketPolicy"), Answer("acl", "")]);

        Assert.Equal(exposure, found.Exposure);

        ClientAnswer Answer(string name, string absent) => answers[name] is { } answer ? new(0, answer.ToJsonString(), "") : absent.Length == 0 ? new(0, """{"Grants": []}""", "") : new(254, "", $"An error occurred ({absent}) when calling");
    }

    [Fact]
    public void What_was_pruned_is_deleted_there_too_and_what_a_run_lost_is_not()
    {
        StoreStage.Run(Place(), 600);
        foreach (var isPruning in new[] { false, true })
        {
            using var place = Fetched();
            File.Delete(Path.Combine(place.Folder, "ledger/tile/entries/000"));
            StoreStage.Write(place, 1);
            place.Publish("Write", isPruning);

            Assert.Equal(!isPruning, Keys().Contains("log/ledger/tile/entries/000"));
            Assert.Contains("log/ledger/tile/entries/001", Keys());
        }
    }

    private PoPipeline.Rules.Model.AuditLogs.AuditSafety Looked(JsonObject state)
    {
        State(state);
        using var place = Place();
        return place.Look(onlyAccess: false, TestContext.Current.CancellationToken);
    }

    private IStorePlace Fetched()
    {
        var place = Place();
        place.Fetch(TestContext.Current.CancellationToken);
        return place;
    }

    private IStorePlace Place(string address = "s3://audit/log") => StorePlaces.Make(StoreAddress.Parse(address).Value!, Variable, TimeProvider.System);

    private string? Variable(string name) => name switch
    {
        "PATH" => $"{tree.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
        "AWS_ENDPOINT_URL" => tree.PathOf("s3"),
        "AWS_ACCESS_KEY_ID" => "key",
        _ => null,
    };

    private string[] Keys() => !Directory.Exists(tree.PathOf("s3/audit/objects")) ? [] :
        [.. Directory.EnumerateFiles(tree.PathOf("s3/audit/objects")).Select(file => Uri.UnescapeDataString(Path.GetFileName(file))).Order(StringComparer.Ordinal)];

    private string FileOf(string key) => Directory.CreateDirectory(tree.PathOf("s3/audit/objects")).FullName + "/" + Uri.EscapeDataString(key);

    private void State(JsonObject state) => tree.Write("s3/audit/state.json", state.ToJsonString());

    private void Fault(string on, string say, bool isDone = false) =>
        State(new JsonObject { ["faults"] = new JsonArray(new JsonObject { ["on"] = on, ["say"] = say, ["done"] = isDone }) });

    private static void Blob(IStorePlace place)
    {
        var bytes = "a blob"u8.ToArray();
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        Directory.CreateDirectory(Path.Combine(place.Folder, "blobs", name[..2]));
        File.WriteAllBytes(Path.Combine(place.Folder, "blobs", name[..2], name), bytes);
    }
}
