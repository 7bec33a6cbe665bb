using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Bun before version 1.2, which is no text: <c>bun.lockb</c>.</summary>
/// <remarks>Source: https://bun.com/docs/pm/lockfile.</remarks>
internal sealed class BunBinaryLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Bun;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "bun.lockb";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found) =>
        found.Refuse("it is the binary lock file of Bun, which nobody can review: write it as text with 'bun install --save-text-lockfile --frozen-lockfile --lockfile-only'", line: 1, column: 1);
}
