using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Tests.Jenkins;

/// <summary>Where the parts of scripts stand that a pipeline hands to a shell.</summary>
public sealed class PlaceTests
{
    [Theory]
    [InlineData("sh 'make'", "make")]
    [InlineData("sh \"a ${b} c\"", "c")]
    [InlineData("sh '''\n  one\n  two\n'''", "two")]
    [InlineData("sh \"\"\"\n  one \\${x}\n  two ${y} three\n\"\"\"", "three")]
    [InlineData("sh(script: 'a' + \"b${c}\" + 'last', returnStdout: true)", "last")]
    [InlineData("sh 'it\\'s here'", "here")]
    [InlineData("sh 'a \\\n b'", "b'")]
    [InlineData("def cmd = \"echo ${x} end\"\nsh cmd", "end")]
    [InlineData("sh('''\r\n  one\r\n  two\r\n''')", "two")]
    [InlineData("bat($/ a \\b $$c last /$)", "last")]
    public void A_part_of_a_script_is_where_it_is_written(string step, string part)
    {
        var text = $"node('x') {{\n  {step}\n}}\n";
        using var tree = new TempTree();
        tree.Write("Jenkinsfile", text);
        var pipeline = Assert.Single(new Collector(TimeProvider.System).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false }).Pipelines);
        var script = Assert.Single(pipeline.Jobs.SelectMany(job => job.Steps).SelectMany(one => one.Scripts));
        var wanted = part.TrimEnd('\'');
        var offset = script.Text.LastIndexOf(wanted, StringComparison.Ordinal);
        Assert.True(offset >= 0, script.Text);

        var place = script.PlaceOf(offset, wanted.Length).Region;

        var line = text.Split('\n')[place.StartLine - 1];
        Assert.Equal(wanted, line[(place.StartColumn - 1)..(place.EndColumn - 1)]);
    }
}
