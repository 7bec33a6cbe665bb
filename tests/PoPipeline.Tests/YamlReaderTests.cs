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
}
