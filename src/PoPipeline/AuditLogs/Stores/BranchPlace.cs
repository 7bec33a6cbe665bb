using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>
/// An audit log on a branch of a git repository. Nothing is ever checked out: what the branch holds is taken from git object by object, so that neither links,
/// attributes and filters nor names of another kind come into the folder. What a run wrote is one commit, and the push of it is refused where another run
/// was faster; so the branch holds all that a run wrote, or nothing of it.
/// </summary>
/// <param name="address">The branch.</param>
/// <param name="variable">Gives the value of an environment variable, or null.</param>
/// <param name="time">The clock.</param>
internal sealed class BranchPlace(BranchAddress address, Func<string, string?> variable, TimeProvider time) : IStorePlace
{
    private const string Base = "refs/po/base";
    private const string Author = "PoPipeline";
    private const string Email = "popipeline@localhost";
    private const string FileMode = "100644";
    private const string ProgramMode = "100755";

    private readonly GitClient git = new(address, variable);
    private StoreCopy? copy;
    private string? head;
    private Dictionary<string, string> objects = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public string Folder => Copy.Folder;

    /// <inheritdoc/>
    public bool IsCopy => true;

    private StoreCopy Copy => copy ?? throw new InvalidOperationException("Nothing was fetched.");

    private string Repository => Copy.Beside("repository");

    private string Reference => $"refs/heads/{address.Branch}";

