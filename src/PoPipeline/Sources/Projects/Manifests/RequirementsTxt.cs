using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>The files of pip that list requirements: <c>requirements.txt</c>, <c>requirements/dev.txt</c>, <c>dev-requirements.in</c>.</summary>
/// <remarks>Such a file is a lock file, too, where each requirement of it has one version: <see cref="RequirementsLock"/>.</remarks>
internal sealed class RequirementsTxt : ManifestFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Pip;

    /// <inheritdoc/>
    public override bool MayLock => true;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => IsOne(path, name);

    /// <summary>Whether a file is called as one is.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="name">The last part of it.</param>
    public static bool IsOne(ReadOnlySpan<char> path, ReadOnlySpan<char> name) =>
        (name.EndsWith(".txt") || name.EndsWith(".in"))
        && (name.Contains("requirements", StringComparison.OrdinalIgnoreCase) || IsIn(path, name, "requirements"));

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var packages = ImmutableArray.CreateBuilder<AskedPackage>();
        var isMore = false;
        foreach (var line in RequirementLine.Of(reader))
        {
            // Another file, or a project that lies here.
            isMore |= !line.IsOption || line.Text.StartsWith("-r", StringComparison.Ordinal) || line.Text.StartsWith("--requirement", StringComparison.Ordinal);
            var (name, requirement) = PythonRequirement.Parts(line.Text);
            if (!line.IsOption && !line.IsEditable && name.Length > 0 && !name.StartsWith('.') && !PythonRequirement.IsLocal(requirement))
            {
                packages.Add(new AskedPackage(name, requirement, line.At));
            }
        }

        var isUnread = isMore && packages.Count == 0;
        return new ManifestFacts { Ecosystem = Ecosystem.Pip, Packages = packages.DrainToImmutable(), IsUnread = isUnread };
    }

    private static bool IsIn(ReadOnlySpan<char> path, ReadOnlySpan<char> name, ReadOnlySpan<char> folder) =>
        path.Length > name.Length && path[..^(name.Length + 1)] is var above && above[(above.LastIndexOf('/') + 1)..].Equals(folder, StringComparison.OrdinalIgnoreCase);
}
