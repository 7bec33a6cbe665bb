using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Locks;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>The properties of a build: <c>gradle.properties</c>, of which those that change how dependencies are verified are read.</summary>
/// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_verification.html#sec:disabling-verification.</remarks>
internal sealed class GradleProperties : ManifestFormat
{
    private const string Verification = "org.gradle.dependency.verification";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Gradle;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "gradle.properties";

    /// <inheritdoc/>
    protected override ManifestFacts? ReadFacts(LockText file)
    {
        using var reader = file.Reader();
        var found = new List<ToolSetting>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var end = line.AsSpan().IndexOfAny('=', ':');
            if (end > 0 && line.AsSpan(0, end).Trim().SequenceEqual(Verification))
            {
                found.Add(new ToolSetting(JavaSettings.GradleVerification, line[(end + 1)..].Trim(), new Place(file.Path, new Region(number, 1, number, line.Length + 1))));
            }
        }

        return new ManifestFacts { Ecosystem = Ecosystem.Gradle, IsAside = true, Gradle = new GradleFacts { Shared = [.. found] }, Settings = [.. found] };
    }
}
