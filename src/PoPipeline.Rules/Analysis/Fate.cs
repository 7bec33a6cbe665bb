namespace PoPipeline.Rules.Analysis;

/// <summary>What becomes of a failure.</summary>
/// <param name="Blocks">Whether it fails the whole.</param>
/// <param name="Why">Why it does not, or may not, as a clause; empty where it does.</param>
internal sealed record Fate(Blocking Blocks, string Why)
{
    /// <summary>It fails the whole.</summary>
    public static Fate Yes { get; } = new(Blocking.Yes, "");

    /// <summary>Nothing comes of it.</summary>
    /// <param name="why">Why, as a clause.</param>
    public static Fate No(string why) => new(Blocking.No, why);

    /// <summary>The files do not tell.</summary>
    /// <param name="why">Why, as a clause.</param>
    public static Fate Unknown(string why) => new(Blocking.Unknown, why);
}
