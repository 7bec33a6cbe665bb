using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Deployments;

/// <summary>What a file says of how something is deployed, by a tool that keeps a system as its files say it: there are neither jobs nor steps in it.</summary>
public sealed record Deployment
{
    /// <summary>Where it begins.</summary>
    public required Place Span { get; init; }

    /// <summary>What tells where it goes: its name, labels, folders, and those of its destinations, as written.</summary>
    public ImmutableArray<Located<string>> TierNames { get; init; } = [];

    /// <summary>Where it goes.</summary>
    public ImmutableArray<Destination> Destinations { get; init; } = [];

    /// <summary>Where it is said that a change is deployed without anybody asking for it; null where somebody has to.</summary>
    public Place? Automation { get; init; }

    /// <summary>What holds up a change that would be deployed by itself: windows in time, as written.</summary>
    public ImmutableArray<Located<string>> Windows { get; init; } = [];

    /// <summary>What makes one deployment of each change that somebody proposes; null where nothing does.</summary>
    public Located<string>? Proposals { get; init; }

    /// <summary>Whether somebody of the repository lets each of those proposals by first, by a label.</summary>
    public bool AreProposalsGuarded { get; init; }

    /// <summary>What it allows beyond what anything needs.</summary>
    public ImmutableArray<WideGrant> Grants { get; init; } = [];

    /// <summary>Texts that it is filled in with, where they become more than a value.</summary>
    public ImmutableArray<FilledText> Filled { get; init; } = [];

    /// <summary>Connections that nothing protects.</summary>
    public ImmutableArray<OpenConnection> Connections { get; init; } = [];
}

/// <summary>Where something is deployed.</summary>
/// <param name="Text">As written: a server, or a name of one.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="IsOwn">Whether it is the very system that the deploying tool runs in.</param>
/// <param name="IsOfSystem">Whether it is a part in which the system keeps what everything else rests on.</param>
public sealed record Destination(string Text, Place Span, bool IsOwn, bool IsOfSystem);
