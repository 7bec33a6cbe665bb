using PoPipeline.Decisions.Requests;
using PoPipeline.Ledger;

namespace PoPipeline.Decisions.Records;

/// <summary>What the ledger says, entry after entry: the state of every request is what its history makes of it.</summary>
internal sealed class RecordBook
{
    private readonly Dictionary<string, RecordEntry> entries = new(StringComparer.Ordinal);
    private readonly List<RecordEvent.Tamper> tampers = [];

    /// <summary>Every request, as first seen.</summary>
    public IEnumerable<RecordEntry> Entries => entries.Values.OrderBy(entry => entry.Request.CreatedAt).ThenBy(entry => entry.Request.Key, StringComparer.Ordinal);

    /// <summary>What was found changed so far.</summary>
    public IReadOnlyList<RecordEvent.Tamper> Tampers => tampers;

    /// <summary>The last approvers that were written down; null before.</summary>
    public RecordEvent.ApproverSet? Approvers { get; private set; }

    /// <summary>When a run last saw the tracker; null before.</summary>
    public DateTimeOffset? LastSeen { get; private set; }

    /// <summary>Reads a ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <exception cref="FormatException">An entry is none that PoPipeline writes; the message names it.</exception>
    public static RecordBook Read(IEnumerable<LedgerEntry> ledger)
    {
        var book = new RecordBook();
        foreach (var entry in ledger)
        {
            try
            {
                book.Add(RecordEventJson.Read(entry.Data.Span));
            }
            catch (FormatException exception)
            {
                throw new FormatException($"Entry {entry.Index} of the ledger is not readable: {exception.Message}", exception);
            }
        }

        return book;
    }

    public RecordEntry? Find(string key) => entries.GetValueOrDefault(key);

    /// <summary>The requests on one finding, by round.</summary>
    public IEnumerable<RecordEntry> On(RequestScope scope, string rule, string fingerprint) => entries.Values
        .Where(entry => entry.Request.Scope == scope && entry.Request.Rule == rule && entry.Request.Fingerprint == fingerprint)
        .OrderBy(entry => entry.Request.Round);

    /// <summary>Whether people have decided on a later request on the same finding.</summary>
    public bool IsDecidedAnew(RecordEntry entry) =>
        On(entry.Request.Scope, entry.Request.Rule, entry.Request.Fingerprint).Any(other => other.Request.Round > entry.Request.Round && other.WasDecided);

    public void Add(RecordEvent recordEvent)
    {
        LastSeen = recordEvent.At;
        switch (recordEvent)
        {
            case RecordEvent.Request request:
                _ = entries.TryAdd(request.Asked.Key, new RecordEntry(request));
                break;
            case RecordEvent.Decision decision:
                Known(decision.Key).Add(decision);
                break;
            case RecordEvent.Refusal refusal:
                Known(refusal.Key).Add(refusal);
                break;
            case RecordEvent.Transition transition:
                Known(transition.Key).Add(transition);
                break;
            case RecordEvent.Sighting sighting:
                Known(sighting.Key).IsSighted = true;
                break;
            case RecordEvent.Tamper tamper:
                tampers.Add(tamper);
                break;
            case RecordEvent.ApproverSet set:
                Approvers = set;
                break;
            case RecordEvent.CheckRun:
                break;
        }
    }

    private RecordEntry Known(string key) => entries.GetValueOrDefault(key) ?? throw new FormatException($"It is about the request '{key}', which the ledger does not hold.");
}
