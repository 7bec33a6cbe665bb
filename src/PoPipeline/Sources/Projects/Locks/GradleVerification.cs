using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The checksums and keys by which Gradle verifies what it fetches: <c>gradle/verification-metadata.xml</c>.</summary>
/// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_verification.html, and the schema https://schema.gradle.org/dependency-verification/dependency-verification-1.3.xsd.</remarks>
internal sealed class GradleVerification : LockFormat
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "verification-metadata.xml";

    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Gradle;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is FileName;

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new XmlCursor(file.Reader());
        cursor.Start();
        if (cursor.Name is not "verification-metadata")
        {
            found.Refuse("it is no verification metadata of Gradle", line: 1, column: 1);
            return;
        }

        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            switch (cursor.Name)
            {
                case "configuration":
                    ReadConfiguration(cursor, found);
                    break;
                case "components":
                    for (var inner = cursor.Depth; cursor.NextChild(inner);)
                    {
                        if (cursor.Name is "component")
                        {
                            found.Add(Component(cursor));
                        }
                    }

                    break;
            }
        }
    }

    private static void ReadConfiguration(XmlCursor cursor, LockCollector found)
    {
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            if (cursor.Name is not "trusted-artifacts")
            {
                continue;
            }

            for (var inner = cursor.Depth; cursor.NextChild(inner);)
            {
                // What is trusted by its group alone, whatever the group, is everything.
                if (cursor.Name is "trust" && IsAll(cursor, "group") && IsAll(cursor, "name") && IsAll(cursor, "version") && IsAll(cursor, "file"))
                {
                    var entry = new LockEntry { Name = cursor.Attribute("group") ?? "", Origin = LockOrigin.Registry, At = cursor.At };
                    found.Add(LockFaultKind.NoHash, entry, "<trust>");
                }
            }
        }
    }

    private static bool IsAll(XmlCursor cursor, string attribute) => cursor.Attribute(attribute) is not { } value || (cursor.Attribute("regex") is "true" && value is ".*" or ".+" or "^.*$" or "^.*" or ".*$");

    private static LockEntry Component(XmlCursor cursor)
    {
        var (name, version, at) = ($"{cursor.Attribute("group")}:{cursor.Attribute("name")}", cursor.Attribute("version"), cursor.At);
        var hashes = new FileHashes();
        for (var depth = cursor.Depth; cursor.NextChild(depth);)
        {
            if (cursor.Name is not "artifact")
            {
                continue;
            }

            var all = new List<string>();
            for (var inner = cursor.Depth; cursor.NextChild(inner);)
            {
                // A signature is verified with a key that is written here, and says as much as a hash.
                if (cursor.Name is "sha512" or "sha256" or "sha1" or "md5" or "pgp" && cursor.Attribute("value") is { Length: > 0 } value)
                {
                    all.Add($"{cursor.Name}:{value}");
                }
            }

            hashes.Add(HashStrength.Strongest(all));
        }

        return new LockEntry { Name = name, Version = version, Origin = LockOrigin.Registry, Hash = hashes.Weakest, At = at };
    }
}
