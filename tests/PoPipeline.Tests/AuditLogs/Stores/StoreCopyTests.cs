using PoPipeline.AuditLogs.Stores;

namespace PoPipeline.Tests.AuditLogs.Stores;

public sealed class StoreCopyTests
{
    [Fact]
    public void What_a_killed_run_left_goes_with_the_next_run_and_what_another_run_works_in_stays()
    {
        var abandoned = Directory.CreateTempSubdirectory("po-audit-").FullName;
        File.WriteAllText(Path.Combine(abandoned, ".run"), "");
        Directory.CreateDirectory(Path.Combine(abandoned, "log"));
        var strange = Directory.CreateTempSubdirectory("po-audit-").FullName;

        using var working = new StoreCopy();
        using var next = new StoreCopy();

        Assert.False(Directory.Exists(abandoned));
        Assert.True(Directory.Exists(working.Folder));
        Assert.True(Directory.Exists(strange));
        Directory.Delete(strange);
    }

    [Fact]
    public void What_names_something_is_removed_before_what_it_names()
    {
        using var copy = new StoreCopy();
        var blob = $"blobs/aa/aa{new string('0', 62)}";
        foreach (var name in (string[])[blob, "ledger/tile/entries/000"])
        {
            File.WriteAllText(copy.PathOf(name), "x");
        }

        copy.Settle();
        File.Delete(copy.PathOf(blob));
        File.Delete(copy.PathOf("ledger/tile/entries/000"));

        Assert.Equal(["ledger/tile/entries/000", blob], copy.Pruned());
    }
}
