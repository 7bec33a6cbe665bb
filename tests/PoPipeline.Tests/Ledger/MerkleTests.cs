using CsCheck;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class MerkleTests
{
    [Fact]
    public void Known_roots_of_RFC_6962_trees_are_found()
    {
        using var folder = new TemporaryFolder();
        var ledger = LedgerFolder.Open(folder.Path, signer: null, []);
        string[] leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696A6B6C6D6E6F"];

        ledger.Append([.. leaves.Select(leaf => new ReadOnlyMemory<byte>(Convert.FromHexString(leaf)))]);

        Assert.Equal("5DC9DA79A70659A9AD559CB701DED9A2AB9D823AAD2F4960CFE370EFF4604328", Convert.ToHexString(Merkle.RootHash(8, ledger.Nodes).Span));
        Assert.Equal("6E340B9CFFB37A989CA544E6BB780A2C78901D3FB33738768511A30617AFA01D", Convert.ToHexString(Merkle.RootHash(1, ledger.Nodes).Span));
        Assert.Equal("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", Convert.ToHexString(Merkle.RootHash(0, ledger.Nodes).Span));
    }

    [Fact]
    public void However_entries_are_appended_the_tree_is_that_of_the_RFC_and_its_proofs_hold() =>
        Gen.Int[1, 300].Array[1, 5].Sample(
            batches =>
            {
                using var folder = new TemporaryFolder();
                var ledger = LedgerFolder.Open(folder.Path, signer: null, []);
                foreach (var batch in batches)
                {
                    ledger.Append(Ledgers.Entries((int)ledger.Size, batch));
                }

                var size = batches.Sum();
                var leaves = Ledgers.Entries(0, size).ConvertAll(entry => Merkle.LeafHash(entry.Span));
                var root = Naive(leaves);
                Assert.Equal(Convert.ToBase64String(root), ledger.Head?.RootHash);
                foreach (var index in new[] { 0, size / 3, size / 2, size - 1 })
                {
                    var proof = Merkle.InclusionProof(index, size, ledger.Nodes);
                    Assert.True(Merkle.VerifyInclusion((ulong)index, (ulong)size, leaves[index], proof, root));
                    Assert.False(Merkle.VerifyInclusion((ulong)index, (ulong)size, leaves[^(index + 1)], proof, root) && size - 1 != 2 * index);
                }

                foreach (var earlier in new[] { 1, (size / 2) + 1, Math.Max(1, size - 1), size })
                {
                    var proof = Merkle.ConsistencyProof(earlier, size, ledger.Nodes);
                    Assert.True(Merkle.VerifyConsistency((ulong)earlier, (ulong)size, proof, Naive(leaves[..earlier]), root));
                    Assert.Equal(Naive(leaves[..earlier]), Merkle.RootHash(earlier, ledger.Nodes));
                }
            },
            iter: 25);

    [Fact]
    public void Between_any_two_sizes_of_a_small_tree_the_proof_holds_and_no_other_root_does()
    {
        const int Largest = 40;
        using var folder = new TemporaryFolder();
        var ledger = LedgerFolder.Open(folder.Path, signer: null, []);
        ledger.Append(Ledgers.Entries(0, Largest));
        var leaves = Ledgers.Entries(0, Largest).ConvertAll(entry => Merkle.LeafHash(entry.Span));
        var roots = Enumerable.Range(0, Largest + 1).Select(size => Naive(leaves[..size])).ToList();

        foreach (var (size1, size2) in Enumerable.Range(1, Largest).SelectMany(size2 => Enumerable.Range(1, size2).Select(size1 => (size1, size2))))
        {
            var proof = Merkle.ConsistencyProof(size1, size2, ledger.Nodes);
            Assert.True(Merkle.VerifyConsistency((ulong)size1, (ulong)size2, proof, roots[size1], roots[size2]), $"{size1} {size2}");
            Assert.False(Merkle.VerifyConsistency((ulong)size1, (ulong)size2, proof, roots[size1 - 1], roots[size2]));
            Assert.False(Merkle.VerifyConsistency((ulong)size1, (ulong)size2, proof, roots[size1], roots[size2 - 1]));

            var inclusion = Merkle.InclusionProof(size1 - 1, size2, ledger.Nodes);
            Assert.True(Merkle.VerifyInclusion((ulong)size1 - 1, (ulong)size2, leaves[size1 - 1], inclusion, roots[size2]));
            Assert.False(Merkle.VerifyInclusion((ulong)size1 - 1, (ulong)size2, leaves[size1 - 1], inclusion, roots[size2 - 1]));
        }
    }

    // RFC 6962, 2.1, word by word.
    private static byte[] Naive(List<byte[]> leaves)
    {
        if (leaves.Count < 2)
        {
            return leaves.Count == 0 ? Merkle.EmptyRoot.ToArray() : leaves[0];
        }

        var split = 1;
        while (split * 2 < leaves.Count)
        {
            split *= 2;
        }

        return Merkle.NodeHash(Naive(leaves[..split]), Naive(leaves[split..]));
    }
}
