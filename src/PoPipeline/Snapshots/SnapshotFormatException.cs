namespace PoPipeline.Snapshots;

/// <summary>A file is not a snapshot that this version of PoPipeline can judge.</summary>
/// <param name="message">What it is instead, and what to do, in sentences.</param>
/// <param name="inner">What the reader of JSON said; null where it said nothing.</param>
public sealed class SnapshotFormatException(string message, Exception? inner = null) : Exception(message, inner);
