using PoPipeline.Rules.Platforms;
using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>
/// Which commands run code that lies in the workspace: builds, installs with hooks, tests, and whatever loads a configuration that
/// is itself a program.
/// </summary>
internal static class WorkspacePrograms
{
    // These always do: whatever they are told, they load a file of the workspace that is a program.
    private static readonly FrozenSet<string> Always = FrozenSet.Create(
        StringComparer.Ordinal,
        "make", "gmake", "cmake", "ninja", "meson", "ant", "mvn", "mvnw", "gradle", "gradlew", "sbt", "lein", "msbuild", "rake", "jake", "tox", "nox",
        "pytest", "py.test", "bazel", "bazelisk", "buck2", "just", "mage", "invoke", "earthly", "scons", "waf", "xcodebuild", "fastlane",
        "ansible-playbook", "terragrunt", "pulumi", "eslint", "stylelint", "jest", "vitest", "mocha", "karma", "webpack", "rollup", "vite", "gulp", "grunt",
        "rubocop", "goreleaser", "mkdocs", "sphinx-build", "jekyll", "semantic-release", "lerna", "nx", "turbo", "cabal", "stack", "mix", "rebar3",
        "docker-compose", "buildah", "kaniko", "pants", "cake", "nuke", "phpunit", "npx", "pnpx", "bunx", "playwright", "cypress", "pylint", "mypy", "vagrant", "task");

    // These do when the second word is one of the listed ones; the empty word stands for "without a further word".
    private static readonly FrozenDictionary<string, FrozenSet<string>> Sometimes = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        ["npm"] = Words("install i ci run run-script test t start exec x rebuild publish pack version link prune install-test it"),
        ["pnpm"] = Words("install i run test t start exec dlx rebuild publish pack build lint add"),
        ["yarn"] = Words(" install run test start build exec publish pack lint dlx workspace workspaces"),
        ["bun"] = Words("install i run test build x"),
        ["deno"] = Words("run task test bench"),
        ["pip"] = Words("install wheel download"),
        ["pip3"] = Words("install wheel download"),
        ["pipx"] = Words("install run"),
        ["pipenv"] = Words("install sync run"),
        ["uv"] = Words("sync run build pip tool publish"),
        ["poetry"] = Words("install run build publish"),
        ["pdm"] = Words("install sync run build publish"),
        ["hatch"] = Words("run build test publish env"),
        ["cargo"] = Words("build b test t run r check c clippy bench doc install publish package xtask nextest llvm-cov"),
        ["go"] = Words("generate run test"),
        ["dotnet"] = Words("build run test restore publish pack msbuild tool cake"),
        ["docker"] = Words("build buildx compose bake"),
        ["podman"] = Words("build compose"),
        ["pre-commit"] = Words("run install-hooks"),
        ["bundle"] = Words(" install exec"),
        ["gem"] = Words("build"),
        ["composer"] = Words("install update run run-script test"),
        ["swift"] = Words("build test run package"),
        ["nix"] = Words("build develop run shell flake"),
        ["terraform"] = Words("init plan apply import"),
        ["tofu"] = Words("init plan apply import"),
        ["flutter"] = Words("build test run pub"),
        ["dart"] = Words("run test pub"),
        ["task"] = Words(" build test lint run"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Interpreters = FrozenSet.Create(
        StringComparer.Ordinal, "sh", "bash", "dash", "zsh", "ksh", "source", ".", "python", "python3", "node", "ruby", "perl", "php", "pwsh", "powershell", "lua", "Rscript", "tsx", "ts-node");

    private static readonly ImmutableArray<string> WorkspaceNames = PlatformWords.WorkspaceNames;

    /// <summary>Whether the command runs code of the workspace.</summary>
    public static bool Runs(Command command) => LoadsConfiguration(command) || (FileOf(command) is { } file && !IsOutside(file));

    /// <summary>Whether it builds, tests or installs what lies in the folder that it stands in or is told, so that it runs whatever is there.</summary>
    public static bool LoadsConfiguration(Command command)
    {
        if (command.Words.IsEmpty)
        {
            return false;
        }

        var arguments = command.Words.RemoveAt(0);
        return Always.Contains(command.Name)
            || RunsSubcommand(command.Name, arguments)
            || (IsInterpreter(command.Name) && arguments is [{ Text: "-m" }, _, ..] && RunsModule(arguments.RemoveAt(0)));
    }

    /// <summary>The one file that the command runs as a program, wherever it lies; what it hands to that is data. Null where it runs none.</summary>
    public static string? FileOf(Command command)
    {
        if (command.Words.IsEmpty)
        {
            return null;
        }

        var program = WithoutWorkspace(command.Words[0].Text);
        if (IsLocalFile(program) || (IsOutside(program) && program.Contains('/', StringComparison.Ordinal) && !program.StartsWith("/bin/", StringComparison.Ordinal) && !program.StartsWith("/usr/", StringComparison.Ordinal)))
        {
            return program;
        }

        var arguments = command.Words.RemoveAt(0);
        return !IsInterpreter(command.Name)
            || arguments.IsEmpty
            || arguments[0].Text is "-m"
            || arguments.Any(word => word.Text is "-c" or "-e" or "-s" or "-Command" or "--version")
                ? null
            : arguments.Select(word => WithoutWorkspace(word.Text)).FirstOrDefault(text => text.Length > 0 && !text.StartsWith('-'));
    }

    /// <summary>A path as it is called below the workspace, when it starts with the workspace's own name.</summary>
    public static string WithoutWorkspace(string path)
    {
        foreach (var name in WorkspaceNames)
        {
            if (path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] == '/'))
            {
                return path.Length == name.Length ? "." : "./" + path[(name.Length + 1)..];
            }
        }

