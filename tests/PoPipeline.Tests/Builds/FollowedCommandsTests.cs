using System.Globalization;
using System.Text;
using PoPipeline.Rules.Builds;

namespace PoPipeline.Tests.Builds;

/// <summary>How far the commands of a pipeline are followed into the files that they call.</summary>
public sealed class FollowedCommandsTests : IDisposable
{
    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_script_may_export_as_much_as_it_has_lines()
    {
        var script = new StringBuilder("#!/bin/sh\n");
        for (var number = 0; number < 40_000; number++)
        {
            script.Append(CultureInfo.InvariantCulture, $"export A={number % 10}\n");
        }

        var facts = Enforced("./build.sh", ("build.sh", script.Append("export UV_LOCKED=1\nuv sync\nexport UV_LOCKED=0\nuv run pytest\n").ToString()));

        Assert.Equal([true, false], facts.Select(fact => fact.IsMet));
    }

    [Fact]
    public void A_variable_holds_from_where_it_is_exported_on()
    {
        var facts = Enforced("./build.sh", ("build.sh", "uv sync\nexport UV_LOCKED=1\n./inner.sh\nexport UV_LOCKED=0\nuv run pytest\n"), ("inner.sh", "uv sync --extra a\nexport UV_LOCKED=0\nuv sync --extra b\n"));

        Assert.Equal([false, true, false, false], facts.Select(fact => fact.IsMet));
    }

    [Theory]
    [InlineData("export UV_LOCKED=1\nuv sync\n", true)]
    [InlineData("UV_LOCKED=1\nuv sync\n", false)]
    [InlineData("export UV_LOCKED=1\nunset UV_LOCKED\nuv sync\n", false)]
    [InlineData("export UV_LOCKED=1\nunset OTHER\nuv sync\n", true)]
    [InlineData("export UV_LOCKED=1\nexport -n UV_LOCKED\nuv sync\n", false)]
    [InlineData("export UV_LOCKED=1\nUV_LOCKED=0\nuv sync\n", false)]
    [InlineData("export UV_LOCKED=0\nUV_LOCKED=1\nuv sync\n", true)]
    [InlineData("(export UV_LOCKED=1; echo a)\nuv sync\n", false)]
    [InlineData("(export UV_LOCKED=1; uv sync)\n", true)]
    [InlineData("export UV_LOCKED=1\n(unset UV_LOCKED; echo a)\nuv sync\n", true)]
    [InlineData("sh -c 'export UV_LOCKED=1'\nuv sync\n", false)]
    public void What_a_shell_exports_holds_for_the_programs_that_it_starts(string script, bool isMet) =>
        Assert.Equal(isMet, Assert.Single(Enforced("./build.sh", ("build.sh", script))).IsMet);

    [Fact]
    public void The_same_targets_are_walked_through_once_however_often_they_are_called()
    {
        var rules = new StringBuilder();
        for (var number = 0; number < 9_000; number++)
        {
            rules.Append(CultureInfo.InvariantCulture, $"t{number}: t{number + 1}\n\t@true\n");
        }

        var facts = Enforced(string.Join("\n          ", Enumerable.Repeat("make t0", 3_000)), ("Makefile", rules.Append("t9000:\n\tuv sync --locked\n").ToString()));

        // There are more targets behind the call than are followed.
        Assert.Equal([true, null], facts.Select(fact => fact.IsMet));
    }

    [Fact]
    public void More_calls_than_are_followed_leave_open_what_the_others_install()
    {
        var calls = string.Join("\n          ", Enumerable.Range(0, 2_100).Select(number => $"make a{number}"));
        var fact = Assert.Single(Enforced(calls, ("Makefile", "all:\n\t@true\n")));

        Assert.Null(fact.IsMet);
        Assert.Contains("not all of them were looked at", fact.Why, StringComparison.Ordinal);
    }

    private IReadOnlyList<LevelFact> Enforced(string run, params ReadOnlySpan<(string Path, string Text)> files)
    {
        tree.Write("pyproject.toml", "[project]\nname = \"shop\"\nversion = \"1\"\ndependencies = [\"httpx\"]\n\n[tool.uv]\n")
            .Write("uv.lock", "version = 1\n\n[[package]]\nname = \"shop\"\nsource = { virtual = \".\" }\n\n[package.metadata]\nrequires-dist = [{ name = \"httpx\" }]\n\n[[package]]\nname = \"httpx\"\nversion = \"0.27.2\"\nsource = { registry = \"https://pypi.org/simple\" }\n")
            .Write(".github/workflows/ci.yml", $"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          {run}\n");
        foreach (var (path, text) in files)
        {
            tree.Write(path, text);
        }

        return [.. Assert.Single(ProjectLevels.Of(CaseTree.CollectFolder(tree.Root))).Facts.Where(fact => fact.Level == BuildLevel.Enforced)];
    }
}
