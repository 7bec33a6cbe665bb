using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Knows commands that download, what they store, and what runs it.</summary>
internal static class Downloads
{
    // Filters between a download and what runs it.
    private const int LongestPipe = 8;

    /// <summary>The command that runs what another one downloads without its ever being a file; null where none does: <c>curl … | sh</c>, also through filters; <c>sh -c "$(curl …)"</c>; <c>bash &lt;(curl …)</c>; <c>iex (irm …)</c>.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">The index of the command that downloads.</param>
    public static int? RunnerOf(Script script, int index)
    {
        var commands = script.Commands;
        if (HasFile(commands[index]))
        {
            return null;
        }

        var next = index;
        for (var length = 0; length < LongestPipe && commands[next].PipedTo is { } reader; length++)
        {
            if (RunsInput(script, reader))
            {
                return reader;
            }

            next = reader;
        }

        // Only what comes out of the pipe's last command becomes the text.
        return commands[next].PipedTo is null && commands[next].OutputFiles.IsEmpty && commands[next].Inside is { } outer && RunsSubstitution(commands[next], commands[outer]) ? outer : null;
    }

    /// <summary>Whether the script compares a checksum or verifies a signature, of whatever.</summary>
    public static bool Verifies(Script script) => script.Commands.Any(IsCheck);

    /// <summary>Whether the command compares a checksum or verifies a signature, of whatever.</summary>
    public static bool IsCheck(Command command) => command.Name switch
    {
        "sha256sum" or "sha512sum" or "sha384sum" or "sha1sum" or "shasum" or "b2sum" or "md5sum" or "gpg" or "gpg2" or "gpgv" or "minisign" or "slsa-verifier"
            or "rekor-cli" or "signify" or "sha256" or "get-filehash" or "certutil" or "codesign" or "spctl" or "rpmkeys" => true,
        "cosign" => NamesSigner(command),
        "openssl" => command.Words.Any(word => word.Text is "dgst" or "sha256" or "sha512" or "verify" or "cms" or "smime"),
        "gh" => command.Words.Any(word => word.Text is "attestation" or "verify" or "verify-asset"),
        "apksigner" or "jarsigner" => true,
        _ => false,
    };

    // A signature by anybody says nothing.
    private static bool NamesSigner(Command command) =>
        command.Words.Any(word => word.Text.StartsWith("verify", StringComparison.Ordinal))
        && command.ValuesOf("--key", "--certificate", "--certificate-identity", "--certificate-identity-regexp").Any(word => word.Text.Trim('^', '$', '.', '*', '+').Length > 0);

    /// <summary>Whether a command fetches something from the network.</summary>
    public static bool IsDownload(Command command) =>
        command.Name is "curl" or "wget" or "aria2c" or "iwr" or "irm" or "invoke-webrequest" or "invoke-restmethod" or "start-bitstransfer"
        || (command.Name.Length == 0 && command.Words is [var expression, ..] && expression.Text.Contains(".DownloadString(", StringComparison.OrdinalIgnoreCase));

    /// <summary>The address that it fetches from; null where it is expanded.</summary>
    public static WebAddress? AddressOf(Command command) => command.Words.Select(word => WebAddress.In(word.Text)).FirstOrDefault(address => address is not null);

    private static bool HasFile(Command command) => !command.OutputFiles.IsEmpty || FileOf(command) is not (null or "-" or "/dev/stdout");

