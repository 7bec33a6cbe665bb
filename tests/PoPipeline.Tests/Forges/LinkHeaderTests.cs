using PoPipeline.Forges.Http;

namespace PoPipeline.Tests.Forges;

/// <summary>Where the next page of a list is, as RFC 8288 lets a server write it.</summary>
public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" , ,")]
    [InlineData("""<https://git.example/2>; rel="prev" """)]
    [InlineData("""<https://git.example/2>; rel="nextpage" """)]
    [InlineData("""<https://git.example/2>""")]
    [InlineData("""<https://git.example/2>; title="; rel=next" """)]
    [InlineData("""<https://git.example/2>; rel=last; rel=next""")]
    public void A_list_that_goes_on_nowhere_has_no_next_page(string header)
    {
        Assert.True(LinkHeader.TryFindNext([header], out var next));
        Assert.Null(next);
    }

    [Theory]
    [InlineData("""<https://git.example/?page=2>; rel="next" """)]
    [InlineData("""<https://git.example/?page=2>; rel=next""")]
    [InlineData("""<https://git.example/?page=2>;rel=next;""")]
    [InlineData("""<https://git.example/?page=2>; REL="Next" """)]
    [InlineData("""<https://git.example/?page=2>; rel="prev next" """)]
    [InlineData("""<https://git.example/?page=2> ; title="a, \"b\"; c" ; rel = "next" ; type=text/html""")]
    [InlineData("""<https://git.example/?page=1>; rel="prev", <https://git.example/?page=2>; rel="next", <https://git.example/?page=9>; rel="last" """)]
    [InlineData("""<https://git.example/?page=9>; rel=last,<https://git.example/?page=2>;; rel=next""")]
    [InlineData("""<https://git.example/?page=2>; rel=next, <https://git.example/?page=2>; rel=next""")]
    public void A_next_page_is_found_however_it_is_written(string header)
    {
        Assert.True(LinkHeader.TryFindNext([header], out var next));
        Assert.Equal("https://git.example/?page=2", next);
    }

    [Fact]
    public void An_address_may_hold_what_parts_links()
    {
        Assert.True(LinkHeader.TryFindNext(["""<https://git.example/?a=1,2;rel="last"&page=2>; rel="next" """], out var next));
        Assert.Equal("""https://git.example/?a=1,2;rel="last"&page=2""", next);
    }

    [Fact]
    public void Each_of_several_headers_is_read()
    {
        Assert.True(LinkHeader.TryFindNext(["<https://git.example/1>; rel=first", "<https://git.example/2>; rel=next"], out var next));
        Assert.Equal("https://git.example/2", next);
    }

    [Theory]
    [InlineData("https://git.example/2; rel=next")]
    [InlineData("<https://git.example/2; rel=next")]
    [InlineData("""<https://git.example/2>; rel="next""")]
    [InlineData("<https://git.example/2> rel=next")]
    [InlineData("<https://git.example/2>; rel=prev next")]
    [InlineData("<https://git.example/2>; rel=next; anchor=\"/other\"")]
    [InlineData("<https://git.example/2>; rel=next, <https://git.example/3>; rel=next")]
    [InlineData("<https://git.example/2>; rel=prev, nonsense")]
    public void What_cannot_be_read_is_not_taken_for_the_end(string header)
    {
        Assert.False(LinkHeader.TryFindNext([header], out var next));
        Assert.Null(next);
    }
}
