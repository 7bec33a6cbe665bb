namespace PoPipeline;

/// <summary>An exception in force, or asked for.</summary>
public sealed record Suppression
{
    /// <summary>Whether it is written in the source; otherwise it is a record of a tracker.</summary>
    public required bool InSource { get; init; }

    /// <summary>Whether it is accepted, so that the gate lets the finding pass.</summary>
    public required bool Accepted { get; init; }

    /// <summary>Why, in the words of the person who asked. Text of others: escape it.</summary>
    public required string Justification { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Where it is written, for one in the source.</summary>
    public Rules.Model.Place? Place { get; init; }
}
