using System.Collections.Immutable;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>What a <c>requirements.in</c> asks for, from which a <c>requirements.txt</c> is compiled.</summary>
/// <remarks>Source: https://pip-tools.readthedocs.io/en/stable/cli/pip-compile/.</remarks>
internal static class RequirementsRecord
{
    /// <summary>Reads one.</summary>
    /// <param name="file">The file.</param>
    public static ManifestRecord Read(LockText file)
    {
        using var reader = file.Reader();
        var asked = ImmutableArray.CreateBuilder<AskedRequest>();
        foreach (var line in RequirementLine.Of(reader))
        {
            if (!line.IsOption && !line.IsEditable && !line.Text.Contains("://", StringComparison.Ordinal) && line.Text[0] is not ('.' or '/') && PyprojectRecord.Asked(line.Text, line.At) is { } request)
            {
                asked.Add(request);
            }
        }

        return new ManifestRecord { Asked = asked.DrainToImmutable() };
    }
}
