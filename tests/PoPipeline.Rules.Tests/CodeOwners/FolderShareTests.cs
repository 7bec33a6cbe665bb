using CsCheck;
using PoPipeline.Rules.CodeOwners;

namespace PoPipeline.Rules.Tests.CodeOwners;

public sealed class FolderShareTests
{
    [Fact]
    public void The_highest_whole_folder_stands_for_all_below_it() =>
        Assert.Equal(
            [new FolderShare("", 1, Whole: false), new FolderShare("a/", 3, Whole: true), new FolderShare("b/c/", 1, Whole: true)],
            FolderShare.Group(["a/x", "a/y/x", "a/y/z", "b/c/x", "b/x", "x"], new HashSet<string>(["a/x", "a/y/x", "a/y/z", "b/c/x", "x"], StringComparer.Ordinal)));

    [Fact]
    public void Every_chosen_file_is_in_one_group()
    {
        var path = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("a.b"), Gen.Const("a-b")).Array[1, 4].Select(names => string.Join('/', names) + ".x");
        Gen.Select(path, Gen.Bool).Array[0, 30].Sample(files =>
        {
            var sorted = files.DistinctBy(file => file.Item1).OrderBy(file => file.Item1, StringComparer.Ordinal).ToList();
            var groups = FolderShare.Group(sorted.Select(file => file.Item1), sorted.Where(file => file.Item2).Select(file => file.Item1).ToHashSet(StringComparer.Ordinal));
            Assert.Equal(sorted.Count(file => file.Item2), groups.Sum(group => group.Count));
            Assert.Equal(groups.Length, groups.Select(group => group.Folder).Distinct(StringComparer.Ordinal).Count());
            Assert.All(groups.Where(group => group.Whole), group => Assert.Equal(group.Count, sorted.Count(file => file.Item1.StartsWith(group.Folder, StringComparison.Ordinal))));
        });
    }
}
