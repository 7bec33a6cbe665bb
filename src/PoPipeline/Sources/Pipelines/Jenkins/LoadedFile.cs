using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Files of the repository that a pipeline names to have them run, or pasted.</summary>
internal static class LoadedFile
{
    // What starts the path of a file of the workspace.
    private static readonly string[] Workspaces = ["${env.WORKSPACE}/", "${WORKSPACE}/", "$WORKSPACE/", "$env.WORKSPACE/", "./"];

    /// <summary>The file that <c>load 'ci/build.groovy'</c> means; null where it is not written, or lies outside the repository.</summary>
    /// <param name="load">The step.</param>
    public static string? PathOf(GroovyCall load) => (load["path"] ?? load.Positional.FirstOrDefault()) is GroovyText text ? PathOf(text) : null;

    /// <summary>The file that a text means.</summary>
    /// <param name="text">The text, as written.</param>
    public static string? PathOf(GroovyText text)
    {
        var written = string.Concat(text.Pieces.Select(piece => piece.Pasted is null ? piece.Value : piece.Pasted switch
        {
            GroovyName { Name: "WORKSPACE" } or GroovyProperty { Name: "WORKSPACE", Receiver: GroovyName { Name: "env" } } => "$WORKSPACE",
            _ => "\0",
        }));
        foreach (var start in Workspaces)
        {
            written = written.StartsWith(start, StringComparison.Ordinal) ? written[start.Length..] : written;
        }

        var segments = new List<string>();
        foreach (var segment in written.Split('/'))
        {
            if (segment is ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is ".." || segment.Contains('\0', StringComparison.Ordinal))
            {
                return null;
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return written.StartsWith('/') || segments.Count == 0 ? null : string.Join('/', segments);
    }
}
