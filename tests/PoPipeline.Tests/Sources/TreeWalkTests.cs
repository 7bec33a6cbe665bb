using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources;

/// <summary>A walk ends by itself, whatever somebody laid into the tree.</summary>
public sealed class TreeWalkTests : IDisposable
{
    private const int Most = 3;

    private readonly string root = Directory.CreateTempSubdirectory("popipeline-walk-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData(Most, 1)]
    [InlineData(Most + 1, 0)]
    public void A_folder_with_more_folders_than_is_worth_entering_is_not_listed(int folders, int listed)
    {
        Make(folders, nested: false);

        Assert.Equal(listed, TreeWalk.Few(root, ".circleci", below: true, Most, TestContext.Current.CancellationToken).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Folders_that_are_not_entered_are_a_gap_and_are_not_counted_as_nothing(bool nested)
    {
        Make(Most + 1, nested);
        var gaps = new List<string>();

        TreeWalk.Files(root, Most, gaps, TestContext.Current.CancellationToken);

        Assert.Equal(["the tree has more than 3 folders, of which no more were entered"], gaps);
        Assert.Null(TreeWalk.Count(root, Most, TestContext.Current.CancellationToken));
    }

    private void Make(int folders, bool nested)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, ".circleci")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.yml"), "");
        for (var index = 0; index < folders; index++)
        {
            var made = Directory.CreateDirectory(Path.Combine(folder, $"{index}")).FullName;
            folder = nested ? made : folder;
        }
    }
}
