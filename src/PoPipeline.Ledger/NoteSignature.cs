using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>A signature line of a note.</summary>
/// <param name="KeyName">The name of the key.</param>
/// <param name="KeyId">The id of the key, which is the beginning of a hash.</param>
/// <param name="Bytes">The signature itself.</param>
public sealed record NoteSignature(string KeyName, uint KeyId, ImmutableArray<byte> Bytes);
