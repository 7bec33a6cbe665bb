using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Conan: <c>conan.lock</c>, version 0.5 of Conan 2 and those of Conan 1.</summary>
/// <remarks>
/// Sources: https://docs.conan.io/2/tutorial/versioning/lockfiles.html, https://docs.conan.io/en/1.66/versioning/lockfiles.html. Content is named by the revision of a
/// recipe; that it is an MD5 of the recipe's files nobody can change, so that it is not told.
/// </remarks>
internal sealed class ConanLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Conan;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "conan.lock" || (name.StartsWith("conan") && name.EndsWith(".lock"));

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "version":
                    found.Version = cursor.Take();
                    break;
                case "requires" or "build_requires" or "python_requires" or "config_requires" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        if (cursor.Take() is { } reference)
                        {
                            found.Add(Entry(reference, cursor.At));
                        }
                    }

                    break;
                case "graph_lock" when cursor.EnterTable():
                    while (cursor.NextName())
                    {
                        if (cursor.Name is "nodes" && cursor.EnterTable())
                        {
                            while (cursor.NextName())
                            {
                                ReadNode(cursor, found);
                            }
                        }
                    }

                    break;
            }
        }
    }

    // Version 0.4 has a ref, those before a pref: a ref, a colon, and the package. What lies at a path is of the repository.
    private static void ReadNode(JsonCursor cursor, LockCollector found)
    {
        if (!cursor.EnterTable())
        {
            return;
        }

        string? reference = null;
        var isLocal = false;
        var at = Region.Start;
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "ref":
                    reference = cursor.Take();
                    at = cursor.At;
                    break;
                case "pref":
                    reference = cursor.Take()?.Split(':')[0];
                    at = cursor.At;
                    break;
                case "path":
                    isLocal = cursor.Take() is not null;
                    break;
            }
        }

        if (reference is not null && !isLocal)
        {
            found.Add(Entry(reference, at));
        }
    }

    // name/version@user/channel#revision%timestamp; the revision 0 stands for none.
    private static LockEntry Entry(string reference, Region at)
    {
        var time = reference.IndexOf('%', StringComparison.Ordinal);
        var text = time < 0 ? reference : reference[..time];
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        var revision = mark < 0 ? null : text[(mark + 1)..];
        var package = (mark < 0 ? text : text[..mark]).Split('@')[0];
        var slash = package.IndexOf('/', StringComparison.Ordinal);
        var version = slash < 0 ? null : package[(slash + 1)..];
        return new LockEntry
        {
            Name = slash < 0 ? package : package[..slash],
            Version = version?.Contains('[', StringComparison.Ordinal) is true ? null : version,
            Origin = revision is "platform" ? LockOrigin.Local : LockOrigin.Registry,
            Hash = revision is null or "" or "0" ? null : $"revision {revision}",
            At = at,
        };
    }
}
