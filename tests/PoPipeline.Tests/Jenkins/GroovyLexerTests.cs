using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Tests.Jenkins;

/// <summary>Tokens of Groovy.</summary>
public sealed class GroovyLexerTests
{
    [Fact]
    public void Tokens_are_the_file_one_behind_the_other()
    {
        foreach (var text in GroovySamples.All)
        {
            AssertWhole(text);
        }
    }

    [Fact]
    public void Tokens_of_real_pipelines_are_their_files()
    {
        var files = GroovyFiles.Of(TestPaths.RequireCorpora());

        Assert.True(files.Count > 400, $"The corpora hold {files.Count} files of Groovy.");
        foreach (var file in files)
        {
            AssertWhole(File.ReadAllText(file));
        }
    }

    [Theory]
    [InlineData("a / b / c", 0)]
    [InlineData("x = /b/", 1)]
    [InlineData("f(/b/, /c/)", 2)]
    [InlineData("a[1] / 2 / 3", 0)]
    [InlineData("a() / b() / c", 0)]
    [InlineData("1 / 2 / 3", 0)]
    [InlineData("'a' / 2 / 3", 1)]
    [InlineData("a ==~ /b\\/c/", 1)]
    [InlineData("return /a/", 1)]
    [InlineData("case /a/: b / c", 1)]
    [InlineData("a = b // c / d", 0)]
    [InlineData("a = b /* / */ / 2", 0)]
    [InlineData("x = $/a / b $$/c/$", 1)]
    [InlineData("x = $/ $/$ /$ + /y/", 2)]
    [InlineData("i++ / 2 / 3", 0)]
    [InlineData("(a) / 2 / 3", 0)]
    [InlineData("\"${a / b / c}\"", 1)]
    [InlineData("\"${a.replaceAll(/b/, '')}\"", 3)]
    [InlineData("[a: /b/]", 1)]
    [InlineData("a\n/b/", 1)]
    [InlineData("(a\n/b/ c)", 0)]
    public void A_slash_divides_or_begins_a_text(string text, int texts) =>
        Assert.Equal(texts, GroovyLexer.Read(text).Count(token => token.Kind is GroovyTokenKind.TextStart));

    [Theory]
    [InlineData("'a\nb", "'|a|")]
    [InlineData("'''a\n'b''' c", "'''|a\n'b|'''")]
    [InlineData("\"a\\\"b\"", "\"|a\\\"b|\"")]
    [InlineData("'a\\\\' + b", "'|a\\\\|'")]
    [InlineData("\"\"\"a \"\" b\"\"\"", "\"\"\"|a \"\" b|\"\"\"")]
    [InlineData("'' b", "'|'")]
    [InlineData("\"$\"", "\"|$|\"")]
    [InlineData("\"a$1 \\$b $ c\"", "\"|a$1 \\$b $ c|\"")]
    [InlineData("'$a ${b}'", "'|$a ${b}|'")]
    public void A_text_ends_where_its_quotes_do(string text, string expected)
    {
        var tokens = GroovyLexer.Read(text).TakeWhile((token, index) => index == 0 || token.Kind is GroovyTokenKind.TextPart or GroovyTokenKind.TextEnd);

        Assert.Equal(expected, string.Join('|', tokens.Select(token => text.Substring(token.Start, token.Length))));
    }

