using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources;
using PoPipeline.Sources.Templates;

namespace PoPipeline.Tests.Sources.Templates;

public sealed class MarkdownItemsTests
{
    [Fact]
    public void Boxes_are_found_where_the_forge_shows_them()
    {
        var items = Items("- [ ] one `code` [link](x) and **bold**\n  on two lines\n  - [x] inside\n1. [ ] counted\n> - [X] quoted\n\n<details>\n\n* [ ] folded\n\n</details>\n");

        Assert.Equal(["one code link and bold on two lines", "inside", "counted", "quoted", "folded"], items.Select(item => item.Text));
    }

    [Fact]
    public void What_the_forge_does_not_show_as_a_box_is_none() =>
        Assert.Empty(Items("<!--\n- [ ] hidden\n-->\n```\n- [ ] code\n```\n    - [ ] code\n\n[ ] no list\n\n- [ ]no space\n- []\n- \\[ ] escaped\n- [y] neither\n"));

    [Fact]
    public void A_box_knows_what_it_stands_below()
    {
        var items = Items("# Change\n## Security\n\nBefore the review:\n\n- [ ] a\n\n**All bold**\n\n- [ ] b\n\nSome prose.\n\n- [ ] c\n\n## Tests\n- [ ] d\n");

        Assert.Equal(["Change/Security/Before the review:", "Change/Security/All bold", "Change/Security", "Change/Tests"], items.Select(item => string.Join('/', item.Below)));
    }

    [Theory]
    [InlineData("\n", 0)]
    [InlineData("\r\n", 0)]
    [InlineData("\n", 4)]
    public void A_region_covers_the_item_as_written(string newline, int skipped)
    {
        var text = string.Join(newline, "abc", "# ä", "", "- [ ] one", "  two", "- [ ] three");
        Assert.True(new MarkdownItems(new TemplateText(new SourceFile("a.md", text, Fault: null))).TryRead(skipped, out var found));

        Assert.Equal([new Region(4, 3, 5, 6), new Region(6, 3, 6, 12)], found.Items.Select(item => item.Span.Region));
        Assert.Equal(new Region(2, 1, 2, 4), found.Headings.Single().Span.Region);
    }

    private static ImmutableArray<TemplateItem> Items(string text)
    {
        Assert.True(new MarkdownItems(new TemplateText(new SourceFile("a.md", text, Fault: null))).TryRead(0, out var found));
        return found.Items;
    }
}
