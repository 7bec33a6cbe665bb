using System.Text.Json;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The tables of what GitLab documents, which are part of the engine.</summary>
internal static class EmbeddedData
{
    /// <summary>Reads a table.</summary>
    /// <param name="name">The file, without its extension.</param>
    public static JsonDocument Read(string name)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream($"gitlab-ci/{name}.json")
            ?? throw new InvalidOperationException($"The file '{name}.json' is not part of the engine.");
        return JsonDocument.Parse(stream);
    }
}
