using CsCheck;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

public sealed class LedgerFileFormatTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 5, 17, "tile/1/005.p/17")]
    [InlineData(-1, 1000, 1, "tile/entries/x001/000.p/1")]
    public void A_tile_is_named_as_the_specification_says(int level, long index, int width, string path)
    {
        Assert.Equal(path, new TileName(level, index, width).Path);
        Assert.Equal(new TileName(level, index, width), TileName.Parse(path));
    }

    [Fact]
    public void A_tree_of_70000_entries_has_the_tiles_that_the_specification_says()
    {
        Assert.Equal(new TileName(0, 272, 256), TileName.Of(70000, 0, 272));
        Assert.Equal(new TileName(0, 273, 112), TileName.PartialOf(70000, 0));
        Assert.Equal(new TileName(1, 0, 256), TileName.Of(70000, 1, 0));
        Assert.Equal(new TileName(1, 1, 17), TileName.PartialOf(70000, 1));
        Assert.Equal(new TileName(2, 0, 1), TileName.PartialOf(70000, 2));
        Assert.Null(TileName.Of(70000, 3, 0));
        Assert.Null(TileName.PartialOf(256, 0));
    }

    [Theory]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/07")]
    [InlineData("tile/64/000")]
    [InlineData("tile/entries/xx01/000")]
    [InlineData("tile/entries")]
    [InlineData("entries/000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void What_is_no_tile_is_not_taken_for_one(string path) => Assert.Null(TileName.Parse(path));

    [Fact]
    public void Whatever_a_path_is_it_is_read_as_it_is_written_or_not_at_all()
    {
        Gen.Select(Gen.Int[-1, 63], Gen.Long[0, long.MaxValue >> 8], Gen.Int[1, 256]).Sample((level, index, width) =>
            Assert.Equal(new TileName(level, index, width), TileName.Parse(new TileName(level, index, width).Path)));
        Gen.String[Gen.Char["tile/01x.p٣"], 0, 30].Select(rest => "tile/" + rest)
            .Sample(path => Assert.True(TileName.Parse(path) is not { } name || name.Path == path), iter: 5000);
    }

    [Fact]
    public void Whatever_lies_in_a_ledger_nothing_but_a_report_comes_of_it()
    {
        using var folder = new TemporaryFolder();
        Ledgers.Build(folder.Path, signer: null, 5);
        var files = Ledgers.Files(folder.Path);
        var contents = files.ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);

        Gen.Select(Gen.Int[0, files.Count - 1], Gen.Byte.Array[0, 400], Gen.Bool).Sample(
            (number, bytes, prefix) =>
            {
                var file = files[number];
                File.WriteAllBytes(file, prefix ? [.. contents[file].Take(bytes.Length), .. bytes] : bytes);
                Assert.NotEqual(LedgerCondition.Valid, LedgerVerifier.Verify(folder.Path, [], []).Condition);
                try
                {
                    Assert.Equal(5, LedgerFolder.Open(folder.Path, signer: null, []).Read().Count());
                }
                catch (LedgerDamagedException)
                {
                    // What is not sound is told so.
                }

                File.WriteAllBytes(file, contents[file]);
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void A_file_of_any_length_is_not_read_into_memory()
    {
        using var folder = new TemporaryFolder();
        Ledgers.Build(folder.Path, signer: null, 3);
        foreach (var file in Ledgers.Files(folder.Path))
        {
            var bytes = File.ReadAllBytes(file);
            using (var stream = File.OpenWrite(file))
            {
                stream.SetLength(1L << 40);
            }

            Assert.NotEqual(LedgerCondition.Valid, LedgerVerifier.Verify(folder.Path, [], []).Condition);
            File.WriteAllBytes(file, bytes);
        }
    }
}
