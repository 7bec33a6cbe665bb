using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Freshness;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The lock file of Composer: <c>composer.lock</c>.</summary>
/// <remarks>Source: https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control, https://github.com/composer/composer/blob/main/src/Composer/Package/Locker.php.</remarks>
internal sealed class ComposerLock : LockFormat
{
    /// <inheritdoc/>
    public override Ecosystem Ecosystem => Ecosystem.Composer;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> name) => name is "composer.lock";

    /// <inheritdoc/>
    protected override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new JsonCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "content-hash":
                    found.Record.TakeDigest(cursor.Take(), cursor.At);
                    break;
                case "plugin-api-version":
                    found.Version = cursor.Take();
                    break;
                case "packages" or "packages-dev" when cursor.EnterList():
                    while (cursor.NextItem())
                    {
                        if (cursor.EnterTable())
                        {
                            var entry = Entry(cursor);
                            if (entry.Name.ToLowerInvariant() is var name && found.Record.IsAsked(name))
                            {
                                found.Record.Lock(name, entry.Version ?? "", entry.At);
                            }

                            found.Add(entry);
                        }
                    }

                    break;
            }
        }
    }

    private static LockEntry Entry(JsonCursor cursor)
    {
        string? name = null, version = null;
        var at = Region.Start;
        var source = new Download();
        var distribution = new Download();
        while (cursor.NextName())
        {
            switch (cursor.Name)
            {
                case "name":
                    name = cursor.Take();
                    at = cursor.At;
                    break;
                case "version":
                    version = cursor.Take();
                    break;
                case "source":
                    source.Take(cursor);
                    break;
                case "dist":
                    distribution.Take(cursor);
                    break;
            }
        }

        // What a forge packs of a commit is named by the commit, and has no hash of its own.
        var commit = new[] { distribution.Reference, source.Reference }.FirstOrDefault(reference => reference is { Length: > 0 });
        var isLocal = distribution.Kind is "path" || source.Kind is "path";
        var isOfCommit = commit is not null && HashStrength.IsCommit(commit);
        return new LockEntry
        {
            Name = name ?? "",
            Version = version,
            Origin = isLocal ? LockOrigin.Local : distribution.Hash is null && (isOfCommit || source.Kind is not null) ? LockOrigin.Repository : LockOrigin.Registry,
            Address = distribution.Address ?? source.Address,
            Hash = distribution.Hash ?? (isOfCommit || source.Kind is not null ? commit : null),
            At = at,
        };
    }

    private sealed class Download
    {
        public string? Kind { get; private set; }

        public string? Address { get; private set; }

        public string? Reference { get; private set; }

        public string? Hash { get; private set; }

        public void Take(JsonCursor cursor)
        {
            if (!cursor.EnterTable())
            {
                return;
            }

            while (cursor.NextName())
            {
                switch (cursor.Name)
                {
                    case "type":
                        Kind = cursor.Take();
                        break;
                    case "url":
                        Address = cursor.Take();
                        break;
                    case "reference":
                        Reference = cursor.Take();
                        break;
                    case "shasum":
                        Hash = cursor.Take() is { Length: > 0 } hash ? hash : null;
                        break;
                }
            }
        }
    }
}
