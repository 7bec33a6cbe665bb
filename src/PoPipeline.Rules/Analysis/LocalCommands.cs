using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>
/// Commands that do not reach the repository's remote with the credentials of a checkout: tools of the system, and builds, tests and installations by
/// their well-known names. Whatever else a project calls, a script of its own or a target with another name, may push, and is not among them.
/// </summary>
internal static class LocalCommands
{
    private static readonly FrozenSet<string> Tools = FrozenSet.Create(
        StringComparer.Ordinal,
        "echo", "printf", "cd", "pushd", "popd", "pwd", "ls", "cat", "head", "tail", "grep", "egrep", "sed", "awk", "cut", "tr", "sort", "uniq", "wc", "tee", "diff", "cmp", "jq", "yq", "mkdir", "cp", "mv", "rm",
        "rmdir", "ln", "touch", "chmod", "chown", "tar", "zip", "unzip", "gzip", "gunzip", "xz", "sha256sum", "shasum", "md5sum", "base64", "date", "sleep", "true", "false", "test", "[", "[[", "for", "select", "case", "function", ":", "exit", "return",
        "set", "export", "unset", "shift", "read", "local", "which", "type", "basename", "dirname", "realpath", "readlink", "uname", "whoami", "id", "df", "du", "free", "nproc", "printenv", "ulimit",
        "curl", "wget", "apt", "apt-get", "apk", "yum", "dnf", "brew", "choco", "gem", "pip", "pip3", "pipx", "pytest", "tox", "mypy", "flake8", "black", "ruff", "isort", "pylint", "bandit", "shellcheck", "yamllint",
        "actionlint", "hadolint", "markdownlint", "eslint", "prettier", "tsc", "jest", "vitest", "golangci-lint", "gofmt", "staticcheck", "govulncheck", "clang-format", "cppcheck", "ctest", "rustup", "corepack",
        "cosign", "syft", "grype", "trivy", "codecov", "write-host", "write-output");

    private static readonly FrozenSet<string> Targets = FrozenSet.Create(
        StringComparer.Ordinal, "build", "test", "tests", "check", "lint", "fmt", "vet", "format", "typecheck", "type-check", "types", "tsc", "compile", "coverage", "cover", "unit", "e2e", "unittest", "clean", "deps", "install");

    // What may follow one behind a colon, test:unit: a kind of it or what it is done for, but nothing that is done with the outcome.
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.Ordinal, "all", "ci", "unit", "units", "integration", "e2e", "smoke", "browser", "node", "coverage", "cov", "prod", "production", "dev", "development", "debug", "test", "tests", "lint", "check", "types",
        "type", "typecheck", "fix", "format", "js", "ts", "tsc", "css", "scss", "sass", "md", "esm", "cjs", "umd", "eslint", "prettier", "stylelint", "jest", "vitest", "mocha", "cypress", "playwright", "karma");

    // The first word behind the program that is no option, and below it the second one where that is the target of a runner.
    private static readonly FrozenDictionary<string, FrozenSet<string>> Verbs = new Dictionary<string, FrozenSet<string>>
    {
        ["git"] = Words("status", "diff", "log", "describe", "rev-parse", "rev-list", "config", "add", "commit", "ls-files", "show", "init", "version", "clean", "name-rev", "merge-base", "cat-file", "hash-object", "grep", "shortlog"),
        ["go"] = Words("build", "test", "vet", "mod", "install", "get", "fmt", "env", "version", "list"),
        ["cargo"] = Words("build", "test", "check", "clippy", "fmt", "doc", "bench", "fetch", "install", "audit", "deny", "nextest", "llvm-cov"),
        ["npm"] = Words("ci", "install", "i", "test", "t", "audit", "pack", "ls", "cache", "config"),
        ["pnpm"] = Words("install", "i", "test", "audit", "pack"),
        ["yarn"] = Words("install", "test", "audit", "pack", "build", "lint"),
        ["bun"] = Words("install", "test"),
        ["npx"] = Words("tsc", "eslint", "prettier", "jest", "vitest", "playwright", "cypress"),
        ["dotnet"] = Words("restore", "build", "test", "format", "pack", "nuget", "--info", "--version"),
        ["mvn"] = Words("clean", "compile", "test", "verify", "package", "install", "test-compile"),
        ["gradle"] = Words("clean", "build", "test", "check", "assemble"),
        ["cmake"] = Words(),
        ["ninja"] = Words(),
        ["make"] = Targets,
        ["docker"] = Words("build", "buildx", "pull", "push", "login", "logout", "tag", "images", "info", "version", "inspect", "save", "load"),
        ["uv"] = Words("sync", "pip", "venv", "lock", "python", "build"),
        ["poetry"] = Words("install", "check", "lock", "config", "build"),
        ["bundle"] = Words("install", "config"),
        ["composer"] = Words("install", "validate"),
        ["helm"] = Words("lint", "template", "dependency", "package"),
        ["terraform"] = Words("init", "fmt", "validate"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FrozenSet<string>> Runners = new Dictionary<string, FrozenSet<string>>
    {
        ["npm"] = Words("run", "run-script"),
        ["pnpm"] = Words("run"),
        ["yarn"] = Words("run"),
        ["bun"] = Words("run"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a script has nothing but such commands, all of which are known.</summary>
    public static bool AreAll(Script script) =>
        script.Shell is ShellKind.Posix or ShellKind.PowerShell && script.Commands.Length > 0 && script.Commands.All(IsOne);

    private static bool IsOne(Command command)
    {
        // A computed program has no name, as has none at all.
        if (command.Name.Length == 0)
        {
            return command.Words.IsEmpty;
        }

        if (Tools.Contains(command.Name))
        {
            return true;
        }

        if (!Verbs.TryGetValue(command.Name, out var verbs))
        {
            return false;
        }

        // The credentials lie in the configuration, so that it can tell them.
        if (command.Name is "git" && command.Words.Any(word => word.Text.Contains("extraheader", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        var words = command.Words.Skip(1).ToImmutableArray();
        var plain = words.Where(word => !word.Text.StartsWith('-') && !word.Text.Contains('=', StringComparison.Ordinal)).ToImmutableArray();

        // Every goal of these runs, not the first one alone; and without any, the build.
        if (command.Name is "make" or "mvn" or "gradle")
        {
            return plain.All(word => word.Literal && IsTarget(verbs, word.Text));
        }

        return verbs.Count == 0 || (words.FirstOrDefault() is { Literal: true, Text: { } first } && (verbs.Contains(first) || (IsRunner(command.Name, first) && words.Length > 1 && words[1].Literal && IsTarget(Targets, words[1].Text))));
    }

    private static bool IsRunner(string program, string verb) => Runners.TryGetValue(program, out var verbs) && verbs.Contains(verb);

    private static bool IsTarget(FrozenSet<string> targets, string name) => name.Split(':') is [var target, .. var kinds] && targets.Contains(target) && kinds.All(Kinds.Contains);

    private static FrozenSet<string> Words(params ReadOnlySpan<string> words) => FrozenSet.Create(StringComparer.Ordinal, words);
}
