using System.Collections.Immutable;
using PoPipeline.InToto.Verifying;
using PoPipeline.Tests;

namespace PoPipeline.InToto.Tests;

/// <summary>A layout with its links, and what verifying it comes to.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="State">What verifying comes to.</param>
/// <param name="Kind">What fails; null for nothing.</param>
/// <param name="Reference">What the reference implementation says: <c>passes</c>, or the name of its exception.</param>
/// <param name="Layout">The layout.</param>
/// <param name="Links">The links by the names of their files.</param>
/// <param name="Keys">The keys that are given.</param>
internal sealed record Scenario(
    string Name,
    VerificationState State,
    FailureKind? Kind,
    string Reference,
    byte[] Layout,
    Dictionary<string, byte[]> Links,
    TestKey[] Keys)
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Why the verdicts differ; null where they are the same.</summary>
    public string? Differs { get; init; }

    public ImmutableDictionary<string, string>? Parameters { get; init; }

    /// <summary>The rule that fails; null where none does.</summary>
    public string? Rule { get; init; }

    public VerificationResult Verify() => new LayoutVerifier(new FixedTime(Now)).Verify(new VerificationRequest
    {
        LayoutFile = "root.layout",
        Layout = Layout,
        Keys = [.. Keys.Select(key => key.Verification)],
        Links = new MemoryFolder(Links),
        Parameters = Parameters,
    });

    public override string ToString() => Name;
}
