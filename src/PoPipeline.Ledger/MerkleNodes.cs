namespace PoPipeline.Ledger;

/// <summary>Gives the hash of a full subtree.</summary>
/// <param name="level">Its height: it has 2^level leaves.</param>
/// <param name="index">Its index among the subtrees of that height, from the left.</param>
internal delegate ReadOnlyMemory<byte> MerkleNodes(int level, long index);
