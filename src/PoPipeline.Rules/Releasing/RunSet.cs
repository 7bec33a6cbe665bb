namespace PoPipeline.Rules.Releasing;

/// <summary>Some of the runs that a pipeline may have, by what starts them and what they are for.</summary>
/// <param name="Bits">A bit for each.</param>
internal readonly record struct RunSet(ulong Bits)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>Those of both.</summary>
    /// <param name="other">The others.</param>
    public RunSet With(RunSet other) => new(Bits | other.Bits);

    /// <summary>Those that others are, too.</summary>
    /// <param name="other">The others.</param>
    public RunSet Within(RunSet other) => new(Bits & other.Bits);

    /// <summary>Those that others are not.</summary>
    /// <param name="other">The others.</param>
    public RunSet Without(RunSet other) => new(Bits & ~other.Bits);
}
