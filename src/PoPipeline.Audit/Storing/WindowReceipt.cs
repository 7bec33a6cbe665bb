using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Audit.Storing;

/// <summary>That a window was read to its end: what was asked for, and what was answered.</summary>
/// <param name="Feed">What was asked.</param>
/// <param name="Kind">Why.</param>
/// <param name="From">The first time of the window.</param>
/// <param name="To">The time behind its last.</param>
/// <param name="At">When it was closed.</param>
public sealed record WindowReceipt(AuditFeed Feed, WindowKind Kind, DateTimeOffset From, DateTimeOffset To, DateTimeOffset At)
{
    /// <summary>The index of its entry, once it has one: what stands behind another entry was written later, whatever the clocks said.</summary>
    public long Entry { get; init; }

    /// <summary>The number of pages.</summary>
    public int Pages { get; init; }

    /// <summary>The number of events that were answered.</summary>
    public long Count { get; init; }

    /// <summary>The number of those that were not kept before.</summary>
    public long Added { get; init; }

    /// <summary>The number of those that came late.</summary>
    public long Late { get; init; }

    /// <summary>The number of those that say something else than what was kept under their id before: by a file, or by the forge itself.</summary>
    public long Different { get; init; }

    /// <summary>The id of the first event; null where there was none.</summary>
    public string? FirstId { get; init; }

    /// <summary>The id of the last event; null where there was none.</summary>
    public string? LastId { get; init; }

    /// <summary>The index of the first entry that was appended for it; that of the receipt where there was none.</summary>
    public long FirstEntry { get; init; }

    /// <summary>A line for each page: the hash and the length of its bytes, and the headers that it came with.</summary>
    public string PageList { get; init; } = "";

    /// <summary>The hash of the lines of the pages, which is also the name of the blob where they are too many for an entry.</summary>
    public string PagesHash { get; init; } = "";

    /// <summary>Whether the lines of the pages lie in a blob.</summary>
    public bool PagesInBlob { get; init; }

    /// <summary>When it was closed, as far as that is to be believed: where its clock was ahead, its window was past at least, since forges are asked for what is past by their clock.</summary>
    /// <param name="latest">A time at which it was closed already.</param>
    internal DateTimeOffset ClosedBy(DateTimeOffset latest) => At <= latest ? At : To < latest ? To : latest;

    /// <summary>The hash of lines of pages.</summary>
    /// <param name="lines">The lines.</param>
    internal static string HashOf(string lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
}
