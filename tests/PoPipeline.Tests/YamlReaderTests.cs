using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: |\n  one\n   two ${{ x }}\n\n  three\nb: 1\n")]
    [InlineData("a: >-\n  one two\n  three ${{ x }}\n\n  four\n")]
    [InlineData("a: 'it''s ${{ x }}\n  folded'\n")]
    [InlineData("a: \"tab\\t \\u0041 ${{ x }} \\\n   next\"\n")]
    [InlineData("a: plain text\n  over ${{ x }} lines # comment\n")]
    [InlineData("a: |2-\r\n  one\r\n  two ${{ x }}\r\n")]
    public void An_offset_of_a_value_is_found_in_the_source_whatever_the_style(string source)
    {
        var document = YamlReader.Read("a.yml", source);
        var scalar = Assert.IsType<YamlScalar>(Assert.IsType<YamlMapping>(document.Root)["a"]);
        var offset = scalar.Value.IndexOf("${{ x }}", StringComparison.Ordinal);

        var region = scalar.PlaceOf(offset, "${{ x }}".Length).Region;

        Assert.Equal(region.StartLine, region.EndLine);
        Assert.Equal("${{ x }}", document.Line(region.StartLine)[(region.StartColumn - 1)..(region.EndColumn - 1)].ToString());
    }

    [Theory]
    [InlineData("[b, c]", "")]
    [InlineData("[b, c ]", " # no [list]")]
    [InlineData("[]", "")]
    [InlineData("[ ]", " ")]
    [InlineData("[b, c,]", "")]
    [InlineData("[[b], [c]]", "")]
    [InlineData("[{ b: c }]", "")]
    [InlineData("[b: c]", "")]
    [InlineData("['b', \"c]\"]", "")]
    [InlineData("[b, # ]\n  c]", " # ]")]
    [InlineData("[\n  b,\n  c\n  ]", "")]
    [InlineData("{ b: c }", "")]
    [InlineData("{}", " # }")]
    [InlineData("{ b: [c] }", "")]
    [InlineData("{ b: [], }", "")]
    [InlineData("{\n  b: c # }\n  }", "")]
    public void A_flow_collection_ends_behind_its_bracket(string value, string behind)
    {
        var root = Assert.IsType<YamlMapping>(YamlReader.Read("a.yml", $"a: {value}{behind}\nz: 1\n").Root);

        Assert.Equal(value, Text($"a: {value}{behind}\nz: 1\n", root["a"]!.Span));
    }

    [Theory]
    [InlineData("a: [b: [c, d]]\n", "b: [c, d]")]
    [InlineData("a: [b: c, d]\n", "b: c")]
    [InlineData("a: [b: { c: d } , e]\n", "b: { c: d }")]
    public void A_pair_without_braces_in_a_flow_list_ends_with_its_value(string source, string pair)
    {
        var root = Assert.IsType<YamlMapping>(YamlReader.Read("a.yml", source).Root);

        Assert.Equal(pair, Text(source, Assert.IsType<YamlSequence>(root["a"]).Items[0].Span));
    }

    [Theory]
    [InlineData("a:\n  - [b, c]\nz: 1\n", "- [b, c]")]
    [InlineData("a:\n  b: [c, d]\n  e: { f: g }\n\n# end\nz: 1\n", "b: [c, d]\n  e: { f: g }")]
    public void A_block_that_ends_in_a_flow_collection_ends_behind_its_bracket(string source, string block)
    {
        var root = Assert.IsType<YamlMapping>(YamlReader.Read("a.yml", source).Root);

        Assert.Equal(block, Text(source, root["a"]!.Span));
    }

    [Theory]
    [InlineData("{ a: [b: c] }", "b: c")]
    [InlineData("{ ? [b: c] : d, a: [b: c] }\n", "b: c")]
    public void A_pair_is_known_from_a_document_in_braces(string source, string pair)
    {
        var root = Assert.IsType<YamlMapping>(YamlReader.Read("a.yml", source).Root);

        Assert.Equal(source.TrimEnd(), Text(source, root.Span));
        Assert.Equal(pair, Text(source, Assert.IsType<YamlSequence>(root["a"]).Items[0].Span));
    }

    [Theory]
    [InlineData("a:\n  b: |\n    \n    x ${{ y }}\n  c: d\n", "\nx ${{ y }}\n")]
    [InlineData("a:\n  b: |\n  \n    x ${{ y }}\n  c: d\n", "\nx ${{ y }}\n")]
    [InlineData("a:\n  b: |\n        \n    x ${{ y }}\n  c: d\n", "\nx ${{ y }}\n")]
    [InlineData("a:\n  b: | # why\n    \n\n    x ${{ y }}\n  c: d\n", "\n\nx ${{ y }}\n")]
    [InlineData("a:\n  b: >-\n        \n    x ${{ y }}\n  c: d\n", "\nx ${{ y }}")]
    [InlineData("a:\n  b: |2+\r\n        \r\n    x ${{ y }}\r\n  c: d\r\n", "\nx ${{ y }}\n")]
    [InlineData("a:\n  z: |\n      \n  y: |\n    \n\n  b: |\n     \n    x ${{ y }}\n  c: d\n", "\nx ${{ y }}\n")]
    public void Blanks_in_the_first_line_of_a_block_are_an_empty_line(string source, string value)
    {
        var document = YamlReader.Read("a.yml", source);

        Assert.Null(document.Error);
        var mapping = Assert.IsType<YamlMapping>(Assert.IsType<YamlMapping>(document.Root)["a"]);
        var scalar = Assert.IsType<YamlScalar>(mapping["b"]);
        Assert.Equal(value, scalar.Value);
        Assert.Equal("${{ y }}", Text(source, scalar.PlaceOf(scalar.Value.IndexOf('$', StringComparison.Ordinal), "${{ y }}".Length)));
        Assert.Equal("d", Text(source, mapping["c"]!.Span));
        Assert.EndsWith("c: d", Text(source, mapping.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# one\u2028# two\na: 'x ${{ y }}'\nb: {c: d}\n")]
    [InlineData("# one\u0085# two\u2029# three\r\na: x ${{ y }}\r\nb: {c: d}\r\n")]
    [InlineData("z: \"one\u2028 two\"\na: |\n  one\u0085  two\n  x ${{ y }}\nb: {c: d}\n")]
    [InlineData("z: [one,\u2028 two]\na: >\n  one\n  x ${{ y }}\nb: {c: d}\n")]
    public void Lines_are_those_that_editors_count(string source)
    {
        var root = Assert.IsType<YamlMapping>(YamlReader.Read("a.yml", source).Root);
        var scalar = Assert.IsType<YamlScalar>(root["a"]);

        Assert.Equal("${{ y }}", Text(source, scalar.PlaceOf(scalar.Value.IndexOf('$', StringComparison.Ordinal), "${{ y }}".Length)));
        Assert.Equal("{c: d}", Text(source, root["b"]!.Span));
        Assert.Equal("d", Text(source, Assert.IsType<YamlMapping>(root["b"])["c"]!.Span));
    }

    [Theory]
    [InlineData("a: b\nc:\n\t\n  d: e\n", 3, 1)]
    [InlineData("a: |\n  b\n  \tc\nd:\n  e: f\n \tg: h\n", 6, 2)]
    public void A_tab_is_refused_where_it_stands(string source, int line, int column)
    {
        var error = YamlReader.Read("a.yml", source).Error;

        Assert.Equal((line, column), (error!.Span.Region.StartLine, error.Span.Region.StartColumn));
    }

    [Theory]
    [InlineData("a: b\n---\nc: d\n", 2)]
    [InlineData("a: b\n...\n---\n", 3)]
    [InlineData("---\na: b\n---\n", 3)]
    [InlineData("a: b\n...\n{c: ]\n", 3)]
    public void What_stands_behind_the_first_document_is_told(string source, int line)
    {
        var document = YamlReader.Read("a.yml", source);

        Assert.Null(document.Error);
        Assert.Equal(line, document.Behind!.Span.Region.StartLine);
    }

    [Theory]
    [InlineData("a: b\n")]
    [InlineData("---\na: b\n...\n")]
    [InlineData("%YAML 1.2\n---\na: b\n# end\n")]
    [InlineData("")]
    public void Nothing_stands_behind_a_single_document(string source) => Assert.Null(YamlReader.Read("a.yml", source).Behind);

    private static string Text(string source, Place place)
    {
        var region = place.Region;
        var lines = source.Split('\n');
        return region.StartLine == region.EndLine
            ? lines[region.StartLine - 1][(region.StartColumn - 1)..(region.EndColumn - 1)]
            : string.Join(
                '\n',
                [lines[region.StartLine - 1][(region.StartColumn - 1)..], .. lines[region.StartLine..(region.EndLine - 1)], lines[region.EndLine - 1][..(region.EndColumn - 1)]]);
    }
}
