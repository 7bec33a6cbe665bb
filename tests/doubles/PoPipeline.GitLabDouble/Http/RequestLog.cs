using System.Collections.Immutable;
using System.Diagnostics;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>The requests so far, and those that no documented request looks like.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<LogEntry> _entries = [];
    private readonly List<string> _violations = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _inFlight;

    /// <summary>The requests.</summary>
    public ImmutableArray<LogEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>The requests that broke the documentation, each with what is wrong.</summary>
    public ImmutableArray<string> Violations
    {
        get
        {
            lock (_lock)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>Notes that a request came in.</summary>
    public LogEntry Begin(string method, string path, string query, string body)
    {
        lock (_lock)
        {
            var entry = new LogEntry
            {
                Number = _entries.Count + 1,
                Method = method,
                Path = path,
                Query = query,
                Body = body,
                InFlight = ++_inFlight,
                Started = Stopwatch.GetElapsedTime(_start),
            };
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Notes that its answer is ready.</summary>
    public void End(LogEntry entry)
    {
        lock (_lock)
        {
            _inFlight--;
            entry.Finished = Stopwatch.GetElapsedTime(_start);
        }
    }

    /// <summary>Notes that a request broke the documentation.</summary>
    public void Violate(LogEntry entry, string why)
    {
        lock (_lock)
        {
            _violations.Add($"{entry.Method} {entry.Path}{(entry.Query.Length == 0 ? "" : "?" + entry.Query)}: {why}");
        }
    }

    /// <summary>Forgets all requests and violations.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _violations.Clear();
        }
    }
}
