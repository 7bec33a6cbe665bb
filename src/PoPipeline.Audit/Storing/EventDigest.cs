using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// What an event says, by which it is told apart from others: of each part a number, which is 0 where the part is not known. Texts of a million events would take
/// hundreds of megabytes, and the formats of one event differ too much for its bytes to be compared. The numbers are those of this process alone.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Occurred">When it happened, in milliseconds.</param>
/// <param name="Recorded">When it was recorded, in milliseconds.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="ActorId">The number of who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="Target">What it was done to.</param>
/// <param name="Traits">What else is known of it.</param>
internal readonly record struct EventDigest(ulong Id, long Occurred, long Recorded, int Actor, int ActorId, int Action, int Target, EventTraits Traits)
{
    private const long PerSecond = 1000;

    // Whoever makes a file writes into it what times they like: of an event that is one, the two are as near to each other as when it happened and when it was written down.
    private const long NearTimes = 10 * 60 * PerSecond;

    /// <summary>The index of its entry, where it is kept.</summary>
    public long Entry { get; init; }

    /// <summary>Whether a file brought it.</summary>
    public bool IsImported => Traits.HasFlag(EventTraits.Imported);

    /// <summary>Whether the forge gave it no id.</summary>
    public bool IsNameless => Traits.HasFlag(EventTraits.Nameless);

    /// <summary>Whether it is not shown, since the forge tells something else under its id: it says nothing for another event.</summary>
    public bool IsHidden => Traits.HasFlag(EventTraits.Hidden);

    /// <summary>Whether nothing of it can be read but its id and its times.</summary>
    public bool IsClosed => (Actor, ActorId, Action, Target) == default;

    /// <summary>The second that it happened in.</summary>
    public long Second => Occurred / PerSecond;

    /// <summary>The second that it was recorded in.</summary>
    public long RecordedSecond => Recorded / PerSecond;

    /// <summary>The digest of an event.</summary>
    /// <param name="head">The beginning of its entry.</param>
    public static EventDigest Of(in EventHead head)
    {
        var occurred = head.Occurred?.ToUnixTimeMilliseconds() ?? 0;
        return new EventDigest(
            IdOf(head.Id), occurred, head.Recorded?.ToUnixTimeMilliseconds() ?? occurred, Number(head.Actor), Number(head.ActorId), Number(head.Action), Number(head.Target), TraitsOf(head));
    }

    /// <summary>Whether two texts under one id say something else, as far as both tell it: of a table, columns may have been left out.</summary>
    /// <param name="other">The other one.</param>
    public bool Contradicts(in EventDigest other) => Differs(Actor, other.Actor)
        || Differs(ActorId, other.ActorId)
        || (IsOfOneKind(other) && Differs(Action, other.Action))
        || Differs(Target, other.Target)
        || (Occurred != 0 && other.Occurred != 0 && !IsOfOneTime(other));

    /// <summary>Whether another text about the event may be shown in its place by its time: what the forge tells may, and of files what is shown at the same time, as far as formats write it.</summary>
    /// <param name="other">The other one.</param>
    public bool IsShownBy(in EventDigest other) => !other.IsImported || Math.Abs(Occurred - other.Occurred) < PerSecond;

    /// <summary>Whether two texts under one id are of about the same time, whatever else they say.</summary>
    /// <param name="told">What the forge tells.</param>
    public bool IsAbout(in EventDigest told) => IsNear(Occurred, told.Occurred) || IsNear(Occurred, told.Recorded);

    /// <summary>How many of the two times are the same to the millisecond.</summary>
    /// <param name="other">The other one.</param>
    public int SameTimes(in EventDigest other) => (Occurred == other.Occurred ? 1 : 0) + (Recorded == other.Recorded ? 1 : 0);

    /// <summary>Whether two events, one of which the forge gave no id, are the same one by what they say.</summary>
    /// <param name="other">The other one.</param>
    public EventLikeness LikenessTo(in EventDigest other)
    {
        if (!(IsNameless || other.IsNameless) || Occurred == 0 || other.Occurred == 0 || !IsOfOneTime(other) || !IsOfOneKind(other))
        {
            return EventLikeness.Other;
        }

        var (target, otherTarget) = (NarrowTarget, other.NarrowTarget);
        return Differs(Action, other.Action) || Differs(Actor, other.Actor) || Differs(ActorId, other.ActorId) || Differs(target, otherTarget) ? EventLikeness.Other
            : Action == 0 || Action != other.Action || Actor != other.Actor || target != otherTarget ? EventLikeness.Unsure
            : EventLikeness.Same;
    }

    // An event that names nothing narrower than the organization itself may lack the column that does.
    private int NarrowTarget => Traits.HasFlag(EventTraits.Wide) ? 0 : Target;

    private static bool Differs(int one, int other) => one != 0 && other != 0 && one != other;

    // What was done is said in a type, in a sentence of a table, or by the name of a field, and none of them can be held to another.
    private bool IsOfOneKind(in EventDigest other) => (Traits & EventTraits.Wordings) == (other.Traits & EventTraits.Wordings);

    // The forge itself tells both times, each time. A file may tell one alone, and that may be either of the two.
    private bool IsOfOneTime(in EventDigest other)
    {
        var isWhole = IsTime(Occurred, other.Occurred) && IsTime(Recorded, other.Recorded);
        return isWhole || ((IsImported || other.IsImported) && (IsEither(other) || other.IsEither(this)));
    }

    // Whether its one time is either of the two of another one. Of the forge each of the two is true.
    private bool IsEither(in EventDigest other) => Occurred == Recorded
        && (!other.IsImported || IsNear(other.Occurred, other.Recorded))
        && (IsTime(Occurred, other.Occurred) || IsTime(Occurred, other.Recorded));

    private static bool IsNear(long one, long other) => Math.Abs(one - other) <= NearTimes;

    // Some formats write seconds alone.
    private static bool IsTime(long one, long other) => one == other || (one / PerSecond == other / PerSecond && (one % PerSecond == 0 || other % PerSecond == 0));

    private static EventTraits TraitsOf(in EventHead head)
    {
        var traits = (head.IsImported ? EventTraits.Imported : EventTraits.None) | (EventReader.IsOfForge(head.Id) ? EventTraits.None : EventTraits.Nameless);
        if (head.Source.StartsWith("gitlab:", StringComparison.Ordinal))
        {
            return traits | (head.IsRow ? EventTraits.Sentence : head.Action?.Contains(':', StringComparison.Ordinal) is true ? EventTraits.FieldName : EventTraits.None);
        }

        var owner = head.Source.AsSpan(head.Source.AsSpan().LastIndexOfAny('/', ':') + 1);
        return owner.Equals(head.Target, StringComparison.OrdinalIgnoreCase) ? traits | EventTraits.Wide : traits;
    }

    private static int Number(string? text) => string.IsNullOrEmpty(text) ? 0 : Known(string.GetHashCode(text, StringComparison.Ordinal));

    private static int Known(int number) => number == 0 ? 1 : number;

    // Two ids of one number are no loss: what is said under them is compared as well.
    private static ulong IdOf(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}

/// <summary>What is known of an event beside what it says.</summary>
[Flags]
internal enum EventTraits : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A file brought it.</summary>
    Imported = 1,

    /// <summary>The forge gave it no id.</summary>
    Nameless = 2,

    /// <summary>What was done is said in a sentence.</summary>
    Sentence = 4,

    /// <summary>What was done is said by the name of a field.</summary>
    FieldName = 8,

    /// <summary>The ways to say what was done.</summary>
    Wordings = Sentence | FieldName,

    /// <summary>It was done to the organization as a whole, as far as it says.</summary>
    Wide = 16,

    /// <summary>It is not shown, since the forge tells something else under its id.</summary>
    Hidden = 32,
}

/// <summary>What one event is to another by what they say.</summary>
internal enum EventLikeness
{
    /// <summary>Another one.</summary>
    Other,

    /// <summary>The same or another one: what would tell is not said by one of them.</summary>
    Unsure,

    /// <summary>The same one.</summary>
    Same,
}
