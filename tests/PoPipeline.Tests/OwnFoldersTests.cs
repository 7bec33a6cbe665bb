using PoPipeline.Rules.Analysis;

namespace PoPipeline.Tests;

/// <summary>The folders that a script works out from where it lies itself.</summary>
public sealed class OwnFoldersTests
{
    [Theory]
    [InlineData("$(dirname \"$0\")", "ci/tools")]
    [InlineData("$(dirname $0)/..", "ci")]
    [InlineData("$(dirname -- \"${BASH_SOURCE[0]}\")/lib", "ci/tools/lib")]
    [InlineData("${0%/*}", "ci/tools")]
    [InlineData("${BASH_SOURCE[0]%/*}/a.sh", "ci/tools/a.sh")]
    [InlineData("$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)", "ci/tools")]
    [InlineData("$(cd -- \"$(dirname -- \"${BASH_SOURCE[0]}\")\" > /dev/null 2>&1; pwd -P)", "ci/tools")]
    [InlineData("$(cd \"$(dirname \"$0\")/../..\" >/dev/null && pwd)", "")]
    [InlineData("$(dirname \"$(readlink -f \"$0\")\")", "ci/tools")]
    [InlineData("$(realpath \"$(dirname \"$0\")\")/a.sh", "ci/tools/a.sh")]
    [InlineData("$(dirname \"$(dirname \"$(realpath \"$0\")\")\")", "ci")]
    [InlineData("$(git rev-parse --show-toplevel)/ci", "ci")]
    [InlineData("$(pwd)/a.sh", "b/a.sh")]
    [InlineData("$PWD/a.sh", "b/a.sh")]
    public void What_names_the_script_itself_is_known(string text, string folder) => Assert.Equal(folder, new OwnFolders("ci/tools/x.sh").Of(text, "b"));

    [Theory]
    [InlineData("$(dirname \"$1\")")]
    [InlineData("$(dirname \"$0\" a)")]
    [InlineData("$(cd \"$(dirname \"$0\")\")")]
    [InlineData("$(cd \"$X\" && pwd)")]
    [InlineData("$(dirname \"$0\")x")]
    [InlineData("$(dirname \"$0\")/$X/a.sh")]
    [InlineData("$(dirname \"$0\")/../../..")]
    [InlineData("$(mktemp -d)")]
    [InlineData("$(dirname \"$0\"")]
    [InlineData("$(")]
    [InlineData("$")]
    [InlineData("\"")]
    [InlineData("$X")]
    public void Anything_else_is_not(string text) => Assert.Null(new OwnFolders("ci/tools/x.sh").Of(text, "b"));

    [Fact]
    public void A_variable_is_what_it_was_set_to_last()
    {
        var folders = new OwnFolders("ci/x.sh");
        folders.Set("HERE", "$(dirname \"$0\")", standing: "", isSure: true);
        folders.Set("HERE", "$(cd \"$HERE\" && pwd)", standing: "", isSure: true);
        Assert.Equal("ci/a.sh", folders.Of("${HERE}/a.sh", ""));

        folders.Set("HERE", "$HERE/lib", standing: "", isSure: true);
        Assert.Equal("ci/lib/a.sh", folders.Of("$HERE/a.sh", ""));

        folders.Set("HERE", "$1", standing: "", isSure: true);
        Assert.Null(folders.Of("$HERE/a.sh", ""));
    }

    [Fact]
    public void A_variable_that_a_branch_sets_to_something_else_is_not_known()
    {
        var folders = new OwnFolders("ci/x.sh");
        folders.Set("HERE", "$(dirname \"$0\")", standing: "", isSure: true);
        folders.Set("HERE", "$(git rev-parse --show-toplevel)", standing: "", isSure: false);

        Assert.Null(folders.Of("$HERE/a.sh", ""));
    }

    [Fact]
    public void What_lies_in_itself_without_end_is_left()
    {
        var text = string.Concat(Enumerable.Repeat("$(dirname \"", 30)) + "$0" + string.Concat(Enumerable.Repeat("\")", 30));

        Assert.Null(new OwnFolders("ci/x.sh").Of(text, ""));
    }
}
