using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Rules.Builds;

namespace PoPipeline.Tests.Builds;

/// <summary>How far the commands of a pipeline are followed into the files that they call.</summary>
public sealed class FollowedCommandsTests : IDisposable
{
    private const string Manifest = "[project]\nname = \"shop\"\nversion = \"1\"\ndependencies = [\"httpx\"]\n\n[tool.uv]\n";
    private const string Lock = "version = 1\n\n[[package]]\nname = \"shop\"\nsource = { virtual = \".\" }\n\n[package.metadata]\nrequires-dist = [{ name = \"httpx\" }]\n\n[[package]]\nname = \"httpx\"\nversion = \"0.27.2\"\nsource = { registry = \"https://pypi.org/simple\" }\n";

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

    // Each of the steps would be followed in each of the folders, half a million commands, of which only the first steps are.
    [Fact]
    public void A_matrix_of_many_runs_is_followed_as_far_as_the_budget_of_the_pipeline_goes()
    {
        var folders = string.Join(", ", Enumerable.Range(0, 256).Select(number => $"p{number}"));
        var steps = string.Concat(Enumerable.Repeat($"      - working-directory: ${{{{ matrix.folder }}}}\n        run: |\n{string.Concat(Enumerable.Repeat("          uv sync\n", 50))}", 40));
        tree.Write("p255/pyproject.toml", Manifest).Write("p255/uv.lock", Lock);
        var levels = Levels($"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy: {{ matrix: {{ folder: [{folders}] }} }}\n    steps:\n{steps}", []);

        Assert.Equal(["", "p255"], levels.Select(level => level.Project.Folder));
        Assert.All(levels, level => Assert.Equal([false, null], level.Facts.Where(fact => fact.Level == BuildLevel.Enforced).Select(fact => fact.IsMet).Distinct()));
    }

    [Theory]
    [InlineData("changesets/action@v1", "version: uv sync", "14:20-14:27 uv sync")]
    [InlineData("CHANGESETS/Action@v1", "Version: 'uv sync'", "14:20-14:29 uv sync")]
    [InlineData("changesets/action@v1", "version: ${{ inputs.a }}", "")]
    [InlineData("changesets/action/other@v1", "version: uv sync", "")]
    [InlineData("nick-fields/retry@v3", "command: uv sync", "14:20-14:27 uv sync")]
    [InlineData("Wandalen/wretry.action@v3", "command: cd ${{ inputs.a }} && uv sync", "14:42-14:49 uv sync")]
    [InlineData("codspeedhq/action@v3", "run: |\n            uv sync\n            uv run pytest", "15:13-15:20 uv sync, 16:13-16:26 uv run pytest")]
    [InlineData("pypa/cibuildwheel@v2", "output-dir: a", "9:26-9:33 uv sync")]
    [InlineData("appleboy/ssh-action@v1", "script: uv sync", "")]
    [InlineData("uraimo/run-on-arch-action@v2", "run: uv sync\n          install: uv sync", "14:16-14:23 uv sync")]
    [InlineData("cypress-io/github-action@v6", "install-command: >-\n            uv sync\n            --extra a", "14:28-16:22 uv sync --extra a")]
    [InlineData("nobody/knows@v1", "command: uv sync", "")]
    [InlineData("./changesets/action", "version: uv sync", "")]
    public void What_an_action_is_handed_is_followed(string uses, string inputs, string expected)
    {
        var facts = Written(
            $"on: push\n\njobs:\n  test:\n    runs-on: ubuntu-latest\n    defaults:\n      run: {{ working-directory: docs }}\n    env:\n      CIBW_BEFORE_BUILD: uv sync\n    steps:\n      - run: echo\n      - uses: {uses}\n        with:\n          {inputs}\n",
            []);

        Assert.Equal(expected, string.Join(", ", facts.Where(fact => fact.Place is not null).Select(fact => $"{fact.Place!.Value.Region} {fact.Why.Split('\'')[1]}")));
    }

    private IReadOnlyList<LevelFact> Enforced(string run, params ReadOnlySpan<(string Path, string Text)> files) =>
        Written($"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          {run}\n", files);

    private IReadOnlyList<LevelFact> Written(string workflow, ReadOnlySpan<(string Path, string Text)> files) =>
        [.. Assert.Single(Levels(workflow, files)).Facts.Where(fact => fact.Level == BuildLevel.Enforced)];

    private ImmutableArray<ProjectLevel> Levels(string workflow, ReadOnlySpan<(string Path, string Text)> files)
    {
        tree.Write("pyproject.toml", Manifest).Write("uv.lock", Lock).Write(".github/workflows/ci.yml", workflow);
        foreach (var (path, text) in files)
        {
            tree.Write(path, text);
        }

        return ProjectLevels.Of(CaseTree.CollectFolder(tree.Root));
    }
}
