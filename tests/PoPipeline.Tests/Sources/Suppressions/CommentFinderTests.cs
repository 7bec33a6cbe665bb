using System.Text;
using PoPipeline.Sources.Suppressions;

namespace PoPipeline.Tests.Sources.Suppressions;

public sealed class CommentFinderTests
{
    [Theory]
    [InlineData("a.py", "x = 1  # one\n# two\n", "1:8 # one", "2:1 # two")]
    [InlineData("a.py", "x = '# no'  # yes\ny = \"\\\"# no\"\n", "1:13 # yes")]
    [InlineData("a.py", "'''\n# no\n'''\n# yes", "4:1 # yes")]
    [InlineData("a.sh", "echo $# ${#a} a#b # yes", "1:19 # yes")]
    [InlineData("a.yml", "name: don't # yes\n", "1:13 # yes")]
    [InlineData("a.go", "u := \"http://a\" // yes", "1:17 // yes")]
    [InlineData("a.go", "u := `\n// no\n` // yes", "3:3 // yes")]
    [InlineData("a.rs", "fn f<'a>(x: &'a str) {} // yes", "1:25 // yes")]
    [InlineData("a.c", "/* one\n * two */ int x; /* three", "1:1 /* one", "2:1  * two */")]
    [InlineData("a.tf", "a = 1 # one\nb = 2 // two\n", "1:7 # one", "2:7 // two")]
    [InlineData("a.sql", "select '--no' -- yes", "1:15 -- yes")]
    [InlineData("a.html", "<a href=\"x\">it's <!-- yes --></a>", "1:18 <!-- yes -->")]
    [InlineData("Dockerfile.prod", "# yes\r\nFROM a\r\n", "1:1 # yes")]
    public void Comments_are_found_and_texts_are_none(string path, string text, params string[] expected)
    {
        var syntax = CommentSyntax.Of(path);

        Assert.NotNull(syntax);
        Assert.Equal(expected, new CommentFinder(path, text, syntax).Find().Select(comment => $"{comment.Line}:{comment.Column} {comment.Text}"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("data.json")]
    [InlineData("image.png")]
    [InlineData("LICENSE")]
    [InlineData("yml")]
    public void Files_without_comments_have_no_syntax(string path) => Assert.Null(CommentSyntax.Of(path));

    [Theory]
    [InlineData("a.c", "/*")]
    [InlineData("a.py", "\"\"\"")]
    [InlineData("a.js", "`a\\")]
    [InlineData("a.js", "\"\\\"'")]
    [InlineData("a.html", "<!--")]
    [InlineData("a.go", "/**/`")]
    public void A_million_of_anything_takes_bounded_time(string path, string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 1_000_000 / piece.Length).ToString();

        Assert.True(new CommentFinder(path, text, CommentSyntax.Of(path)!).Find().Count <= text.Length);
    }
}
