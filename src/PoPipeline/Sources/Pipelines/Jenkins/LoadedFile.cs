using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Files of the repository that a pipeline names to have them run, or pasted.</summary>
internal static class LoadedFile
{
    // What starts the path of a file of the workspace.
    private static readonly string[] Workspaces = ["${env.WORKSPACE}/", "${WORKSPACE}/", "$WORKSPACE/", "$env.WORKSPACE/", "env.WORKSPACE/", "WORKSPACE/", "%WORKSPACE%/", "%WORKSPACE%\\", "$env:WORKSPACE/", "$env:WORKSPACE\\"];

    // What starts one of the folder that the pipeline stands in.
    private static readonly string[] Folders = ["./", "${pwd()}/", "$PWD/", "${PWD}/", "pwd()/"];

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
        written = BelowWorkspace(written, out _);
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

    /// <summary>A path without what says that it starts where the pipeline works.</summary>
    /// <param name="path">The path, as written in a script or in Groovy.</param>
    /// <param name="isOfWorkspace">Whether it starts in the workspace, whatever folder the step stands in.</param>
    public static string BelowWorkspace(string path, out bool isOfWorkspace)
    {
        isOfWorkspace = false;
        if (Array.Find(Workspaces, start => path.StartsWith(start, StringComparison.Ordinal)) is { } workspace)
        {
            isOfWorkspace = true;
            path = path[workspace.Length..];
        }

        while (Array.Find(Folders, start => path.StartsWith(start, StringComparison.Ordinal)) is { } folder)
        {
            path = path[folder.Length..];
        }

        return path;
    }
}
