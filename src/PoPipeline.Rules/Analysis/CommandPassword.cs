using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A password that a command gets by an option, or by a variable before it, for a place that others can reach.</summary>
/// <param name="Value">The password, as it is written.</param>
/// <param name="By">What hands it over: <c>docker login -p</c>.</param>
/// <param name="TakesInput">Whether the program takes it on its input as well, by <c>--password-stdin</c>.</param>
internal sealed record CommandPassword(Word Value, string By, bool TakesInput)
{
    private static readonly FrozenSet<string> Registries = FrozenSet.Create(StringComparer.Ordinal, "docker", "podman", "buildah", "nerdctl", "skopeo", "oras", "helm", "crane", "regctl");
    private static readonly FrozenSet<string> MySql = FrozenSet.Create(StringComparer.Ordinal, "mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlsh", "mariadb", "mariadb-dump", "mariadb-admin", "mariadb-import");
    private static readonly FrozenSet<string> Postgres = FrozenSet.Create(StringComparer.Ordinal, "psql", "pg_dump", "pg_dumpall", "pg_restore", "createdb", "dropdb");
    private static readonly FrozenSet<string> Mongo = FrozenSet.Create(StringComparer.Ordinal, "mongo", "mongosh", "mongodump", "mongorestore", "mongoimport", "mongoexport");

    // Reserved for examples.
    private static readonly string[] Examples = ["example.com", "example.org", "example.net", ".example"];

    /// <summary>Those of a command.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<CommandPassword> Of(Command command) => command.Name switch
    {
        var name when Registries.Contains(name) && command.Words.Any(word => word.Text is "login") => IsOpen(RegistriesIn(command), otherwise: true) ? Found(command, takesInput: true, command.ValuesOf("-p", "--password")) : [],
        var name when MySql.Contains(name) => IsOpen(command.ValuesOf("-h", "--host")) ? Found(command, takesInput: false, [.. Attached(command, "-p"), .. Attached(command, "--password="), .. Assigned(command, "MYSQL_PWD")]) : [],
        var name when Postgres.Contains(name) => IsOpen(command.ValuesOf("-h", "--host")) ? Found(command, takesInput: false, Assigned(command, "PGPASSWORD")) : [],
        var name when Mongo.Contains(name) => IsOpen(command.ValuesOf("--host").Concat(Addresses(command))) ? Found(command, takesInput: false, command.ValuesOf("-p", "--password")) : [],
        "sqlcmd" or "bcp" => IsOpen(command.ValuesOf("-S")) ? Found(command, takesInput: false, [.. command.ValuesOf("-P"), .. Attached(command, "-P")]) : [],
        "redis-cli" => IsOpen(command.ValuesOf("-h")) ? Found(command, takesInput: false, command.ValuesOf("-a", "--pass")) : [],
        "sshpass" => command.Words.Any(word => word.Text.Contains("localhost", StringComparison.Ordinal) || word.Text.Contains("127.0.0.1", StringComparison.Ordinal)) ? [] : Found(command, takesInput: false, [.. command.ValuesOf("-p"), .. Attached(command, "-p")]),
        "curl" => IsOpen(Addresses(command)) ? Found(command, takesInput: false, [.. command.ValuesOf("-u", "--user").Where(word => word.Text.Contains(':', StringComparison.Ordinal)).Select(word => Behind(word, word.Text.IndexOf(':', StringComparison.Ordinal) + 1))]) : [],
        "wget" => IsOpen(Addresses(command)) ? Found(command, takesInput: false, command.ValuesOf("--password", "--http-password", "--ftp-password")) : [],
        _ => [],
    };

    /// <summary>Whether the password is written out, and nothing that stands in examples.</summary>
    public bool IsWritten => Value.Literal && Placeholders.IsPassword(Value.Text);

    private static IEnumerable<CommandPassword> Found(Command command, bool takesInput, IEnumerable<Word> values) =>
        values.Take(1).Select(value => new CommandPassword(value, takesInput ? command.Name is "helm" ? "helm registry login" : $"{command.Name} login" : command.Name, takesInput));

    // -psecret, --password=secret.
    private static IEnumerable<Word> Attached(Command command, string option) =>
        command.Words.Skip(1).Where(word => word.Text.Length > option.Length && word.Text.StartsWith(option, StringComparison.Ordinal)).Select(word => Behind(word, option.Length));

    private static IEnumerable<Word> Assigned(Command command, string variable) =>
        command.Assignments.Where(word => word.Text.StartsWith(variable + "=", StringComparison.Ordinal)).Select(word => Behind(word, variable.Length + 1));

    private static Word Behind(Word word, int start) => word with { Text = word.Text[start..] };

    private static IEnumerable<Word> Addresses(Command command) => command.Words.Skip(1).Where(word => word.Text.Contains("://", StringComparison.Ordinal));

    // What is logged in to stands by itself, and has a point in it; without one it is the registry that everybody has.
    private static IEnumerable<Word> RegistriesIn(Command command)
    {
        var values = command.ValuesOf("-u", "--username", "-p", "--password", "--authfile", "--cert-dir", "--ca-file", "--registry-config").ToImmutableArray();
        return command.Words.Skip(1).Where(word => !word.Text.StartsWith('-') && word.Text is not ("login" or "registry" or "auth") && !values.Contains(word));
    }

    // Another machine, that others know as well; which one a variable names nobody can tell.
    private static bool IsOpen(IEnumerable<Word> hosts, bool otherwise = false)
    {
        var all = hosts.ToImmutableArray();
        return all.IsEmpty ? otherwise : all.All(host => host.Literal
            ? WebAddress.In(host.Text.Contains("://", StringComparison.Ordinal) ? host.Text : "tcp://" + host.Text.Split(',')[0].Replace("tcp:", "", StringComparison.Ordinal)) is { IsLocal: false } address && !Examples.Any(example => address.Host.EndsWith(example, StringComparison.Ordinal))
            : otherwise);
    }
}
