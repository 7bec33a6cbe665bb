using System.Diagnostics;
using PoPipeline.Sources.SupplyChains;

namespace PoPipeline.Tests.Sources.SupplyChains;

/// <summary>Which files are looked into as layouts: what their members say counts, and no word in a text.</summary>
public sealed class InTotoFilesTests
{
    [Theory]
    [InlineData("""{"signatures": [], "signed": {"_type": "layout"}}""")]
    [InlineData("""{"signed": {"steps": [], "_type": "layout"}, "signatures": []}""")]
    [InlineData("""{"signed": {"_type": "layout"}}""")]
    [InlineData("""{"\u0073igned": {"_\u0074ype": "layout"}, "signatures": []}""")]
    [InlineData("""{"payloadType": "application/vnd.in-toto+json", "payload": "", "signatures": []}""")]
    [InlineData("""{"payload": "", "payloadType": "application\/vnd.in-toto+json"}""")]
    [InlineData("""{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json", "dsseEnvelope": {"payloadType": "application/vnd.in-toto+json"}}""")]
    [InlineData(""" {"signed": {"_type": "layout", "steps": [ """)]
    [InlineData("""{"signatures": [ <<<<<<< ours""")]
    public void An_envelope_is_one_whatever_its_file_is_called(string text)
    {
        Assert.True(InTotoFiles.IsEnvelope(text, isNamed: false));
        Assert.True(InTotoFiles.IsEnvelope(text, isNamed: true));
    }

    [Theory]
    [InlineData("""{"signed": {"name": "a layout without its type"}, "signatures": []}""")]
    [InlineData("""{"signed": {"_type": "Layout"}}""")]
    [InlineData("""{"payloadType": "application/vnd.in-toto.layout+json", "payload": "", "signatures": []}""")]
    [InlineData("""{"payload": "", "signatures": []}""")]
    [InlineData("""{"signed": { """)]
    public void What_is_signed_is_meant_to_be_a_layout_where_the_file_is_called_so(string text)
    {
        Assert.False(InTotoFiles.IsEnvelope(text, isNamed: false));
        Assert.True(InTotoFiles.IsEnvelope(text, isNamed: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("signed")]
    [InlineData("""{"rows": ["\"signed\"", "\"signatures\"", "\"payloadType\""]}""")]
    [InlineData("""{"help": "a file with \"signed\" and \"signatures\"", "\u0061": 1}""")]
    [InlineData("""{"fields": {"signed": {"_type": "layout"}, "signatures": [], "payloadType": "application/vnd.in-toto+json"}}""")]
    [InlineData("""{"fields": [{"signed": {"_type": "layout"}}]}""")]
    [InlineData("""{"signed": true, "signatures": 2}""")]
    [InlineData("""{"signed": [{"_type": "layout"}]}""")]
    [InlineData("""{"signed": "_type"}""")]
    [InlineData("""{"layout": "\ud800", "columns": [ """)]
    [InlineData("""{"payload": {"a": 1}}""")]
    public void Data_of_other_tools_is_none(string text)
    {
        Assert.False(InTotoFiles.IsEnvelope(text, isNamed: false));
        Assert.False(InTotoFiles.IsEnvelope(text, isNamed: true));
    }

    // Those are of The Update Framework, and of other uses of DSSE.
    [Theory]
    [InlineData("""{"signatures": [], "signed": {"_type": "targets"}}""")]
    [InlineData("""{"payloadType": "application/vnd.cyclonedx+json", "payload": "", "signatures": []}""")]
    [InlineData("""{"payloadType": "application/vnd.cyclonedx+json", "signatures": [ <""")]
    public void Other_signed_data_is_none_in_a_file_that_may_be_anything(string text) => Assert.False(InTotoFiles.IsEnvelope(text, isNamed: false));

    [Fact]
    public void Whatever_a_file_holds_is_read_once()
    {
        var time = Stopwatch.StartNew();

        Assert.False(InTotoFiles.IsEnvelope($$"""{"rows": [{{string.Join(',', Enumerable.Repeat("""{"signed": {}, "a": "\u0061"}""", 200_000))}}]}""", isNamed: true));
        Assert.False(InTotoFiles.IsEnvelope(string.Concat(Enumerable.Repeat("""{"a":""", 1_000_000)), isNamed: true));
        Assert.False(InTotoFiles.IsEnvelope("{\"a\": \"" + new string('\\', 4_000_001), isNamed: true));
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(10), $"{time.Elapsed}");
    }
}
