using System.Buffers;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What a value of <c>uses</c> can name, as the platform reads it.</summary>
/// <remarks>Sources: the converter of workflows in https://github.com/actions/runner, and validate-uses in https://github.com/actions/languageservices.</remarks>
internal static class ActionName
{
    private const string Docker = "docker://";
    private const string Folder = ".github";
    private const string Workflows = "workflows";

    // Of GitHub's own tests.
    private const string Laboratory = "workflows-lab";

    private static readonly char[] Separators = ['/', '\\'];
    private static readonly SearchValues<char> NotInRefs = SearchValues.Create("?*[]\\~^: \t");

    /// <summary>What is wrong with the name of an action, as a sentence without its end; null where nothing is.</summary>
    public static string? FaultOfAction(string uses)
    {
        if (uses.StartsWith(Docker, StringComparison.OrdinalIgnoreCase))
        {
            return uses.Length == Docker.Length ? $"'{uses}' names no image" : null;
        }

        if (IsLocal(uses))
        {
            return FaultOfPath(uses, ReferenceReader.LocalPath(uses).Split('/'), isOther: false);
        }

        var parts = uses.Split('@');
        var path = parts[0].Split(Separators);
        return parts.Length is not 2 || parts[1].Length == 0 || path.Length < 2 || path[0].Length == 0 || path[1].Length == 0 || path[0] is "." or ".."
            ? $"'{uses}' names no action; write 'owner/repository@ref', './folder' or 'docker://image'"
            : FaultOfPath(uses, path.AsSpan(2), isOther: true);
    }

    /// <summary>What is wrong with the name of a workflow that a job calls, as a sentence without its end; null where nothing is.</summary>
    public static string? FaultOfWorkflow(string uses)
    {
        if (uses.StartsWith("./", StringComparison.Ordinal) || uses.StartsWith("$/", StringComparison.Ordinal))
        {
            return uses.Contains('@', StringComparison.Ordinal) ? $"'{uses}' names a workflow of this repository, which has the version of its caller; leave out what follows '@'" : FaultOfFile(uses, uses[2..].Split('/'));
        }

        var parts = uses.Split('@');
        var path = parts[0].Split('/');
        return parts.Length is not 2 || path.Length < 3 || !IsName(path[0]) || !IsName(path[1]) || FaultOfRef(parts[1])
            ? $"'{uses}' names no workflow; write './.github/workflows/name.yml' or 'owner/repository/.github/workflows/name.yml@ref'"
            : FaultOfFile(uses, path.AsSpan(2));
    }

    /// <summary>Whether it names something of the repository itself.</summary>
    public static bool IsLocal(string uses) => ReferenceReader.IsInWorkspace(uses) || uses.StartsWith("$/", StringComparison.Ordinal);

    private static string? FaultOfPath(string uses, ReadOnlySpan<string> path, bool isOther) => path switch
    {
        [Folder, Workflows, .., var file] when IsYaml(file) => $"'{uses}' names a workflow, which no step can use: a job calls it, by its own key 'uses'",
        [.., "action.yml" or "action.yaml"] => $"'{uses}' names a file; write the folder of the action{(isOther ? ", or nothing behind the repository where it lies at the root" : "")}",
        _ => null,
    };

    private static string? FaultOfFile(string uses, ReadOnlySpan<string> path) => path switch
    {
        [Folder, Workflows or Laboratory, var file] => IsYaml(file) && file[0] is not '.' ? null : $"'{uses}' names no workflow: the name of its file ends in '.yml' or '.yaml'",
        _ => $"'{uses}' names no workflow that can be called: those lie directly in the folder '{Folder}/{Workflows}' of their repository",
    };

    private static bool IsYaml(string file) => file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal);

    private static bool IsName(string text) => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-') && text is not ("." or "..");

    // What git takes for no ref.
    private static bool FaultOfRef(string text) =>
        text.Length == 0 || text[0] is '/' or '.' || text[^1] is '/' or '.' || text.AsSpan().ContainsAny(NotInRefs) || text.Contains("..", StringComparison.Ordinal) || text.Contains("//", StringComparison.Ordinal);
}
