using PoPipeline.Sources.Pipelines.Dinghy;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.Dinghy;

/// <summary>What is read of JSON as Go takes it, and of HCL and YAML; what Go refuses has its place.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("{\"a\": [1, -2.5e3, true, null, \"b\\n\\u0041\"]}")]
    [InlineData("{}")]
    [InlineData(" [ ] ")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    [InlineData("{\"a\": \"\\/\\\"\\\\\"}")]
    public void Json_that_Go_takes_has_no_fault(string text) => Assert.Empty(Read(text).Problems.InOrder());

    [Theory]
    [InlineData("{\"a\": 1,}", "1:8", "A comma stands behind the last value")]
    [InlineData("[1,\n2,\n]", "2:2", "A comma stands behind the last value")]
    [InlineData("[1 2]", "1:4", "A comma is missing")]
    [InlineData("{\"a\": 1\n\"b\": 2}", "2:1", "A comma is missing")]
    [InlineData("{\"a\" 1}", "1:6", "A colon is missing")]
    [InlineData("{\"a\":}", "1:6", "has no value")]
    [InlineData("[,1]", "1:2", "A comma stands here without")]
    [InlineData("{\"a\": tru}", "1:7", "'tru' is no value of JSON")]
    [InlineData("{\"a\": 'b'}", "1:7", "''b'' is no value of JSON")]
    [InlineData("{\"a\": 01}", "1:7", "'01' is no value of JSON")]
    [InlineData("{\"a\": \"b\nc\"}", "1:7", "does not end on the line")]
    [InlineData("{\"a\": \"\\x\"}", "1:8", "no escape '\\x'")]
    [InlineData("{\"a\": \"\t\"}", "1:8", "U+0009")]
    [InlineData("{\"a\": 1 // b\n}", "1:9", "A comment stands here")]
    [InlineData("{\"a\": 1", "1:1", "is not closed by '}'")]
    [InlineData("[1}", "1:3", "'}' stands where ']' is meant")]
    [InlineData("{} {}", "1:4", "Something stands behind the end")]
    [InlineData("{\"a\": \"b}", "1:7", "is not closed by a quote")]
    public void What_Go_refuses_is_told_at_its_place(string text, string place, string message)
    {
        var problem = Read(text).Problems.InOrder()[0];

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("dinghyfile:" + place, problem.Span.ToString());
    }

    [Fact]
    public void What_stands_behind_a_fault_is_read_as_well() =>
        Assert.Equal("c", Assert.IsType<YamlScalar>(Assert.IsType<YamlMapping>(Read("{\"a\": [1,], \"b\": \"c\",}").Root)["b"]).Value);

    [Theory]
    [InlineData("application = \"shop\"\npipelines = [{ name = \"a\" }, { \"name\" = \"b\" }]\n")]
    [InlineData("\"application\" = \"shop\"\n# a comment\npipelines {\n  name = \"a\"\n}\npipelines { name = \"b\" }\n")]
    [InlineData("application = \"shop\" // a\n/* b */ pipelines = [{\n  name = <<EOF\na\nEOF\n}, { name = \"b\" },]\n")]
    [InlineData("application: shop\npipelines:\n  - name: a\n  - name: b\n")]
    [InlineData("{application: shop, pipelines: [{name: a}, {name: b}]}")]
    [InlineData("{\"application\": \"shop\", \"pipelines\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}")]
    public void Each_format_says_the_same(string text)
    {
        var tree = Read(text);
        var root = Assert.IsType<YamlMapping>(tree.Root);

        Assert.Empty(tree.Problems.InOrder());
        Assert.Equal("shop", Nodes.Text(Nodes.Entry(root, "application")!.Value)!.Value);
        Assert.Equal(["a", "b"], Nodes.Objects(root["pipelines"]).Select(pipeline => Nodes.Text(pipeline["name"])!.Value.Trim()));
        Assert.All(Nodes.Objects(root["pipelines"]), pipeline => Assert.Contains(text.Split('\n')[pipeline["name"]!.Span.Region.StartLine - 1], line => line is 'a' or 'b'));
    }

    private static DinghyTree Read(string text)
    {
        var rendered = new RenderedText();
        rendered.Append(new SourceText("dinghyfile", text), 0, text.Length);
        return DinghyFormats.Read(rendered);
    }
}