        return path;
    }

    private static bool IsInterpreter(string name) => Interpreters.Contains(name);

    private static bool RunsSubcommand(string name, ImmutableArray<Word> arguments)
    {
        if (!Sometimes.TryGetValue(name, out var verbs))
        {
            return false;
        }

        var verb = arguments.Select(word => word.Text).FirstOrDefault(text => !text.StartsWith('-')) ?? "";
        var isGlobal = arguments.Any(word => word.Text is "-g" or "--global" or "--version" or "--help");
        var hooksAreOff = arguments.Any(word => word.Text is "--ignore-scripts") && verb is "install" or "i" or "ci" or "";
        return verbs.Contains(verb) && !isGlobal && !hooksAreOff && (name is not ("pip" or "pip3" or "pipx") || InstallsFromWorkspace(arguments));
    }

    // "pip install ruff" takes nothing from the workspace; "pip install ." and "-r requirements.txt" do.
    private static bool InstallsFromWorkspace(ImmutableArray<Word> arguments) =>
        arguments.Any(word => word.Text is "-r" or "-e" or "--requirement" or "--editable" or "."
            || word.Text.StartsWith(".[", StringComparison.Ordinal)
            || word.Text.StartsWith("-r", StringComparison.Ordinal)
            || IsLocalFile(word.Text));

    private static bool RunsModule(ImmutableArray<Word> words) =>
        words[0].Text switch
        {
            "pip" => RunsSubcommand("pip", words.RemoveAt(0)),
            "pytest" or "tox" or "nox" or "build" or "unittest" or "mkdocs" or "sphinx" or "invoke" => true,
            "poetry" or "pdm" or "hatch" => RunsSubcommand(words[0].Text, words.RemoveAt(0)),
            _ => false,
        };

    private static bool IsLocalFile(string word) =>
        word.StartsWith("./", StringComparison.Ordinal)
        || word.StartsWith("../", StringComparison.Ordinal)
        || word.StartsWith(".\\", StringComparison.Ordinal)
        || (word.IndexOf('/', StringComparison.Ordinal) > 0 && !IsOutside(word) && !word.Contains(':', StringComparison.Ordinal) && !word.StartsWith('@'));

    // An absolute path, a home, a variable: not known to be in the workspace.
    /// <summary>Whether a path is not known to be below the workspace.</summary>
    public static bool IsOutside(string word) => word.Length == 0 || word[0] is '/' or '~' or '$' or '<' or '-' or '%' or '{';

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
