using System.Text.Json;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

/// <summary>The vectors of transparency-dev/merkle.</summary>
public sealed class MerkleVectorTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Every_vector_of_transparency_dev_is_judged_as_it_says()
    {
        var folder = Path.Combine(TestPaths.RequireCorpora(), "merkle", "vectors", "testdata");
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).ToList();

        var wrong = files.Where(file => Judge(Path.GetRelativePath(folder, file).Split('/')[0], Read(file)) == Read(file).WantErr);

        Assert.Equal(518, files.Count);
        Assert.Empty(wrong);
    }

    private static bool Judge(string kind, Vector vector) => kind switch
    {
        "inclusion" => Merkle.VerifyInclusion(vector.LeafIdx, vector.TreeSize, vector.LeafHash, vector.Hashes, vector.Root),
        "subtreeinclusion" => Merkle.VerifySubtreeInclusion(vector.LeafIdx, vector.Start, vector.End, vector.LeafHash, vector.Hashes, vector.Root),
        "consistency" => Merkle.VerifyConsistency(vector.Size1, vector.Size2, vector.Hashes, vector.Root1, vector.Root2),
        "subtreeconsistency" => Merkle.VerifySubtreeConsistency(vector.Start, vector.End, vector.Size, vector.Hashes, vector.Root1, vector.Root2),
        _ => throw new InvalidDataException($"'{kind}' is a kind of vector that is not known."),
    };

    private static Vector Read(string file) => JsonSerializer.Deserialize<Vector>(File.ReadAllText(file), Options) ?? throw new InvalidDataException(file);

    private sealed record Vector
    {
        public ulong LeafIdx { get; init; }

        public ulong TreeSize { get; init; }

        public ulong Start { get; init; }

        public ulong End { get; init; }

        public ulong Size { get; init; }

        public ulong Size1 { get; init; }

        public ulong Size2 { get; init; }

        public byte[]? LeafHash { get; init; }

        public byte[]? Root { get; init; }

        public byte[]? Root1 { get; init; }

        public byte[]? Root2 { get; init; }

        public byte[][]? Proof { get; init; }

        public bool WantErr { get; init; }

        public IReadOnlyList<ReadOnlyMemory<byte>> Hashes => [.. (Proof ?? []).Select(hash => new ReadOnlyMemory<byte>(hash))];
    }
}
