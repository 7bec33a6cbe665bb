using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model.CodeOwners;

namespace PoPipeline.Queries;

/// <summary>Writes who owns paths. A path has one line for each section of the file that says something of it; GitHub knows one section.</summary>
public static class OwnersList
{
    private const string Nobody = "nobody";

    /// <summary>Writes a line a path and section, for people.</summary>
    /// <param name="file">The file that counts; null where there is none.</param>
    /// <param name="paths">The paths, relative to the repository's root.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteTable(CodeOwnersFile? file, IEnumerable<string> paths, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var (path, entry) in Of(file, paths))
        {
            var owners = entry is { Owners.Length: > 0 } ? string.Join(' ', entry.Owners.Select(owner => owner.Value)) : Nobody;
            var place = entry is null || file is null ? "" : $"  {file.Path}:{entry.Span.Region.StartLine}";
            writer.WriteLine($"{path}  {owners}{place}");
        }
    }

    /// <summary>Writes a JSON array: <c>[{"path": …, "owners": […], "file": …, "line": …}]</c>; file and line are null where no line matches.</summary>
    /// <param name="file">The file that counts; null where there is none.</param>
    /// <param name="paths">The paths, relative to the repository's root.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(CodeOwnersFile? file, IEnumerable<string> paths, TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartArray();
        foreach (var (path, entry) in Of(file, paths))
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteStartArray("owners");
            foreach (var owner in entry?.Owners ?? [])
            {
                json.WriteStringValue(owner.Value);
            }

            json.WriteEndArray();
            json.WriteString("file", entry is null ? null : file?.Path);
            if (entry is null)
            {
                json.WriteNull("line");
            }
            else
            {
                json.WriteNumber("line", entry.Span.Region.StartLine);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static IEnumerable<(string Path, OwnersEntry? Entry)> Of(CodeOwnersFile? file, IEnumerable<string> paths)
    {
        var walk = file is null ? null : new Owners(file).Walk();
        return paths.SelectMany(path => walk?.Of(path) is { IsDefaultOrEmpty: false } ownerships
            ? ownerships.Select(ownership => (path, (OwnersEntry?)ownership.Entry))
            : [(path, null)]);
    }
}
