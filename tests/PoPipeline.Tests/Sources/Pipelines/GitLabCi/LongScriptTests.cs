using System.Text;
using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

/// <summary>What stands behind a limit of PoPipeline's own is never passed over without a word.</summary>
public sealed class LongScriptTests
{
    [Theory]
    [InlineData("script")]
    [InlineData("after_script")]
    public void A_script_that_is_too_long_leaves_its_pipeline_unread_and_says_which(string key)
    {
        var lines = new StringBuilder();
        for (var line = 0; line * 1000 <= YamlReader.MaximumScalar; line++)
        {
            lines.Append("    - ").Append('x', 1000).Append('\n');
        }

        using var tree = new TempTree();
        tree.Write(GitLabCiReader.Root, $"short:\n  script: make\nlong:\n  {(key is "script" ? "" : "script: make\n  ")}{key}:\n{lines}");

        var pipeline = Assert.Single(CaseTree.CollectFolder(tree.Root).Pipelines);

        Assert.Equal($"the script of the job 'long' is longer than the {YamlReader.MaximumScalar} characters that PoPipeline reads", pipeline.Unreadable);
    }
}
