namespace PoPipeline.Audit.Importing;

/// <summary>How much is read of files that others made.</summary>
public sealed record ImportLimits
{
    /// <summary>What is usual. GitHub's own export ends at 100 MB.</summary>
    public static ImportLimits Default { get; } = new();

    /// <summary>The most bytes of a file, once it is unpacked.</summary>
    public long MaximumLength { get; init; } = 8L << 30;

    /// <summary>The most bytes that a byte of a packed file may become, on the whole, once it is past <see cref="RatioFrom"/>. Audit logs become 10 to 40.</summary>
    public int MaximumRatio { get; init; } = 200;

    /// <summary>The bytes that are unpacked before the ratio counts.</summary>
    public long RatioFrom { get; init; } = 8 << 20;

    /// <summary>The most bytes of an event.</summary>
    public int MaximumEvent { get; init; } = Events.EventReader.MaximumLength;

    /// <summary>The most columns of a table.</summary>
    public int MaximumColumns { get; init; } = 2048;

    /// <summary>The most files of a folder.</summary>
    public int MaximumFiles { get; init; } = 1_000_000;
}
