using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources;
using PoPipeline.Sources.Commands;
using Xunit;

namespace PoPipeline.Tests.Sources.Commands;

/// <summary>What each reader of commands makes of files as people write them.</summary>
public sealed class CommandFormatsTests
{
    [Fact]
    public void A_script_is_one_text_in_the_language_of_its_first_line()
    {
        var file = Read("ci/build", "#!/usr/bin/env -S bash -e\nnpm ci\n");

        var script = Assert.Single(Assert.Single(file.Targets).Texts).Script;
        Assert.Equal(ShellKind.Posix, script.Shell);
        Assert.Equal(new Region(2, 1, 2, 7), script.PlaceOf(script.Text.IndexOf("npm", StringComparison.Ordinal), 6).Region);
        Assert.Null(Maybe("ci/build", "#!/usr/bin/env python3\nprint()\n"));
        Assert.Null(Maybe("ci/notes", "npm ci\n"));
        Assert.Equal(ShellKind.PowerShell, Read("build.ps1", "npm ci\n").Targets[0].Texts[0].Script.Shell);
    }

    [Fact]
    public void A_line_of_make_is_a_text_without_its_marks_and_with_its_variables()
    {
        var file = Read("Makefile", """
            NPM ?= npm
            ifdef CI
            FLAGS = --ci
            endif
            export CI := true

            .PHONY: all
            all: deps build ; @echo done
            deps:
            	@$(NPM) ci \
            		--ignore-scripts $(FLAGS)
            	-$(MAKE) -C docs html
            build: export UV_LOCKED = 1
            build: deps
            	echo $$HOME $@ $< $(shell date)
            include common.mk
            """);

        Assert.Equal(["all", "deps", "build"], file.Targets.Select(target => target.Name));
        Assert.Equal(["all"], file.Targets.Where(target => target.IsDefault).Select(target => target.Name));
        Assert.Equal(["deps", "build"], file.Targets[0].Needs);
        Assert.Equal(["echo done"], Texts(file.Targets[0]));
        Assert.Equal(["npm ci \\\n\t--ignore-scripts ${FLAGS}", "make -C docs html"], Texts(file.Targets[1]));
        Assert.Equal(["echo $HOME build deps $(date)"], Texts(file.Targets[2]));
        Assert.Equal([("CI", "true"), ("UV_LOCKED", "1")], file.Targets[2].Variables.Select(variable => (variable.Name, variable.Value)));
        Assert.Equal(["common.mk"], file.Includes);
        var script = file.Targets[1].Texts[0].Script;
        Assert.Equal(new Region(10, 10, 10, 12), script.PlaceOf(script.Text.IndexOf("ci", StringComparison.Ordinal), 2).Region);
        Assert.Equal(11, script.PlaceOf(script.Text.IndexOf("--ignore", StringComparison.Ordinal), 8).Region.StartLine);
    }

    [Fact]
    public void One_shell_for_a_recipe_of_make_is_one_text()
    {
        var file = Read("Makefile", ".ONESHELL:\nSHELL := /bin/bash\n.SHELLFLAGS := -eu -o pipefail -c\nall:\n\tcd web\n\tnpm ci\n");

        var script = Assert.Single(Assert.Single(file.Targets).Texts).Script;
        Assert.Equal("cd web\nnpm ci\n", script.Text);
        Assert.Equal(ScriptStart.StopsAtError | ScriptStart.PipesFail, script.Starts);
    }

    [Fact]
    public void A_recipe_may_start_with_another_sign() =>
        Assert.Equal(["npm ci"], Texts(Read("Makefile", ".RECIPEPREFIX = >\nall:\n>npm ci\n").Targets[0]));

    [Fact]
    public void Variables_of_variables_of_make_end()
    {
        var lines = Enumerable.Range(0, 30).Select(number => $"V{number} = $(V{number + 1}) $(V{number + 1}) $(V{number + 1})\n");

        Assert.Single(Read("Makefile", string.Concat(lines) + "all:\n\techo $(V0)\n").Targets);
        Assert.Single(Read("Makefile", "A = $(A)\nall:\n\techo $(A)\n").Targets);
    }

