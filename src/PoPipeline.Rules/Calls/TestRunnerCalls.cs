using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Environments of tox and sessions of nox: <c>tox -e py312,lint</c>, <c>nox -s tests</c>.</summary>
/// <remarks>Sources: https://tox.wiki/en/latest/cli_interface.html, https://nox.thea.codes/en/stable/usage.html.</remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class TestRunnerCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Tox = new() { Valued = "-e -c --conf --root --workdir --work-dir -p --parallel -m -f -x --override --result-json --installpkg --discover" };
    private static readonly Syntax Nox = new() { Valued = "-f --noxfile -p --python --pythons -k --keywords -t --tags -db --default-venv-backend -fb --force-venv-backend --report" };

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "tox" or "nox";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around) =>
        command.Name is "tox" ? OfTox(Invocation.Read(command, around.Value, Tox), standing) : OfNox(Invocation.Read(command, around.Value, Nox), standing);

    // A variable that is only known while the pipeline runs names environments, and nobody knows which.
    private IEnumerable<FileCall> OfTox(Invocation call, StandingFolder standing)
    {
        var named = call.Value("-c", "--conf", "--root");
        var folder = named is null ? standing.Now : standing.Below(named);
        var found = files.At(folder, CommandFileKind.Tox) is { } file ? [file] : files.In(folder, CommandFileKind.Tox);
        var asked = call.Values("-e").Select(word => word.Text).LastOrDefault() ?? (call.Variable("TOXENV") is { } variable ? variable.Value ?? "$" : null);
        var names = asked is null or "ALL" ? [] : asked.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToImmutableArray();
        return asked?.Contains('$', StringComparison.Ordinal) is true ? [] : found.Select(tox => new FileCall(tox, RepositoryPath.FolderOf(tox.Path)) { Names = names });
    }

    // '-s a b' takes all words up to the next option.
    private IEnumerable<FileCall> OfNox(Invocation call, StandingFolder standing)
    {
        var file = call.Value("-f", "--noxfile") is { } named ? files.At(standing.Below(named), CommandFileKind.Nox) : files.In(standing.Now, CommandFileKind.Nox).FirstOrDefault();
        if (file is null || call.Has("-l", "--list", "--list-sessions", "-t", "--tags", "-k", "--keywords"))
        {
            return [];
        }

        if (call.Has("-s", "--session", "--sessions", "-e"))
        {
            var names = call.Values("-s", "--session", "--sessions", "-e").Concat(call.Operands).Select(word => word.Text).Select(WithoutVersion);
            return [new FileCall(file, RepositoryPath.FolderOf(file.Path)) { Names = [.. names] }];
        }

        return call.Variable("NOXSESSION") switch
        {
            null => [new FileCall(file, RepositoryPath.FolderOf(file.Path))],
            { Value: { } sessions } => [new FileCall(file, RepositoryPath.FolderOf(file.Path)) { Names = [.. sessions.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(WithoutVersion)] }],
            _ => [],
        };
    }

    // tests-3.12 is the session 'tests' with that version.
    private static string WithoutVersion(string name) => name.LastIndexOf('-') is > 0 and var dash && name.AsSpan(dash + 1).IndexOfAnyExceptInRange('.', '9') < 0 ? name[..dash] : name;
}
