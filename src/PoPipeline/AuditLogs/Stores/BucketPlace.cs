using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>
/// An audit log in a folder of a bucket, under the names that its files have in a folder. The checkpoint is written on the condition that it is the one that
/// this run began with, so that of two runs at once one is told that it was slower; see <see cref="PendingFiles"/> for the rest.
/// </summary>
/// <param name="address">The folder in a bucket.</param>
/// <param name="variable">Gives the value of an environment variable, or null.</param>
internal sealed class BucketPlace(BucketAddress address, Func<string, string?> variable) : IStorePlace
{
    private const int Attempts = 3;
    private const int MostAtOnce = 1000;
    private const string TagOfNothing = "\"00000000000000000000000000000000\"";

    private readonly AwsClient aws = new(address, variable);
    private StoreCopy? copy;
    private string? tag;
    private ImmutableArray<BucketObject> listed = [];

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public string Folder => Copy.Folder;

    /// <inheritdoc/>
    public bool IsCopy => true;

    private StoreCopy Copy => copy ?? throw new InvalidOperationException("Nothing was fetched.");

    /// <inheritdoc/>
    public void Fetch(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            copy?.Dispose();
            copy = new StoreCopy();
            listed = List(cancellation);
            copy.RequireRoom(listed.Where(found => found.IsFetched).Sum(found => found.Length), Name);

            // What another run has meanwhile put there, or tidied away, is not half of an audit log.
            if (TryFill(isLast: attempt == Attempts, cancellation))
            {
                return;
            }

            if (attempt == Attempts)
            {
                throw new StoreException($"'{Name}' changed {Attempts} times while it was read. Run again when no other run writes there.");
            }
        }
    }

    /// <inheritdoc/>
    public StoreCopy? Leave()
    {
        var left = copy;
        copy = null;
        return left;
    }

    /// <inheritdoc/>
    public void Publish(string message, bool isPruning = false)
    {
        if (copy is null)
        {
            return;
        }

        var pruned = isPruning ? copy.Pruned() : [];
        if (copy.HasGrown && AuditFiles.CheckpointIn(copy.Folder) is { } checkpoint)
        {
            Write(checkpoint);
            copy.Settle();
        }

        // A run that was not allowed to, or was killed, has said what it removes, and another one removes it.
        if (!pruned.IsEmpty && (Remove([.. pruned.Where(name => !AuditFiles.IsBlob(name))]) ?? Remove([.. pruned.Where(AuditFiles.IsBlob)])) is { } fault)
        {
            var who = fault.Contains("AccessDenied", StringComparison.Ordinal) ? $" as somebody who has s3:DeleteObject of what is below '{address.Prefix}/'" : "";
            throw new StoreException($"What was pruned of '{Name}' is on record, and files of it are still there, since the storage does not delete them: {fault.TrimEnd('.')}. Run 'po audit prune' again{who}.", isForGood: true);
        }

        // Whoever publishes once more, with nothing added, has nothing left to remove.
        if (!pruned.IsEmpty)
        {
            copy.Settle();
        }
    }

    /// <inheritdoc/>
    public AuditSafety Look(bool onlyAccess, CancellationToken cancellation)
    {
        var folder = copy?.Beside("") ?? Path.GetTempPath();

        // Each answer takes a program that starts, so that they are asked for side by side.
        var answers = BucketSafety.Questions(onlyAccess).Select(verb => Task.Run(() => aws.Ask(folder, verb, [], cancellation), cancellation)).ToArray();
        return BucketSafety.Of([.. Task.WhenAll(answers).GetAwaiter().GetResult()]);
    }

    /// <inheritdoc/>
    public void Dispose() => copy?.Dispose();

    private void Write(Checkpoint checkpoint)
    {
        ImmutableArray<string> changed = [.. Copy.Changed().Where(name => name is not AuditFiles.CheckpointFile)];
        var pending = PendingFiles.NameOf(checkpoint);
        Put(pending, changed);
        RequireConditions(pending);
        PutCheckpoint(pending);

        // From here on all of it is kept. What fails now, the next run makes good. Who may add and not delete, as is best, leaves there what nothing reads.
        var isSpread = Spread(changed);
        _ = Remove(
        [
            .. listed.Select(found => found.Name).Where(name => (isSpread && PendingFiles.IsName(name) && name != pending) || (AuditFiles.IsPassing(name) && !File.Exists(Path.Combine(Copy.Folder, name)))),
            .. Copy.Replaced(),
            .. isSpread ? [pending] : (string[])[],
        ]);
    }

    private string KeyOf(string name) => $"{address.Prefix}/{name}";

    private string AddressOf(string name) => $"s3://{address.Bucket}/{KeyOf(name)}";

    private ImmutableArray<BucketObject> List(CancellationToken cancellation)
    {
        var answer = aws.Ask(Copy.Beside(""), "list-objects-v2", ["--prefix", KeyOf(""), "--query", "Contents[].[Key,Size,ETag]"], cancellation);
        return answer.IsGood ? BucketObject.Read(answer.Output, KeyOf(""), Name) : throw aws.Refused(answer, "read");
    }

    private bool TryFill(bool isLast, CancellationToken cancellation)
    {
        tag = listed.FirstOrDefault(found => found.Name is AuditFiles.CheckpointFile)?.Tag;
        if (tag is null)
        {
            if (listed.Any(found => AuditFiles.LimitOf(found.Name) is not null))
            {
                // As in a folder, where that is told as what it is.
                Download(pending: null, cancellation);
            }

            Copy.Settle();
            return true;
        }

        if (ReadCheckpoint(Copy.PathOf(AuditFiles.CheckpointFile), cancellation) != tag)
        {
            return false;
        }

        var pending = AuditFiles.CheckpointIn(Copy.Folder) is { } checkpoint && listed.FirstOrDefault(found => found.Name == PendingFiles.NameOf(checkpoint)) is { } left ? left.Name : null;
        var isWhole = Download(pending, cancellation);

        // What a run that was killed wrote, and nobody has put in its place, is written by this one with what it writes itself.
        Copy.Settle();
        if (pending is not null && File.Exists(Path.Combine(Copy.Beside("pending"), Path.GetFileName(pending))))
        {
            PendingFiles.Read(Copy, Path.Combine(Copy.Beside("pending"), Path.GetFileName(pending)));
        }

        // What is missing whenever one looks is missing there, and told as what it is.
        return isWhole && (isLast || AuditFiles.MissingIn(Copy.Folder) is null);
    }

    private bool Download(string? pending, CancellationToken cancellation)
    {
        // The client would make them for others to read.
        Copy.MakeFolder(AuditStore.LedgerFolderName);
        Copy.MakeFolder(AuditStore.BlobFolderName);
        var answer = aws.Copy(
            Copy.Beside(""),
            ["--recursive", AddressOf(""), Copy.Folder, "--exclude", "*", "--include", $"{AuditStore.LedgerFolderName}/tile/*", "--include", $"{AuditStore.BlobFolderName}/*"],
            cancellation);
        var left = pending is null ? answer : aws.Copy(Copy.Beside(""), [AddressOf(pending), Path.Combine(Copy.MakeBeside("pending"), Path.GetFileName(pending))], cancellation);
        return answer.IsGood && left.IsGood ? true
            : IsGone(answer) || IsGone(left) ? false
            : throw aws.Refused(answer.IsGood ? left : answer, "read");
    }

    // A key may have those digits in its name.
    private static bool IsGone(ClientAnswer answer) => answer.Error.Contains("(404)", StringComparison.Ordinal) || answer.Error.Contains("NoSuchKey", StringComparison.Ordinal);

    private string? ReadCheckpoint(string path, CancellationToken cancellation)
    {
        var answer = aws.Ask(Copy.Beside(""), "get-object", ["--key", KeyOf(AuditFiles.CheckpointFile), path, "--query", "ETag"], cancellation);
        return answer.IsGood ? BucketObject.Text(answer.Output)
            : AwsClient.WordOf(answer) is "NoSuchKey" or "404" ? null
            : throw aws.Refused(answer, "read");
    }

    private void Put(string pending, ImmutableArray<string> changed)
    {
        var file = Path.Combine(Copy.MakeBeside("put"), Path.GetFileName(pending));
        PendingFiles.Write(Copy, changed, file);
        if (aws.Copy(Copy.Beside(""), [file, AddressOf(pending)], CancellationToken.None) is { IsGood: false } answer)
        {
            throw aws.Refused(answer, "written");
        }
    }

    // Some storage says that it wrote on a condition, and did not look at it. That is found out before there is anything to spoil.
    private void RequireConditions(string pending)
    {
        // Not all of what is kept, which sound storage would take to the end before it refuses it.
        var file = Path.Combine(Copy.Folder, AuditFiles.CheckpointFile);

        // Both hold of nothing that is there, and what begins an audit log is asked for both: the next run needs the other one.
        string[][] conditions = tag is null ? [["--if-none-match", "*"], ["--if-match", TagOfNothing]] : [["--if-match", TagOfNothing]];
        foreach (var condition in conditions)
        {
            var answer = aws.Ask(Copy.Beside(""), "put-object", ["--key", KeyOf(pending), "--body", file, .. condition], CancellationToken.None);
            if (IsConflict(answer))
            {
                continue;
            }

            _ = Remove([pending]);
            throw !answer.IsGood ? aws.Refused(answer, "written")
                : new StoreException($"The storage of '{Name}' writes whatever the condition is, so that two runs at once could spoil the audit log. Nothing of this run is kept there; use storage that knows If-None-Match and If-Match, a git branch or a folder.", isForGood: true);
        }
    }

    private static bool IsConflict(ClientAnswer answer) => AwsClient.WordOf(answer) is "PreconditionFailed" or "412" or "ConditionalRequestConflict";

    private void PutCheckpoint(string pending)
    {
        var file = Path.Combine(Copy.Folder, AuditFiles.CheckpointFile);
        var answer = aws.Ask(Copy.Beside(""), "put-object", ["--key", KeyOf(AuditFiles.CheckpointFile), "--body", file, .. tag is null ? (string[])["--if-none-match", "*"] : ["--if-match", tag]], CancellationToken.None);
        if (answer.IsGood)
        {
            tag = BucketObject.TagOf(answer.Output);
            return;
        }

        // An answer may be lost on its way, of what was done all the same.
        var landed = Copy.Beside("landed");
        var (seen, isSeen) = Seen(landed);
        if (seen is not null && File.ReadAllBytes(landed).AsSpan().SequenceEqual(File.ReadAllBytes(file)))
        {
            tag = seen;
            return;
        }

        // Of any other answer, what was asked for may yet be done, and would count what is in that file.
        var isRefused = IsConflict(answer);
        if (isRefused)
        {
            _ = Remove([pending]);
        }

        throw isRefused ? new StoreConflictException($"Another run was faster: '{Name}' has grown since this run began, and nothing of this run is kept. Run again.")
            : tag is not null && isSeen && seen is null ? new StoreException($"The checkpoint of '{Name}' was there when this run began, and somebody has deleted it. Nothing of this run is kept. Restore its last version, and find out who did.", isForGood: true)
            : aws.Refused(answer, "written");
    }

    private (string? Tag, bool IsSeen) Seen(string path)
    {
        try
        {
            return (ReadCheckpoint(path, CancellationToken.None), true);
        }
        catch (StoreException)
        {
            return (null, false);
        }
    }

    private bool Spread(ImmutableArray<string> changed)
    {
        if (changed.IsEmpty)
        {
            return true;
        }

        var folder = Copy.MakeBeside("spread");
        foreach (var name in changed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name)) ?? folder);
            File.Copy(Path.Combine(Copy.Folder, name), Path.Combine(folder, name));
        }

        try
        {
            return aws.Copy(Copy.Beside(""), ["--recursive", folder, AddressOf("")], CancellationToken.None).IsGood;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    // Says why not all of them were removed; null where they were.
    private string? Remove(ImmutableArray<string> names)
    {
        foreach (var part in names.Distinct(StringComparer.Ordinal).Chunk(MostAtOnce))
        {
            var file = Copy.Beside("remove.json");
            using (var stream = File.Create(file))
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteBoolean("Quiet", value: true);
                json.WriteStartArray("Objects");
                foreach (var name in part)
                {
                    json.WriteStartObject();
                    json.WriteString("Key", KeyOf(name));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            try
            {
                var answer = aws.Ask(Copy.Beside(""), "delete-objects", ["--delete", $"file://{file}"], CancellationToken.None);
                if ((answer.IsGood ? BucketObject.FaultOfDeleting(answer.Output) : answer.Error) is { } fault)
                {
                    return fault;
                }
            }
            catch (StoreException exception)
            {
                return exception.Message.TrimEnd('.');
            }
        }

        return null;
    }
}
