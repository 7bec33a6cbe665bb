using System.Globalization;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>
/// The machine's own git, in a repository of this run: with the settings of the user and of the machine, and none of a repository that is judged; without
/// hooks, without questions, and without any way to a program that an address names.
/// </summary>
/// <param name="address">The branch.</param>
/// <param name="variable">Gives the value of an environment variable, or null.</param>
internal sealed class GitClient(BranchAddress address, Func<string, string?> variable)
{
    /// <summary>What is asked for as the password of a repository that is reached over https.</summary>
    public const string TokenVariable = "POPIPELINE_STORE_TOKEN";

    private const string UserVariable = "PO_STORE_USER";
    private const string PasswordVariable = "PO_STORE_PASSWORD";

    // What forges take for the user of a token.
    private const string UserOfTokens = "x-access-token";

    // A shorter name is one that people have.
    private const int ShortestToken = 16;

    private static readonly TimeSpan TransferPatience = TimeSpan.FromHours(1);

    // Those by which git is told about another repository, as a hook or an alias is; and those that make it chatty.
    private static readonly string[] Taken =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_SHALLOW_FILE",
        "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_IMPLICIT_WORK_TREE", "GIT_CEILING_DIRECTORIES", "GIT_TEMPLATE_DIR", "GIT_EXEC_PATH", "GIT_TRACE", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE2_PERF",
        "GIT_TRACE_CURL", "GIT_TRACE_PACKET", "GIT_TRACE_SETUP", "GIT_CURL_VERBOSE",
    ];

    private readonly ClientProgram program = new("git", "Install git, or keep the audit log in a folder.", variable);

    private string? Password => address.Password ?? (address.Server?.StartsWith("https:", StringComparison.Ordinal) is true && variable(TokenVariable) is { Length: > 0 } token ? token : null);

    /// <summary>Runs it.</summary>
    /// <param name="folder">The repository of this run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="call">How, beside that.</param>
    public ClientAnswer Run(string folder, IEnumerable<string> arguments, CancellationToken cancellation, ClientCall? call = null)
    {
        call ??= new ClientCall(folder);
        var answer = program.Run(call with { Folder = folder, Variables = [.. Variables(folder), .. call.Variables] }, [.. Settings(), .. arguments], cancellation);
        return answer with { Error = Masked(answer.Error) };
    }

    /// <summary>Runs it against the repository where the audit log is kept.</summary>
    /// <param name="folder">The repository of this run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends it.</param>
    public ClientAnswer Ask(string folder, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Run(folder, arguments, cancellation, new ClientCall(folder) { Patience = TransferPatience, Variables = address.IsSsh ? Unasked(folder, cancellation) : [] });

    /// <summary>Runs it, and fails where it does.</summary>
    /// <param name="folder">The repository of this run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="call">How, beside that.</param>
    public string Do(string folder, IEnumerable<string> arguments, CancellationToken cancellation, ClientCall? call = null)
    {
        var answer = Run(folder, arguments, cancellation, call);
        return answer.IsGood ? answer.Output.TrimEnd('\n') : throw new StoreException($"git failed on this machine: {answer.Error}. Run again.");
    }

    /// <summary>The option by which a repository on this machine is written to without its hooks; none elsewhere, where hooks are the server's own.</summary>
    public IEnumerable<string> WithoutHooks() =>
        address.IsFolder && !OperatingSystem.IsWindows() ? [$"--receive-pack='{program.File.Replace("'", @"'\''", StringComparison.Ordinal)}' -c core.hooksPath=/dev/null -c receive.denyCurrentBranch=refuse -c gc.auto=0 receive-pack"] : [];

    private IEnumerable<string> Settings()
    {
        string[] settings =
        [
            $"core.hooksPath={(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}", "protocol.ext.allow=never", "protocol.git.allow=never", "core.fsmonitor=false", "core.autocrlf=false", "core.quotePath=false", "gc.auto=0", "maintenance.auto=false",
            "commit.gpgSign=false", "push.gpgSign=false", "push.followTags=false", "push.recurseSubmodules=no", "submodule.recurse=false", "fetch.recurseSubmodules=no", "fetch.fsckObjects=true", "credential.interactive=false",
        ];
        return [.. settings.SelectMany(setting => (string[])["-c", setting]), .. Credentials()];
    }

    // Handed over by variables, which only the user of this process reads; and to this server alone, wherever it leads.
    private IEnumerable<string> Credentials() => Password is null || address.Server is not { } server ? [] :
    [
        "-c", "credential.helper=",
        "-c", $"credential.{server}.helper=!f() {{ test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"${UserVariable}\" \"${PasswordVariable}\"; }}; f",
    ];

    // Not on its command line either: a name alone may be a token.
    private IEnumerable<KeyValuePair<string, string?>> UserAlone() => Password is null && address is { Server: { } server, User: { } user }
        ? ConfigurationOf($"credential.{server}.username", user)
        : [];

    // Behind those of the user, which count as before.
    private static IEnumerable<KeyValuePair<string, string?>> ConfigurationOf(string name, string value)
    {
        const string Count = "GIT_CONFIG_COUNT";
        var count = int.TryParse(Environment.GetEnvironmentVariable(Count), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var known) ? known : 0;
        yield return KeyValuePair.Create(Count, (string?)(count + 1).ToString(CultureInfo.InvariantCulture));
        yield return KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{count}"), (string?)name);
        yield return KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{count}"), (string?)value);
    }

    private IEnumerable<KeyValuePair<string, string?>> Variables(string folder) =>
    [
        .. UserAlone(),
        .. Taken.Select(name => KeyValuePair.Create(name, (string?)null)),
        KeyValuePair.Create("GIT_DIR", (string?)folder),
        KeyValuePair.Create("GIT_TERMINAL_PROMPT", (string?)"0"),
        KeyValuePair.Create("GIT_OPTIONAL_LOCKS", (string?)"0"),
        KeyValuePair.Create("GIT_PAGER", (string?)"cat"),
        KeyValuePair.Create("LC_ALL", (string?)"C"),
        KeyValuePair.Create("LANGUAGE", (string?)null),
        .. Password is { } password ? [KeyValuePair.Create(UserVariable, (string?)(address.User ?? UserOfTokens)), KeyValuePair.Create(PasswordVariable, (string?)password)] : (KeyValuePair<string, string?>[])[],
    ];

    // Unless the user says how ssh is run.
    private KeyValuePair<string, string?>[] Unasked(string folder, CancellationToken cancellation) =>
        Environment.GetEnvironmentVariable("GIT_SSH_COMMAND") is null && Environment.GetEnvironmentVariable("GIT_SSH") is null && !Run(folder, ["config", "--get", "core.sshCommand"], cancellation).IsGood
            ? [KeyValuePair.Create("GIT_SSH_COMMAND", (string?)"ssh -oBatchMode=yes")]
            : [];

    private string Masked(string text)
    {
        foreach (var secret in new[] { Password, Password is { } password ? Uri.EscapeDataString(password) : null, Password is null && address.User is { Length: >= ShortestToken } alone ? alone : null }.OfType<string>().Where(secret => secret.Length > 2))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
