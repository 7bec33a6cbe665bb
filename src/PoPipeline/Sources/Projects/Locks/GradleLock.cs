using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>
/// The lock state of Gradle: <c>gradle.lockfile</c>, <c>buildscript-gradle.lockfile</c>, and the older <c>gradle/dependency-locks/CONFIGURATION.lockfile</c>. It
/// holds versions and no hashes; those are in <c>gradle/verification-metadata.xml</c>.
/// </summary>
/// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_locking.html.</remarks>
internal sealed class GradleLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Gradle;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name.EndsWith(".lockfile");

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var reader = file.Reader();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' || text.StartsWith("empty=", StringComparison.Ordinal))
            {
                continue;
            }

            var end = text.IndexOf('=', StringComparison.Ordinal);
            var parts = (end < 0 ? text : text[..end]).Split(':');
            if (parts.Length != 3 || parts.Any(part => part.Length == 0))
            {
                found.Refuse(text.StartsWith("<<<<<<<", StringComparison.Ordinal) ? "two changes to it are merged, and nobody has decided between them" : "it is no lock state of Gradle", number, column: 1);
                return;
            }

            var column = line.IndexOf(text, StringComparison.Ordinal) + 1;
            found.Add(new LockEntry { Name = $"{parts[0]}:{parts[1]}", Version = parts[2], Origin = LockOrigin.Registry, At = new Region(number, column, number, column + (end < 0 ? text.Length : end)) });
        }
    }
}
