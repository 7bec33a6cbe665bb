using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Collecting;

/// <summary>Whether the events of an answer come in the order of time: without that, where an answer was cut off says nothing of what was not answered.</summary>
/// <param name="newestFirst">Whether the newest comes first.</param>
internal sealed class AnswerOrder(bool newestFirst)
{
    private DateTimeOffset? edge;

    /// <summary>The most that an event came too late by in the answer.</summary>
    public TimeSpan Back { get; private set; }

    /// <summary>Takes an event. Where it happened at another time than it was recorded, the forge may sort by either.</summary>
    /// <param name="found">The event.</param>
    public void Take(AuditEvent found)
    {
        if ((found.Occurred ?? found.Recorded) is not { } occurred)
        {
            return;
        }

        var recorded = found.Recorded ?? occurred;
        var (first, last) = occurred < recorded ? (occurred, recorded) : (recorded, occurred);
        var back = newestFirst ? first - edge : edge - last;
        Back = back > Back ? back.Value : Back;
        edge = newestFirst
            ? edge < last ? edge : last
            : edge > first ? edge : first;
    }
}
