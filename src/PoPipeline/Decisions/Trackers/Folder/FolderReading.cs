using System.Collections.Immutable;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>What a folder of records holds, and held.</summary>
/// <param name="Records">The files, by order.</param>
/// <param name="Lost">Those that the branch that counts had once, and has no longer as they were added.</param>
internal sealed record FolderReading(ImmutableArray<FolderRecord> Records, ImmutableArray<LostRecord> Lost);
