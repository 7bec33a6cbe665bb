using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file that the plugin maven-lockfile writes and validates: <c>lockfile.json</c>.</summary>
/// <remarks>Source: https://github.com/chains-project/maven-lockfile.</remarks>
internal sealed class MavenLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Maven;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "lockfile.json";

    /// <summary>Whether a file is one, of those that are called so; one that was not read may be.</summary>
    /// <param name="text">What it holds.</param>
    public static bool IsOne(ReadOnlySpan<byte> text) => text.IsEmpty || text.IndexOf("\"lockFileVersion\""u8) >= 0;

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "lockFileVersion":
                    found.Version = cursor.Take();
                    break;
                case "dependencies" or "mavenPlugins" or "mavenExtensions" when cursor.EnterList():
                    ReadList(cursor, found);
                    break;
            }
        }
    }

    // As deep as JSON may be, which its reader bounds.
    private static void ReadList(JsonCursor cursor, LockCollector found)
    {
        while (cursor.NextItem())
        {
            if (cursor.EnterTable())
            {
                ReadEntry(cursor, found);
            }
        }
    }

    private static void ReadEntry(JsonCursor cursor, LockCollector found)
    {
        var at = cursor.At;
        string? group = null, artifact = null, version = null, algorithm = null, checksum = null, address = null;
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "groupId":
                    group = cursor.Take();
                    break;
                case "artifactId":
                    artifact = cursor.Take();
                    break;
                case "version":
                    version = cursor.Take();
                    break;
                case "checksumAlgorithm":
                    algorithm = cursor.Take();
                    break;
                case "checksum":
                    checksum = cursor.Take();
                    break;
                case "resolved":
                    address = cursor.Take();
                    break;
                case "children" or "dependencies" when cursor.EnterList():
                    ReadList(cursor, found);
                    break;
            }
        }

        found.Add(new LockEntry
        {
            Name = $"{group}:{artifact}",
            Version = version,
            Origin = LockOrigin.Registry,
            Address = address is null or "" ? null : address,
            Hash = checksum is null or "" ? null : $"{(algorithm ?? "").Replace("-", "", StringComparison.Ordinal)}:{checksum}",
            At = at,
        });
    }
}
