using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Installs;

/// <summary>Which commands install packages, and whether as a lock file says.</summary>
/// <remarks>The packages of an operating system (apt, apk, dnf) are not among them.</remarks>
public static class InstallCommands
{
    // 'python -m pip' behind 'poetry run' behind 'mise exec' is three deep; nobody writes five.
    private const int Depth = 5;

    /// <summary>What a command installs; empty where it installs nothing that is known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="around">What stands around it.</param>
    public static ImmutableArray<InstallAct> Of(Command command, InstallSurroundings around)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(around);

        var acts = ImmutableArray.CreateBuilder<InstallAct>();
        Add(command, around, acts, Depth);
        return acts.ToImmutable();
    }

    private static void Add(Command command, InstallSurroundings around, ImmutableArray<InstallAct>.Builder acts, int depth)
    {
        if (command.Words.IsEmpty || depth == 0)
        {
            return;
        }

        acts.AddRange(Own(command, around));
        if (Behind(command) is { } inner)
        {
            Add(inner, around, acts, depth - 1);
        }
    }

    private static IEnumerable<InstallAct> Own(Command command, InstallSurroundings around) => ProgramOf(command.Name) switch
    {
        "pip" => PipInstalls.Pip(command, around),
        "pip-sync" => PipInstalls.Sync(command, around),
        "pip-compile" => PipInstalls.Compile(command, around),
        "pipx" => PipInstalls.Pipx(command, around),
        "easy_install" => PipInstalls.EasyInstall(command, around),
        "python" => PipInstalls.Setup(command, around),
        "uv" => UvInstalls.Uv(command, around),
        "uvx" => UvInstalls.Uvx(command, around),
        "poetry" => PythonProjectInstalls.Poetry(command, around),
        "pdm" => PythonProjectInstalls.Pdm(command, around),
        "pipenv" => PythonProjectInstalls.Pipenv(command, around),
        "conda" or "mamba" or "micromamba" => CondaInstalls.Conda(command, around),
        "conda-lock" => CondaInstalls.CondaLock(command, around),
        "pixi" => CondaInstalls.Pixi(command, around),
        "npm" => NpmInstalls.Npm(command, around),
        "npx" => NpmInstalls.Npx(command, around),
        "yarn" => YarnInstalls.Yarn(command, around),
        "pnpm" => PnpmInstalls.Pnpm(command, around),
        "pnpx" => PnpmInstalls.Pnpx(command, around),
        "bun" => BunInstalls.Bun(command, around),
        "bunx" => BunInstalls.Bunx(command, around),
        "corepack" => CorepackInstalls.Corepack(command, around),
        "mvn" => MavenInstalls.Maven(command, around),
        "gradle" => GradleInstalls.Gradle(command, around),
        "dotnet" => NuGetInstalls.Dotnet(command, around),
        "msbuild" => NuGetInstalls.MsBuild(command, around),
        "nuget" => NuGetInstalls.NuGet(command, around),
        "dnx" => NuGetInstalls.Dnx(command, around),
        "bazel" => BazelInstalls.Bazel(command, around),
        "vcpkg" => NativeInstalls.Vcpkg(command, around),
        "conan" => NativeInstalls.Conan(command, around),
        "go" => GoInstalls.Go(command, around),
        "cargo" => CargoInstalls.Cargo(command, around),
        "composer" => ComposerInstalls.Composer(command, around),
        "bundle" => BundlerInstalls.Bundle(command, around),
        "gem" => BundlerInstalls.Gem(command, around),
        _ => [],
    };

    // The names under which one program is known: pip3.11, ./mvnw, composer.phar.
    private static string ProgramOf(string name) => name switch
    {
        _ when IsVersioned(name, "pip") => "pip",
        _ when IsVersioned(name, "python") || name is "py" => "python",
        "mvnw" or "mvnd" => "mvn",
        "gradlew" => "gradle",
        "bazelisk" or "bazelw" => "bazel",
        "yarnpkg" => "yarn",
        "bundler" => "bundle",
        "composer.phar" => "composer",
        "MSBuild" => "msbuild",
        "NuGet" => "nuget",
        _ => name,
    };

    private static bool IsVersioned(string name, string program) =>
        name.StartsWith(program, StringComparison.Ordinal) && name.AsSpan(program.Length).IndexOfAnyExcept(Tables.VersionDigits) < 0;

    /// <summary>The command that another one starts: <c>poetry run pip install x</c>, <c>corepack yarn install</c>, <c>php composer.phar install</c>; null where it starts none.</summary>
    /// <param name="command">The other one.</param>
    internal static Command? Behind(Command command)
    {
        var words = command.Words;
        switch (ProgramOf(command.Name))
        {
            case "python":
                return Launched(command with { Name = "python" });
            case "php" when words.Skip(1).FirstOrDefault(word => !word.Text.StartsWith('-')) is { } script && script.Text.EndsWith("composer.phar", StringComparison.Ordinal):
                return command with { Name = "composer", Words = words[words.IndexOf(script)..] };
            case "corepack" when words.Length > 1:
                var name = words[1].Text.Split('@')[0];
                return name is "npm" or "npx" or "yarn" or "yarnpkg" or "pnpm" or "pnpx" ? command with { Name = name, Words = words[1..] } : null;
            case "conda" or "mamba" or "micromamba":
                return CondaInstalls.Run(command);
            default:
                return Launched(command);
        }
    }

    private static Command? Launched(Command command) =>
        Launchers.In(command) is { IsImage: false } launched && launched.Next > 1 && launched.Next <= command.Words.Length
            ? command with { Name = launched.Program, Words = command.Words[(launched.Next - 1)..] }
            : null;
}
