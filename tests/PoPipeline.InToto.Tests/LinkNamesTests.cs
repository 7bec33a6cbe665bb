using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using static PoPipeline.InToto.Tests.Made;
using static PoPipeline.InToto.Tests.TestKey;

namespace PoPipeline.InToto.Tests;

/// <summary>What is verified by as a link is what is known as one by its name.</summary>
public sealed class LinkNamesTests
{
    private static readonly string Key = Alice.KeyId[..8];

    private readonly LinkNames names = new(SignedMetadata.Read(Metablock(Layout([Step("build", [Alice]), Step("a.b", [Alice]), Step("app/pack", [Alice])], [Alice]), Carl)).Value!.Layout!);

    public static TheoryData<string, string?> Files => new()
    {
        { $"build.{Key}.link", "" },
        { $"v1/build.{Key}.link", "v1/" },
        { "v1/build.anything.link", "v1/" },
        { $"v1/a.b.{Key}.link", "v1/" },
        { $"v1/app/pack.{Key}.link", "v1/" },
        { $"app/pack.{Key}.json", "" },
        { $"pack.{Key}.link", null },
        { $"v1/pack.{Key}.link", null },
        { $"v1/build.{Key}.json", "v1/" },
        { "v1/build.01234567.json", null },
        { $"v1/build.{Key}.x.json", null },
        { "v1/build.json", null },
        { "v1/build.link", null },
        { $"v1/build.{Key}", null },
        { $"v1/test.{Key}.link", null },
        { "", null },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_link_is_known_by_its_step_and_one_in_JSON_by_its_key_too(string file, string? folder) => Assert.Equal(folder, names.FolderOf(file));

    [Fact]
    public void What_is_looked_for_is_what_is_known()
    {
        Assert.All(LinkNames.Endings, ending => Assert.Equal("v1/", names.FolderOf($"v1/{LinkNames.StemOf("build", Alice.KeyId)}{ending}")));
        Assert.Equal("ab", LinkNames.StemOf("s", "ab")[2..]);
    }

    [Fact]
    public void The_links_of_a_layout_in_place_of_a_link_lie_in_a_folder_of_that_name()
    {
        Assert.Equal($"v1/build.{Key}/", LinkNames.FolderBelow($"v1/build.{Key}.link"));
        Assert.Equal("v1/", names.FolderAbove($"v1/build.{Key}/"));
        Assert.Equal("", names.FolderAbove($"build.{Key}/"));
        Assert.Null(names.FolderAbove("v1/build.01234567/"));
        Assert.Null(names.FolderAbove("v1/"));
        Assert.Null(names.FolderAbove(""));
    }
}
