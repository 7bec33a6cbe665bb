using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The file that makes a folder a workspace of pnpm: <c>pnpm-workspace.yaml</c>.</summary>
/// <remarks>Source: https://pnpm.io/pnpm-workspace_yaml.</remarks>
internal sealed class PnpmWorkspace : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pnpm;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "pnpm-workspace.yaml";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var cursor = new YamlCursor(file.Reader());
        List<string> members = [];
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                if (cursor.Name is "packages")
                {
                    members = cursor.TakeAll();
                }
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Pnpm, NamesTool = true, Members = [.. members] };
    }
}