    // … | sh; … | tee >(sh); … | sh -c "$(cat)". What stands inside a command comes right behind it.
    private static bool RunsInput(Script script, int reader)
    {
        var outer = script.Commands[reader];
        if (InputPrograms.Runs(outer))
        {
            return true;
        }

        for (var index = reader + 1; index < script.Commands.Length && script.Commands[index].Offset < outer.Offset + outer.Length; index++)
        {
            var inner = script.Commands[index];
            if (inner.Inside == reader && inner.PipedTo is null && (outer.Name is "tee"
                ? inner.Nesting is Nesting.ProcessSubstitution && InputPrograms.Runs(inner)
                : inner is { Name: "cat", Words.Length: 1 } && inner.InputFiles.IsEmpty && RunsSubstitution(inner, outer)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool RunsSubstitution(Command inner, Command outer) => inner.Nesting switch
    {
        Nesting.Substitution => outer.Name switch
        {
            "eval" or "iex" or "invoke-expression" => true,
            "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh" or "python" or "python3" or "perl" or "ruby" or "node" => IsBehind(outer, inner, "-c", "-e"),
            _ => false,
        },
        Nesting.ProcessSubstitution => outer.Name is "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh" or "source" or "." or "python" or "python3" && outer.Words.Length > 1
            && outer.Words.Skip(1).First(word => !word.Text.StartsWith('-')) is var first && Holds(first, inner),
        _ => false,
    };

    private static bool IsBehind(Command outer, Command inner, params string[] options) => outer.ValuesOf(options).Any(word => Holds(word, inner));

    private static bool Holds(Word word, Command inner) => word.Offset <= inner.Offset && inner.Offset < word.Offset + word.Length;

    /// <summary>The command that writes what another one downloads into the script that the shells of the steps behind read first, also through filters; null where none does.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">The index of the command that downloads.</param>
    public static int? SourcedBy(Script script, int index)
    {
        var next = index;
        for (var length = 0; length < LongestPipe && script.Commands[next].PipedTo is { } reader; length++)
        {
            next = reader;
        }

        return IsSourced(script.Commands[next]) || (FileOf(script.Commands[index]) is { } file && IsStartup(file)) ? next : null;
    }

    /// <summary>Whether a command writes into a script that shells read first: that of the steps behind, or that of a user or of the machine.</summary>
    public static bool IsSourced(Command command) =>
        command.OutputFiles.Any(file => IsStartup(file.Text))
        || (command.Name is "tee" or "cp" or "mv" or "install" && command.Words is [_, .., var last] && IsStartup(last.Text));

    /// <summary>Whether a command names the script that the shells of the steps behind read first, whatever kind they are.</summary>
    public static bool NamesSourced(Command command) => command.OutputFiles.Concat(command.Words).Any(file => file.Text.Contains(PlatformProfiles.SourcedFile, StringComparison.Ordinal));

    private static bool IsStartup(string file) =>
        file.Contains(PlatformProfiles.SourcedFile, StringComparison.Ordinal)
        || NameOf(file) is ".bashrc" or ".profile" or ".bash_profile" or ".bash_login" or ".bash_aliases" or ".zshrc" or ".zshenv" or ".zprofile" or "bash.bashrc" or "$PROFILE" or "$profile"
        || file is "/etc/profile" || file.StartsWith("/etc/profile.d/", StringComparison.Ordinal);

    /// <summary>The name, without its folder, of the file that a download is stored in; null where it is stored in none that has one.</summary>
    public static string? StoredAs(Command download)
    {
        var file = FileOf(download) ?? download.OutputFiles.Select(word => word.Text).FirstOrDefault();
        return file is null or "-" or "/dev/null" or "/dev/stdout" || NameOf(file) is not { Length: > 1 } name || PlatformProfiles.IsPastedInto(name) ? null : name;
    }

    /// <summary>The names, without their folders, of the files that a command runs or makes runnable.</summary>
    public static IEnumerable<string> RunBy(Command command)
    {
        if (command.Words.IsEmpty)
        {
            return [];
        }

        var named = command.Name switch
        {
            "sh" or "bash" or "dash" or "zsh" or "source" or "." or "python" or "python3" or "perl" or "ruby" or "node" or "pwsh" or "powershell" or "call" or "start-process" or "&" =>
                command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Take(1),
            "chmod" when command.Words.Length > 2 && command.Words[1].Text is var mode && (mode.Contains('x') || mode.Contains('7') || mode.Contains('5')) => command.Words.Skip(2),
            "dpkg" or "rpm" or "msiexec" or "installer" => command.Words.Skip(1),
            _ => [],
        };
        var names = named.Prepend(command.Words[0]).Select(word => NameOf(word.Text));
        return IsSourced(command) ? names.Concat(command.Words.Skip(1).Select(word => NameOf(WithoutSource(word.Text)))) : names;
    }

    private static string NameOf(string file) => file[(file.LastIndexOfAny(['/', '\\']) + 1)..];

    // 'source ./tools.sh', as a line that is written.
    private static string WithoutSource(string line)
    {
        var said = line.Trim();
        return said.StartsWith("source ", StringComparison.Ordinal) || said.StartsWith(". ", StringComparison.Ordinal) ? said[said.IndexOf(' ', StringComparison.Ordinal)..].Trim('"', '\'', ' ') : said;
    }

    /// <summary>The file that the options of a download name; null where they name none.</summary>
    public static string? FileOf(Command command)
    {
        var named = command.Name switch
        {
            "curl" => command.ValuesOf("-o", "--output"),
            "wget" => command.ValuesOf("-O", "--output-document"),
            "aria2c" => command.ValuesOf("-o", "--out"),
            _ => command.ValuesOf("-OutFile", "-Outfile", "-outfile", "-o"),
        };
        var file = named.Select(word => word.Text).FirstOrDefault();
        if (file is not null)
        {
            return file;
        }

        var takesName = command.Name is "curl" ? command.Option("-O", "--remote-name", "-OJ", "-JO") is not null : command.Name is "wget" && command.PipedTo is null;
        var address = takesName ? AddressOf(command) : null;
        var path = address?.Path.Split('?')[0].TrimEnd('/') ?? "";
        return path.Length == 0 ? null : path[(path.LastIndexOf('/') + 1)..];
    }
}
