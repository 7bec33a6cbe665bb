using System.Collections.Concurrent;
using System.Text.Json;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Files of the repository that say something of its pipelines without being one: what an action does by default may hang on them.</summary>
/// <param name="repository">The repository.</param>
/// <param name="read">Reads a file.</param>
internal sealed class RepositoryFiles(Repository repository, Func<string, SourceFile> read)
{
    private readonly ConcurrentDictionary<string, Lazy<Parsed>> documents = new(StringComparer.Ordinal);

    /// <summary>A file; it says why where it cannot be read.</summary>
    public SourceFile Read(string path) => read(path);

    /// <summary>Whether a file says that a component does something unasked; null, with the reason, where that cannot be told.</summary>
    /// <param name="when">What the file has to say.</param>
    /// <param name="doubt">Why it cannot be told, as a clause; null where it can.</param>
    public bool Says(FileSwitch when, out string? doubt)
    {
        doubt = null;
        if (repository.Files.AsSpan().BinarySearch(when.File, StringComparer.Ordinal) < 0)
        {
            return false;
        }

        var parsed = documents.GetOrAdd(when.File, path => new(() => Parse(path))).Value;
        doubt = parsed.Fault is null ? null : $"'{when.File}' cannot be read: {parsed.Fault}";
        return parsed.Fault is null && when.Members.Select(member => TextOf(parsed.Root, member)).FirstOrDefault(text => text is not null) is { } text && when.Names(text);
    }

    private Parsed Parse(string path)
    {
        var source = read(path);
        if (source.Fault is { } fault)
        {
            return new Parsed(default, fault);
        }

        try
        {
            using var document = JsonDocument.Parse(source.Text);
            return new Parsed(document.RootElement.Clone(), Fault: null);
        }
        catch (JsonException)
        {
            return new Parsed(default, "it is not JSON");
        }
    }

    private static string? TextOf(JsonElement element, string member)
    {
        foreach (var name in member.Split('.'))
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.String ? element.GetString() : null;
    }

    private sealed record Parsed(JsonElement Root, string? Fault);
}