    [Fact]
    public void A_stage_of_an_image_has_its_folders_variables_and_commands()
    {
        var file = Read("Dockerfile", """
            # syntax=docker/dockerfile:1
            ARG NODE=22
            FROM node:${NODE}-alpine AS deps
            ENV CI=true NPM_CONFIG_FUND="false"
            WORKDIR /app
            COPY web/package.json web/package-lock.json ./
            RUN --mount=type=cache,target=/root/.npm npm ci \
                # left out
                --ignore-scripts
            FROM deps
            WORKDIR src
            COPY . .
            COPY --from=deps /app/node_modules ./node_modules
            SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
            RUN <<EOF
            set -u
            npm run build
            EOF
            RUN ["npm", "test"]
            RUN cat <<'X' > a && pip install .
            npm install
            X
            CMD ["npm", "start"]
            """);

        Assert.Equal(["deps", ""], file.Targets.Select(target => target.Name));
        var (deps, last) = (file.Targets[0], file.Targets[1]);
        Assert.Equal("node:22-alpine", deps.Base?.Text);
        Assert.Equal(new Region(3, 6, 3, 25), deps.Base?.Span.Region);
        Assert.Equal([new CopiedFolder("web", "/app")], deps.Copied);
        Assert.Equal([("CI", "true"), ("NPM_CONFIG_FUND", "false")], deps.Variables.Select(variable => (variable.Name, variable.Value)));
        var install = Assert.Single(deps.Texts);
        Assert.Equal("/app", install.Folder);
        Assert.StartsWith("npm ci ", install.Script.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", install.Script.Text, StringComparison.Ordinal);
        Assert.Equal(9, install.Script.PlaceOf(install.Script.Text.IndexOf("--ignore", StringComparison.Ordinal), 8).Region.StartLine);
        Assert.Null(last.Base);
        Assert.True(last.IsDefault);
        Assert.Equal(["deps"], last.Needs);
        Assert.Equal(new CopiedFolder("", "/app/src"), last.Copied[^1]);
        Assert.Equal(["set -u\nnpm run build\n", "'npm' 'test'", "cat <<'X' > a && pip install .\nnpm install\nX"], Texts(last));
        Assert.Equal(ScriptStart.StopsAtError | ScriptStart.PipesFail, last.Texts[0].Script.Starts);
        Assert.All(last.Texts, text => Assert.Equal("/app/src", text.Folder));
    }

    [Fact]
    public void A_file_for_Windows_goes_on_with_its_own_sign()
    {
        var file = Read("win.Dockerfile", "# escape=`\nFROM mcr.microsoft.com/dotnet/sdk:8.0\nSHELL [\"pwsh\", \"-Command\"]\nRUN dotnet restore `\n    --locked-mode\n");

        var script = Assert.Single(Assert.Single(file.Targets).Texts).Script;
        Assert.Equal(ShellKind.PowerShell, script.Shell);
        Assert.Equal(["dotnet", "restore", "--locked-mode"], script.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Scripts_around_a_script_of_a_package_run_with_it()
    {
        var file = Read("package.json", "{\n  \"scripts\": {\n    \"prebuild\": \"npm ci\",\n    \"build\": \"echo \\\"a\\\" && tsc\"\n  }\n}\n");

        Assert.Equal(["prebuild", "build"], file.Targets.Select(target => target.Name));
        Assert.Equal(["npm ci", "echo \"a\" && tsc"], Texts(file.Targets[1]));
        Assert.Equal(new Region(3, 18, 3, 24), file.Targets[1].Texts[0].Script.PlaceOf(0, 6).Region);
        Assert.Null(Maybe("package.json", "{ \"name\": \"a\" }"));
        Assert.NotNull(Read("package.json", "{ \"scripts\": ").Unreadable);
    }

    [Fact]
    public void A_script_of_Composer_may_be_others()
    {
        var target = Read("composer.json", """{ "scripts": { "all": ["@putenv A=1", "@test --x", "@composer install", "Some\\Name::run", "phpunit"] } }""").Targets[0];

        Assert.Equal(["composer install", "phpunit"], Texts(target));
        Assert.Equal(["test"], target.Needs);
        Assert.Equal(("A", "1"), (target.Variables[0].Name, target.Variables[0].Value));
    }

    [Fact]
    public void Tox_installs_what_an_environment_needs_before_its_commands()
    {
        var file = Read("tox.ini", """
            [tox]
            envlist = py3{12,13}, lint

            [testenv]
            deps =
                -r requirements.txt
                py313: pytest>=8
            setenv =
                PIP_REQUIRE_HASHES = 1
            changedir = src
            commands =
                pytest {posargs:tests} \
                    -q
                - coverage report

            [testenv:lint]
            deps = ruff
            commands = ruff check {toxinidir}
            """);

        Assert.Equal(["py312", "py313", "lint"], file.Targets.Select(target => target.Name));
        Assert.All(file.Targets, target => Assert.True(target.IsDefault));
        Assert.Equal(["python -I -m pip install -r requirements.txt", "pytest tests -q", "coverage report"], Texts(file.Targets[0]));
        Assert.Equal("python -I -m pip install -r requirements.txt 'pytest>=8'", Texts(file.Targets[1])[0]);
        Assert.Equal(["python -I -m pip install ruff", "ruff check ."], Texts(file.Targets[2]));
        Assert.Equal("src", file.Targets[0].Texts[1].Folder);
        Assert.Equal(("PIP_REQUIRE_HASHES", "1"), (file.Targets[0].Variables[0].Name, file.Targets[0].Variables[0].Value));
        Assert.Equal(12, file.Targets[0].Texts[1].Script.PlaceOf(0, 6).Region.StartLine);
    }

    [Fact]
    public void Tox_is_read_out_of_pyproject_in_either_form()
    {
        var legacy = Read("pyproject.toml", "[tool.tox]\nlegacy_tox_ini = \"\"\"\n[tox]\nenvlist = py312\n[testenv]\ncommands = pytest\n\"\"\"\n", CommandFileKind.Tox);
        var native = Read("pyproject.toml", "[tool.tox]\nenv_list = [\"3.13\"]\n[tool.tox.env_run_base]\ndeps = [\"pytest\"]\ncommands = [[\"pytest\", \"a b\", { replace = \"posargs\" }]]\n", CommandFileKind.Tox);

        Assert.Equal(["pytest"], Texts(legacy.Targets[0]));
        Assert.Equal(6, legacy.Targets[0].Texts[0].Script.PlaceOf(0, 6).Region.StartLine);
        Assert.Equal(["python -I -m pip install pytest", "pytest 'a b' ${_}"], Texts(native.Targets[0]));
    }

    [Fact]
    public void Tasks_of_Python_projects_are_read_for_each_of_their_tools()
    {
        var file = Read("pyproject.toml", """
            [tool.poe.tasks]
            test = "pytest -q"
            all = ["test", "lint"]
            lint = { shell = "ruff check .", env = { UV_LOCKED = "1" } }
            [tool.pdm.scripts]
            docs = { composite = ["lint", "mkdocs build"] }
            [tool.hatch.envs.test.scripts]
            cov = ["pip install -e .", "pytest"]
            [tool.pixi.tasks]
            build = { cmd = "python -m build", depends-on = ["clean"], cwd = "pkg" }
            """, CommandFileKind.PythonTasks);

        var targets = file.Targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
        Assert.Equal(["pytest -q"], Texts(targets["test"]));
        Assert.Equal(["test", "lint"], targets["all"].Needs);
        Assert.Equal(["ruff check ."], Texts(targets["lint"]));
        Assert.Equal("UV_LOCKED", targets["lint"].Variables[0].Name);
        Assert.Equal(["mkdocs build"], Texts(targets["docs"]).TakeLast(1));
        Assert.Equal(["pip install -e .", "pytest"], Texts(targets["test:cov"]));
        Assert.Equal(("pkg", "clean"), (targets["build"].Texts[0].Folder, targets["build"].Needs[0]));
        Assert.Equal(new Region(2, 1, 2, 5), targets["test"].Span.Region);
    }

    [Fact]
    public void Tasks_are_read_with_their_folders_and_what_they_call()
    {
        var file = Read("Taskfile.yml", """
            version: '3'
            includes:
              web: ./web
            vars:
              TOOL: npm
            env:
              CI: 'true'
            tasks:
              default:
                deps: [lint]
                dir: web
                cmds:
                  - '{{.TOOL}} ci'
                  - task: build
                  - cmd: echo {{.UNKNOWN}}
              lint: ruff check .
            """);

        Assert.Equal(["default", "lint"], file.Targets.Select(target => target.Name));
        Assert.Equal(["lint", "build"], file.Targets[0].Needs);
        Assert.Equal(["npm ci", "echo ${_}"], Texts(file.Targets[0]));
        Assert.Equal("web", file.Targets[0].Texts[0].Folder);
        Assert.Equal(["ruff check ."], Texts(file.Targets[1]));
        Assert.Equal(["web/Taskfile.yml"], file.Includes);
    }

    [Fact]
    public void Recipes_of_just_are_read_with_their_parameters()
    {
        var file = Read("justfile", """
            set working-directory := "web"
            tool := "npm"
            export CI := "true"
            import 'other.just'

            # builds it
            build target='dist' *args: (deps "x") && lint
                @{{tool}} run build {{target}} {{args}}
                echo {{ unknown() }}

            deps:
                #!/usr/bin/env bash
                set -e
                npm ci
            """);

        Assert.Equal(["build", "deps"], file.Targets.Select(target => target.Name));
        Assert.Equal(["npm run build dist ", "echo ${_}"], Texts(file.Targets[0]));
        Assert.Contains("deps", file.Targets[0].Needs);
        Assert.Contains("lint", file.Targets[0].Needs);
        Assert.All(file.Targets.SelectMany(target => target.Texts), text => Assert.Equal("web", text.Folder));
        Assert.EndsWith("npm ci\n", Assert.Single(Texts(file.Targets[1])), StringComparison.Ordinal);
        Assert.Equal(["other.just"], file.Includes);
    }

    [Fact]
    public void Sessions_of_nox_are_read_as_far_as_they_are_texts()
    {
        var file = Read("noxfile.py", """
            import nox

            nox.options.sessions = ["lint"]

            @nox.session(python=["3.12"])
            def tests(session: nox.Session) -> None:
                # session.install("no")
                session.install("-r", "dev.txt", f".[{extras}]")
                session.run("pytest", *session.posargs, external=True)

            @nox.session(name="lint")
            def run_lint(s):
                s.run("ruff", "check", ".")
            """);

        Assert.Equal([("tests", false), ("lint", true)], file.Targets.Select(target => (target.Name, target.IsDefault)));
        Assert.Equal(["python -m pip install -r dev.txt \".[${_}]\"", "pytest ${_}"], Texts(file.Targets[0]));
        Assert.Equal(["ruff check ."], Texts(file.Targets[1]));
        Assert.Equal(9, file.Targets[0].Texts[1].Script.PlaceOf(0, 6).Region.StartLine);
    }

    [Fact]
    public void A_function_that_is_given_a_session_of_nox_is_a_part_of_it()
    {
        var file = Read("noxfile.py", "def helper(\n    session: nox.Session,\n) -> None:\n    session.install(\"-r\", \"dev.txt\")\n    helper(session)\n\n@nox.session\ndef test(s):\n    helper(s, 1)\n    s.run(\"pytest\")\n");

        Assert.Equal("python -m pip install -r dev.txt", Texts(Assert.Single(file.Targets))[0]);
        Assert.Equal("pytest", Texts(file.Targets[0])[^1]);
    }

    [Fact]
    public void What_cannot_be_read_says_why()
    {
        var fault = new SourceFile("Makefile", "", "access to it is denied");

        Assert.Equal("access to it is denied", new Makefile().Read(fault, _ => false)?.Unreadable);
        Assert.NotNull(Read("Makefile", "a:\n" + string.Concat(Enumerable.Repeat("\tx\n", FoundCommands.Most + 1))).Unreadable);
    }

    private static string[] Texts(CommandTarget target) => [.. target.Texts.Select(text => text.Script.Text)];

    private static CommandFile Read(string path, string text, CommandFileKind? kind = null) => Maybe(path, text, kind) ?? throw new InvalidOperationException($"{path} holds no commands");

    private static CommandFile? Maybe(string path, string text, CommandFileKind? kind = null) =>
        CommandFormats.All.Where(format => format.IsNamed(path, path.AsSpan(path.LastIndexOf('/') + 1)) && (kind is null || format.Kind == kind))
            .Select(format => format.Read(new SourceFile(path, text.ReplaceLineEndings("\n"), Fault: null), _ => false)).FirstOrDefault(file => file is not null);
}