    /// <inheritdoc/>
    public void Fetch(CancellationToken cancellation)
    {
        copy?.Dispose();
        copy = new StoreCopy();
        Copy.MakeBeside("repository");
        git.Do(Repository, ["init", "--quiet", "--bare", "--template="], cancellation);
        head = Head(cancellation);
        objects = new Dictionary<string, string>(StringComparer.Ordinal);
        if (head is not null)
        {
            var fetched = git.Ask(Repository, ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--", address.Remote, $"+{Reference}:{Base}"], cancellation);
            head = fetched.IsGood ? git.Do(Repository, ["rev-parse", "--verify", "--end-of-options", Base], cancellation) : throw Unanswered(fetched, "fetched");
            var files = Files(cancellation);
            copy.RequireRoom(files.Sum(file => file.Length), Name);
            objects = files.ToDictionary(file => file.Name, file => file.Id, StringComparer.Ordinal);
            Write(files, cancellation);
        }

        Copy.Settle();
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
        if (copy is null || !(copy.HasGrown || (isPruning && !copy.Pruned().IsEmpty)))
        {
            return;
        }

        var commit = Commit(message, isPruning ? [.. copy.Replaced(), .. copy.Pruned()] : copy.Replaced());
        var pushed = git.Ask(Repository, ["push", "--quiet", "--porcelain", "--no-verify", "--no-signed", .. git.WithoutHooks(), "--", address.Remote, $"{commit}:{Reference}"], CancellationToken.None);
        if (!pushed.IsGood && HeadBehind(pushed) is var now && now != commit)
        {
            // Whatever words git has for it.
            throw now != head || pushed.Output.Contains("[rejected]", StringComparison.Ordinal)
                ? new StoreConflictException($"Another run was faster: '{Name}' has grown since this run began, and nothing of this run is kept. Run again.")
                : Unanswered(pushed with { Error = $"{string.Join(' ', pushed.Output.Split('\n').Where(line => line.StartsWith('!')).Select(line => line.Split('\t')[^1]))} {pushed.Error}".Trim() }, "written");
        }

        head = commit;
        objects = Files(commit, CancellationToken.None).ToDictionary(file => file.Name, file => file.Id, StringComparer.Ordinal);
        Copy.Settle();
    }

    /// <inheritdoc/>
    public AuditSafety Look(bool onlyAccess, CancellationToken cancellation) => address.IsFolder
        ? new AuditSafety { Exposure = PrivateFolder.FaultOf(address.Remote), Remedy = $"Take the rights of others away, with 'chmod -R go= {address.Remote}'" }
        : new AuditSafety
        {
            Unseen =
            [
                new("who can read the repository", "git does not tell; look at its visibility and its members"),
                new("who can overwrite or delete the branch", "git does not tell; protect it against force pushes and deletion"),
            ],
        };

    /// <inheritdoc/>
    public void Dispose() => copy?.Dispose();

    // What the branch is after a push that failed; an answer may be lost on its way, of what was done all the same.
    private string? HeadBehind(ClientAnswer pushed)
    {
        try
        {
            return Head(CancellationToken.None);
        }
        catch (StoreException)
        {
            throw Unanswered(pushed, "written");
        }
    }

    private string? Head(CancellationToken cancellation)
    {
        var answer = git.Ask(Repository, ["ls-remote", "--quiet", "--exit-code", "--heads", "--", address.Remote, Reference], cancellation);

        // 2 is git's word for a repository that answered, and has no such branch.
        return answer.ExitCode is 2 ? null
            : !answer.IsGood ? throw Unanswered(answer, "read")
            : answer.Output.Split('\n').Select(line => line.Split('\t')).FirstOrDefault(parts => parts is [_, var name] && name.Trim() == Reference)?[0];
    }

    private StoreException Unanswered(ClientAnswer answer, string what)
    {
        bool Says(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (answer.Error.Contains(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }

        var said = answer.Error.Length == 0 ? $"git ended with {answer.ExitCode}" : answer.Error;
        return Says("[remote rejected]", "protected branch", "pre-receive") ? new($"'{Name}' cannot be {what}, since the server refuses it: {said}. Nothing of this run is kept. Let who runs po push to the branch.", isForGood: true)
            : Says("could not read Username", "could not read Password", "Authentication failed", "terminal prompts disabled", "Permission denied", "403", "401") ? new($"'{Name}' cannot be {what}, since who runs po may not: {said}. Set {GitClient.TokenVariable} to a token that may read and write the repository, or give git the credentials as for any other.", isForGood: true)
            : Says("not appear to be a git repository", "repository not found", "does not exist", "not found") ? new($"'{Name}' cannot be {what}, since there is no such repository, or it is not shown to who runs po: {said}. Make it first, private and empty; its branch is made by po.", isForGood: true)
            : new($"'{Name}' cannot be {what}: {said}. Run again.");
    }

    private ImmutableArray<(string Name, string Id, long Length)> Files(CancellationToken cancellation) => Files(Base, cancellation);

    private ImmutableArray<(string Name, string Id, long Length)> Files(string tree, CancellationToken cancellation)
    {
        var listed = git.Do(Repository, ["ls-tree", "-r", "-z", "-l", "--full-tree", tree], cancellation);
        var files = ImmutableArray.CreateBuilder<(string, string, long)>();
        foreach (var line in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t', 2) is not [var facts, var name] || AuditFiles.LimitOf(name) is not { } limit || facts.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var mode, _, var id, var length])
            {
                // Whatever else people keep on the branch stays there, and is not looked at.
                continue;
            }

            if (mode is not (FileMode or ProgramMode))
            {
                throw new LedgerDamagedException(LedgerCondition.Modified, $"'{name}' of '{Name}' is no file, and an audit log is made of files alone. Find out who put it there.");
            }

            files.Add(long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes <= limit
                ? (name, id, bytes)
                : throw new StoreException($"'{name}' of '{Name}' has {length} bytes where at most {limit} can be. Find out who put it there.", isForGood: true));
        }

        return files.DrainToImmutable();
    }

    private void Write(ImmutableArray<(string Name, string Id, long Length)> files, CancellationToken cancellation)
    {
        var answer = git.Run(Repository, ["cat-file", "--batch", "--buffer"], cancellation, new ClientCall(Repository)
        {
            Patience = TimeSpan.FromHours(1),
            Input = stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
                foreach (var file in files)
                {
                    writer.WriteLine(file.Id);
                }
            },
            Output = stream => Read(files, new BufferedStream(stream, 1 << 16)),
        });
        if (!answer.IsGood)
        {
            throw new StoreException($"git failed on this machine: {answer.Error}.");
        }
    }

    private void Read(ImmutableArray<(string Name, string Id, long Length)> files, Stream stream)
    {
        try
        {
            var buffer = Array.Empty<byte>();
            foreach (var file in files)
            {
                if (Line(stream) != string.Create(CultureInfo.InvariantCulture, $"{file.Id} blob {file.Length}"))
                {
                    throw new StoreException($"git does not give '{file.Name}' of '{Name}'. Run again.");
                }

                if (buffer.Length < file.Length)
                {
                    buffer = new byte[file.Length];
                }

                stream.ReadExactly(buffer, 0, (int)file.Length);
                using (var written = File.Create(Copy.PathOf(file.Name)))
                {
                    written.Write(buffer, 0, (int)file.Length);
                }

                _ = stream.ReadByte();
            }
        }
        catch (EndOfStreamException)
        {
            throw new StoreException($"git does not give all of '{Name}'. Run again.");
        }
    }

    private static string Line(Stream stream)
    {
        const int Longest = 200;
        var line = new StringBuilder();
        while (line.Length < Longest && stream.ReadByte() is var next && next is >= 0 and not '\n')
        {
            line.Append((char)next);
        }

        return line.ToString();
    }

    // A tree of what was there, with what changed.
    private string Commit(string message, ImmutableArray<string> removed)
    {
        var changed = Copy.Changed();
        var ids = git.Do(Repository, ["hash-object", "-w", "--no-filters", "--stdin-paths"], CancellationToken.None, new ClientCall(Repository)
        {
            Patience = TimeSpan.FromHours(1),
            Input = stream => WriteAll(stream, string.Concat(changed.Select(name => $"{Path.Combine(Copy.Folder, name)}\n"))),
        }).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length != changed.Length)
        {
            throw new StoreException("git did not take all that was written. Run again.");
        }

        KeyValuePair<string, string?>[] index = [KeyValuePair.Create("GIT_INDEX_FILE", (string?)Copy.Beside("index"))];
        git.Do(Repository, head is null ? ["read-tree", "--empty"] : ["read-tree", head], CancellationToken.None, new ClientCall(Repository) { Variables = index });
        git.Do(Repository, ["update-index", "-z", "--index-info"], CancellationToken.None, new ClientCall(Repository)
        {
            Variables = index,
            Input = stream => WriteAll(stream, string.Concat(
            [
                .. removed.Where(objects.ContainsKey).Select(name => $"0 {objects[name]}\t{name}\0"),
                .. changed.Zip(ids, (name, id) => $"{FileMode} {id.Trim()}\t{name}\0"),
            ])),
        });
        var tree = git.Do(Repository, ["write-tree"], CancellationToken.None, new ClientCall(Repository) { Variables = index });
        var now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + " +0000";
        return git.Do(Repository, ["commit-tree", tree, .. head is null ? (string[])[] : ["-p", head]], CancellationToken.None, new ClientCall(Repository)
        {
            Variables =
            [
                KeyValuePair.Create("GIT_AUTHOR_NAME", (string?)Author), KeyValuePair.Create("GIT_AUTHOR_EMAIL", (string?)Email), KeyValuePair.Create("GIT_AUTHOR_DATE", (string?)now),
                KeyValuePair.Create("GIT_COMMITTER_NAME", (string?)Author), KeyValuePair.Create("GIT_COMMITTER_EMAIL", (string?)Email), KeyValuePair.Create("GIT_COMMITTER_DATE", (string?)now),
            ],
            Input = stream => WriteAll(stream, $"{message}\n{(AuditFiles.CheckpointIn(Copy.Folder) is { } checkpoint ? $"\n{checkpoint.Size} entries, root hash {checkpoint.RootHash}\n" : "")}"),
        });
    }

    private static void WriteAll(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