    /// <summary>Texts with guillemets around what is pasted into them.</summary>
    public static TheoryData<string> Marked() =>
    [
        "\"«$a» b\"", "\"«$a.b.c». d\"", "\"«$a».\"", "\"«$a».1\"", "\"«$a».«$b»\"", "\"«$a»$\"", "\"«$a»$ «$b»\"", "\"«$a»«$b»\"", "\"«$a»«${b}»«$c»\"", "\"\\$a «$b»\"", "\"\\\\«$a»\"", "\"\\\\\\$a\"", "\"$$«$a»\"",
        "\"«${a}»\"", "\"«${}»\"", "\"«${a.b('}')}»\"", "\"«${a.collect { it }}»\"", "\"«${[a: '}', b: \"«${x}»}\"]}»\"", "\"«${\"«${\"«${a}»\"}»\"}»\"", "\"«${a ? \"«$b»\" : '$c'}»\"", "\"«${a}»}\"", "\"{«${a}»}\"", "\"«${ /* } */ a }»\"",
        "\"«${a}» /b/ «${c / d}»\"", "'$a ${b} \"$c\"'", "'''$a\n${b} '$c' '''", "\"\"\"\n«$a»\n\"«${b}»\"\n\"\"\"", "\"\"\"«${'''$x'''}» \"\" «$y»\"\"\"", "/«$a»\\/«${b}»/", "/a$|^$b/", "$/«$a» $$b «${c}» $/ «$d»/$", "$/ $$$$ «$a» /$",
        "\"«$_a» «$a_1» $1 $-\"", "\"«${-> a}»\"", "\"«${it.name}»:«${it.version ?: 'latest'}»\"", "\"«${env.BRANCH_NAME.replaceAll('/', '-')}»\"", "\"«$äb» «$b»\"", "\"«${a['b']}»-«${a[\"«$c»\"]}»\"", "\"$ {a} $(b) $[c] «$d»\"", "\"\"\"\\«${a}»\"\"\"",
    ];

    [Theory]
    [MemberData(nameof(Marked))]
    public void What_is_pasted_is_found_where_it_stands(string marked) => AssertPasted(marked.Replace("/a$|^$b/", "/a$|^«$b»/", StringComparison.Ordinal).Replace("\\«${a}»\"\"\"", "\\${a}\"\"\"", StringComparison.Ordinal));

    [Fact]
    public void What_is_pasted_is_found_in_every_kind_of_text_and_whatever_stands_around()
    {
        string[] pasted = ["$a", "$a.b", "${a}", "${a.b}", "${a['b']}", "${f(1, '}')}", "${x ? 'a' : 'b'}", "${a + /b/}", "${a\n+ b}", "${[1, 2].collect { it * 2 }}", "${new Date().format('yyyy')}", "${params.get('a') ?: ''}"];
        (string Before, string After)[] around = [("", ""), ("a ", " b"), ("{", "}"), ("(", ")"), ("'", "'"), ("$(", ")"), ("#", "//"), ("a=", ";"), ("--x=", " --y"), ("\\\\", "-")];
        var count = 0;
        foreach (var quote in Enum.GetValues<GroovyQuote>().Where(GroovyQuotes.Pastes))
        {
            foreach (var paste in pasted)
            {
                foreach (var (before, after) in around)
                {
                    // Between slashes a slash would end the text.
                    if (quote is GroovyQuote.Slashy or GroovyQuote.DollarSlashy && after.Contains('/', StringComparison.Ordinal))
                    {
                        continue;
                    }

                    AssertPasted($"{quote.Start()}{before}«{paste}»{after}{quote.End()}");
                    AssertPasted($"sh({quote.Start()}x{before}«{paste}»{after}«{paste}» {quote.End()})");
                    count += 2;
                }
            }
        }

        Assert.True(count > 200, $"{count} texts were looked at.");
    }

    private static void AssertPasted(string marked)
    {
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var expected = new List<(int, int)>();
        var open = new Stack<int>();
        var offset = 0;
        foreach (var character in marked)
        {
            switch (character)
            {
                case '«':
                    open.Push(offset);
                    break;
                case '»':
                    expected.Add((open.Pop(), offset));
                    break;
                default:
                    offset++;
                    break;
            }
        }

        var script = GroovyParser.Parse(text);

        Assert.Empty(script.Problems);
        var found = script.All().OfType<GroovyText>().SelectMany(one => one.Pieces).Where(piece => piece.Pasted is not null).Select(piece => (piece.Start, piece.End));
        Assert.Equal(expected.Order(), found.Order());
    }

    private static void AssertWhole(string text)
    {
        var tokens = GroovyLexer.Read(text);

        Assert.Equal(text, string.Concat(tokens.Select(token => text.Substring(token.Start, token.Length))));
        Assert.All(tokens.Zip(tokens.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }
}
