using CsCheck;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Sources;
using PoPipeline.Sources.Commands;
using Xunit;

namespace PoPipeline.Tests.Sources.Commands;

/// <summary>Files of commands that nobody writes, through every reader of them.</summary>
public sealed class MangledCommandsTests
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "(", ")", "\"", "'", ":", "::", ":=", "=", ",", "#", "\n", "\n\t", "\n  ", "\r\n", "\\\n", "$", "$$", "$(", "${", "${A:-", "{{", "}}", "<<EOF\n", "EOF\n", "\"\"\"", "@", "-", "\uD83D\uDE00", "define A\n", "RUN ", "FROM a AS b\n", "[testenv:", "session.run(", "|", "&&", "%", "`"];

    private static readonly string[] Texts =
    [
        "CC := a\nexport X = $(CC)\nall: b c | d ; @echo $(shell x) $@\n\t-cd a && \\\n\t\tmake -C b\nb: export Y = 1\nifeq (a,b)\nb:: ; x\nendif\n",
        "# escape=`\nARG A=1\nFROM x:$A AS b\nENV a=b \"c d\"=e\nWORKDIR /a\nRUN --mount=type=bind,source=a,target=b x `\n  # c\n  y\nCOPY --from=b a b\nRUN <<EOF\nnpm ci\nEOF\nSHELL [\"pwsh\"]\nRUN [\"a\", \"b\"]\n",
        "{ \"scripts\": { \"prebuild\": \"npm ci\", \"build\": \"a \\\"b\\\" \\u0041\", \"c\": [\"@d\", \"@php e\", \"@putenv A=b\"] } }",
        "[tox]\nenvlist = py3{12,13}-{a,b}, lint\n[testenv]\ndeps =\n  -r a.txt\n  py312: b>=1\ncommands =\n  pytest {posargs:a} \\\n   -q\n  {[base]commands}\n[base]\ncommands = x\n",
        "[tool.tox]\nlegacy_tox_ini = \"\"\"\n[testenv]\ncommands = a\n\"\"\"\n[tool.poe.tasks]\na = [\"b\", { cmd = \"c\" }]\n[tool.hatch.envs.x.scripts]\nd = \"e\"\n[tool.pixi.tasks]\nf = { cmd = [\"g\"], depends-on = [\"h\"] }\n",
        "version: '3'\nincludes:\n  a: ./b\nvars: { X: y }\ntasks:\n  a:\n    deps: [b, { task: c }]\n    cmds:\n      - |\n        {{.X}} z\n      - task: d\n",
        "set shell := ['bash', '-eu']\nexport A := 'b'\nmod x 'y'\n[private]\n@build a='b' *c: (d \"e\") && f\n  {{a}} \\\n    {{c}}\n  #!x\nd:\n  #!/bin/sh\n  npm ci\n",
        "nox.options.sessions = [\"a\"]\n@nox.session(name=\"a\", default=False)\ndef a(session):\n    session.install(\"-r\", f\"x{y}\", *z)\n    session.env[\"A\"] = \"b\"\n    session.run('a', \"\"\"b\"\"\")  # c\n",
        "#!/bin/bash -e\nnpm ci\n",
    ];

    private static readonly string[] Names = ["Makefile", "Dockerfile", "package.json", "composer.json", "tox.ini", "setup.cfg", "tox.toml", "pyproject.toml", "pixi.toml", "Taskfile.yml", "justfile", "noxfile.py", "ci/a", "a.sh", "a.ps1"];

    [Fact]
    public void No_text_is_too_odd_for_a_reader_of_commands() => Mangling.Of(() => Texts, Pieces, fewest: 0, longest: 60).Sample(
        text =>
        {
            var lines = text.Split(['\n', '\r']).Length + 1;
            foreach (var file in Read(text))
            {
                Assert.All(file.Targets, target => Assert.InRange(target.Span.Region.StartLine, 1, lines));
                foreach (var script in file.Targets.SelectMany(target => target.Texts).Select(command => command.Script))
                {
                    Assert.InRange(script.Span.Region.EndLine, script.Span.Region.StartLine, lines);
                    for (var offset = 0; offset < script.Text.Length; offset++)
                    {
                        Assert.InRange(script.PlaceOf(offset, 1).Region.StartLine, 1, lines);
                    }
                }
            }
        },
        iter: Mangling.Runs(2000));

    [Theory]
    [InlineData("$(")]
    [InlineData("${")]
    [InlineData("a: b\n\t")]
    [InlineData("a b c d e f g h: ")]
    [InlineData("session.run(")]
    [InlineData("@nox.session(\ndef a(session):\n")]
    [InlineData("nox.options.sessions = [")]
    [InlineData("{{")]
    [InlineData("<<A ")]
    [InlineData("RUN <<A\n")]
    [InlineData("FROM a AS b\nENV a=b\n")]
    [InlineData("[testenv:{a,b}{c,d}{e,f}]\n")]
    [InlineData("export ")]
    [InlineData("[")]
    [InlineData("a = [")]
    [InlineData("{\"a\":")]
    public void The_largest_file_of_one_piece_is_read_in_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, CommandsSource.MaximumBytes / piece.Length));
        var started = TimeProvider.System.GetTimestamp();

        Assert.NotNull(Read(text).ToList());
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    private static IEnumerable<CommandFile> Read(string text) => Names.SelectMany(name =>
        CommandFormats.All.Where(format => format.IsNamed(name, name.AsSpan(name.LastIndexOf('/') + 1))).Select(format => format.Read(new SourceFile(name, text, Fault: null), _ => false)).OfType<CommandFile>());
}
