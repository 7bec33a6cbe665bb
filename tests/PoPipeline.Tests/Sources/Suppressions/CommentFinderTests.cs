using System.Buffers;
using System.Text;
using CsCheck;
using PoPipeline.Sources.Suppressions;

namespace PoPipeline.Tests.Sources.Suppressions;

public sealed class CommentFinderTests
{
    private static readonly SearchValues<string> Word = SearchValues.Create(["nosec"], StringComparison.OrdinalIgnoreCase);

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
        Assert.Equal(expected, new CommentFinder(path, text.AsMemory(), syntax).Find().Select(comment => $"{comment.Line}:{comment.Column} {comment.Text}"));
    }

    private static readonly string[] Paths = ["a.py", "a.go", "a.c", "a.yml", "a.tf", "a.sql", "a.html", "a.vue"];

    private static readonly string[] Pieces = ["# ", "//", "/*", "*/", "\"", "'", "`", "'''", "\"\"\"", "\\", "\n", " ", "nosec", "NOSEC", "no", "sec", "x", "\r\n", "<!--", "-->"];

    [Fact]
    public void Comments_that_have_a_word_are_those_of_all_that_have_it() =>
        Gen.Select(Gen.Int[0, Paths.Length - 1], Gen.Int[0, Pieces.Length - 1].Array[0, 40]).Sample((file, pieces) =>
        {
            var path = Paths[file];
            var text = string.Concat(pieces.Select(piece => Pieces[piece])).AsMemory();
            var syntax = CommentSyntax.Of(path)!;

            Assert.Equal(
                new CommentFinder(path, text, syntax).Find().Where(comment => comment.Text.Contains("nosec", StringComparison.OrdinalIgnoreCase)),
                new CommentFinder(path, text, syntax, Word).Find());
        });

    [Fact]
    public void A_comment_that_nobody_wants_takes_no_memory()
    {
        var text = (string.Concat(Enumerable.Repeat("x = 1 # a comment\n", 10_000)) + "# nosec\n").AsMemory();
        var finder = new CommentFinder("a.py", text, CommentSyntax.Of("a.py")!, Word);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = finder.Find();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
        Assert.Equal(10_001, Assert.Single(found).Line);
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

        Assert.True(new CommentFinder(path, text.AsMemory(), CommentSyntax.Of(path)!).Find().Count <= text.Length);
    }
}
