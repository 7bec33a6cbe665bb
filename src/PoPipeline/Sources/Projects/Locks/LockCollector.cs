using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Freshness;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>Takes what a lock file lists, one entry after the other, and keeps what its entries leave open.</summary>
/// <param name="path">The file.</param>
/// <param name="ecosystem">Whose it is.</param>
internal sealed class LockCollector(string path, Ecosystem ecosystem)
{
    // More of a kind say nothing that the first ones do not; how many there are is counted.
    private const int MostOfAKind = 50;

    private readonly List<LockFault> faults = [];
    private readonly SortedDictionary<LockFaultKind, int> counts = [];
    private readonly Dictionary<string, HostUse> hosts = new(StringComparer.OrdinalIgnoreCase);
    private int packages;
    private int unnamed;
    private string? lastHost;
    private string? lastStart;
    private (string Reason, Region At)? refusal;

    /// <summary>The version of the format, as the file says it.</summary>
    public string? Version { get; set; }

    /// <summary>What the file says of the manifests that it was made from.</summary>
    public LockRecord Record { get; init; } = new();

    /// <summary>Is shown each entry; null where nobody asks.</summary>
    public Action<LockEntry>? Each { get; init; }

    /// <summary>Takes an entry.</summary>
    /// <param name="entry">The entry.</param>
    public void Add(in LockEntry entry)
    {
        Each?.Invoke(entry);
        if (entry.Origin is LockOrigin.Local)
        {
            return;
        }

        packages++;
        if (entry.Address is { } address && IsPlain(address))
        {
            Add(LockFaultKind.PlainHttp, entry, address);
        }

        switch (entry.Origin)
        {
            case LockOrigin.Repository when entry.Hash is not { } commit || !HashStrength.IsCommit(commit):
                Add(LockFaultKind.NoCommit, entry, entry.Address ?? "");
                break;
            case LockOrigin.Registry or LockOrigin.Address:
                Weigh(entry);
                break;
            default:
                break;
        }
    }

    /// <summary>Takes a fault that its format finds.</summary>
    /// <param name="kind">What.</param>
    /// <param name="entry">Of which entry.</param>
    /// <param name="text">What is written that makes it one.</param>
    public void Add(LockFaultKind kind, in LockEntry entry, string text)
    {
        var count = counts.GetValueOrDefault(kind);
        counts[kind] = count + 1;
        if (count < MostOfAKind)
        {
            faults.Add(new LockFault(kind, entry.Name, entry.Version, text, new Place(path, entry.At)));
        }
    }

    /// <summary>Says that the file could not be read, or not further than here; the first reason stays.</summary>
    /// <param name="reason">Why, as a clause.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public void Refuse(string reason, int line, int column) => refusal ??= (reason, new Region(Math.Max(line, 1), Math.Max(column, 1), Math.Max(line, 1), Math.Max(column, 1)));

    /// <summary>What was found.</summary>
    /// <param name="isTracked">Whether git tracks the file; null where the tree is not under git.</param>
    public Lockfile Build(bool? isTracked)
    {
        AddStrangers();
        return new Lockfile
        {
            Path = path,
            Ecosystem = ecosystem,
            Version = Version,
            Unreadable = refusal is { } refused ? refused.At == Region.Start ? refused.Reason : $"{refused.Reason}, line {refused.At.StartLine}" : null,
            Span = new Place(path, refusal?.At ?? Region.Start),
            Packages = packages,
            Faults = [.. faults.OrderBy(fault => fault.Span.Region.StartLine).ThenBy(fault => fault.Span.Region.StartColumn).ThenBy(fault => fault.Kind)],
            Counts = [.. counts.Select(pair => new LockFaultCount(pair.Key, pair.Value))],
            IsTracked = isTracked,
        };
    }

    private void Weigh(in LockEntry entry)
    {
        if (entry.Version is null && entry.Origin is LockOrigin.Registry)
        {
            Add(LockFaultKind.NoVersion, entry, "");
        }
        else if (entry.Hash is null && !entry.IsConditional)
        {
            Add(LockFaultKind.NoHash, entry, entry.Address ?? "");
        }
        else if (entry.Hash is { } hash && HashStrength.IsWeak(hash))
        {
            Add(LockFaultKind.WeakHash, entry, hash);
        }

        if (entry.Origin is LockOrigin.Registry && entry.Address is { } address)
        {
            if (HostOf(address) is { } host)
            {
                Note(host, entry);
            }
        }
        else if (entry.Origin is LockOrigin.Registry)
        {
            unnamed++;
        }
    }

    // Which host is a stranger is known at the end.
    private void Note(string host, in LockEntry entry)
    {
        if (!hosts.TryGetValue(host, out var use))
        {
            hosts.Add(host, use = new HostUse());
        }

        use.Count++;
        if (use.First.Count < MostOfAKind)
        {
            use.First.Add(entry);
        }
    }

    // As most come from the same host as the one before, no address is taken apart for that.
    private string? HostOf(string address)
    {
        if (lastHost is { } last && lastStart is { } start && address.StartsWith(start, StringComparison.Ordinal))
        {
            return last;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return null;
        }

        lastHost = uri.Host;
        lastStart = $"{uri.Scheme}://{uri.Host}/";
        return lastHost;
    }

    // A registry of one's own serves all packages, or a name of its own; what a few come from is told, and the one that most come from is not. Some formats name
    // no address of what comes from the registry that is asked by itself.
    private void AddStrangers()
    {
        var usual = hosts.Count > 0 && hosts.Values.Max(use => use.Count) <= unnamed ? null : hosts.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).FirstOrDefault();
        foreach (var (host, use) in hosts.Where(pair => pair.Key != usual && !PackageHosts.AreOf(ecosystem, pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var entry in use.First)
            {
                Add(LockFaultKind.OtherHost, entry, host);
            }

            counts[LockFaultKind.OtherHost] += use.Count - use.First.Count;
        }
    }

    // Some say what serves it before how: git+http://, registry+http://.
    private static bool IsPlain(string address) =>
        address.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
        && address.AsSpan(0, end) is var scheme && scheme[(scheme.IndexOf('+') + 1)..] is var protocol
        && (protocol.Equals("http", StringComparison.OrdinalIgnoreCase) || protocol.Equals("git", StringComparison.OrdinalIgnoreCase) || protocol.Equals("ftp", StringComparison.OrdinalIgnoreCase))
        && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback);

    private sealed class HostUse
    {
        public int Count { get; set; }

        public List<LockEntry> First { get; } = [];
    }
}
