using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>Programs that fetch another one, or find it among what a project has installed, and start it: <c>npx</c>, <c>go run</c>, <c>docker run</c>.</summary>
internal static class Launchers
{
    private const string Modules = "-m";

    /// <summary>What a command starts through such a program; null where it starts none.</summary>
    /// <param name="command">The command.</param>
    public static LaunchedProgram? In(Command command) => command.Name switch
    {
        "npx" or "pnpx" or "bunx" or "uvx" => Package(command, 1),
        "pipx" or "poetry" or "pipenv" or "hatch" or "pdm" or "rye" or "pixi" => After(command, "run"),
        "uv" => After(command, "run") ?? After(command, "tool", "run"),
        "bundle" or "composer" => After(command, "exec"),
        "npm" or "pnpm" or "yarn" => After(command, "exec") ?? After(command, "dlx"),
        "gem" => After(command, "exec") is { } gem ? gem with { Program = gem.Program.Split(':')[0] } : null,
        "mise" => After(command, "exec") ?? After(command, "x"),
        "go" => After(command, "run") ?? After(command, "tool"),
        "dotnet" => After(command, "tool", "run") ?? After(command, "dnx") ?? Dotnet(command),
        "dnx" => Package(command, 1),
        "python" or "python3" or "py" => Module(command),
        "docker" or "podman" or "nerdctl" => Image(command),
        _ => null,
    };

    /// <summary>The name of a program without what says that it comes with the project.</summary>
    /// <param name="name">The name.</param>
    public static string Plain(string name) => name switch { "mvnw" => "mvn", "gradlew" => "gradle", _ => name };

    /// <summary>The name of an image as the catalogue gives it: with its registry, and without version.</summary>
    /// <param name="text">As it is written.</param>
    public static string ImageOf(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        var slash = name.LastIndexOf('/');
        var colon = name.IndexOf(':', slash + 1);
        name = colon < 0 ? name : name[..colon];
        var first = name.IndexOf('/', StringComparison.Ordinal);
        return first < 0 ? $"docker.io/library/{name}" : name.AsSpan(0, first).ContainsAny('.', ':') ? name : $"docker.io/{name}";
    }

    private static LaunchedProgram? After(Command command, params ReadOnlySpan<string> verbs)
    {
        for (var index = 0; index < verbs.Length; index++)
        {
            if (index + 1 >= command.Words.Length || command.Words[index + 1].Text != verbs[index])
            {
                return null;
            }
        }

        return Package(command, verbs.Length + 1);
    }

    // The first word that is no option, nor the value of one, is the package.
    private static LaunchedProgram? Package(Command command, int start)
    {
        for (var index = start; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (text is "-p" or "--package" or "--from" or "--with" or "--directory" or "--project" or "--python" or "-e" or "--extra" or "--group" or "-C" or "--spec" or "--version")
            {
                index++;
            }
            else if (!text.StartsWith('-'))
            {
                // What lies in the repository is its own, whatever it is called.
                return text.StartsWith('.') ? null : new LaunchedProgram(ProgramOf(text), index + 1, IsImage: false);
            }
        }

        return null;
    }

    // 'dotnet cyclonedx' starts the program 'dotnet-cyclonedx', in any case.
    private static LaunchedProgram? Dotnet(Command command) =>
#pragma warning disable CA1308 // The names of the catalogue are in small letters.
        command.Words.Length > 1 ? new LaunchedProgram($"dotnet-{command.Words[1].Text.ToLowerInvariant()}", 2, IsImage: false) : null;
#pragma warning restore CA1308

    private static LaunchedProgram? Module(Command command)
    {
        for (var index = 1; index + 1 < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (text is Modules)
            {
                return new LaunchedProgram(command.Words[index + 1].Text.Replace('_', '-'), index + 2, IsImage: false);
            }

            if (!text.StartsWith('-'))
            {
                return null;
            }
        }

        return null;
    }

    // @cyclonedx/cdxgen@11 is cdxgen, golang.org/x/vuln/cmd/govulncheck@latest is govulncheck, and github.com/goreleaser/goreleaser/v2@latest is goreleaser:
    // https://go.dev/ref/mod#major-version-suffixes.
    private static string ProgramOf(string text)
    {
        var at = text.LastIndexOf('@');
        var path = at > 0 ? text[..at] : text;
        var equals = path.IndexOf("==", StringComparison.Ordinal);
        path = equals > 0 ? path[..equals] : path;
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is ['v', .. var major] && major.Length > 0 && major.All(char.IsAsciiDigit) && path.Length > name.Length + 1 ? ProgramOf(path[..(path.Length - name.Length - 1)]) : name;
    }

    // Which of the options take a value nobody knows for all versions: the first word behind them that names a known image is the image.
    private static LaunchedProgram? Image(Command command)
    {
        if (command.Words.Length < 3 || command.Words[1].Text is not ("run" or "container"))
        {
            return null;
        }

        for (var index = 2; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (!text.StartsWith('-') && text.Contains('/', StringComparison.Ordinal) && text[0] is not ('/' or '.' or '$' or '~') && Catalogue.Find(ComponentKind.Image, ImageOf(text)) is { Tool: not null })
            {
                return new LaunchedProgram(text, index + 1, IsImage: true);
            }
        }

        return null;
    }
}

/// <summary>A program that another one starts.</summary>
/// <param name="Program">The program; the image as it is written where it is one.</param>
/// <param name="Next">The index of the first word behind it.</param>
/// <param name="IsImage">Whether it is an image.</param>
internal sealed record LaunchedProgram(string Program, int Next, bool IsImage);
