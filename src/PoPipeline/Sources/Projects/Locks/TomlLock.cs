using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>A format that is TOML.</summary>
internal abstract class TomlLock : LockFormat
{
    /// <inheritdoc/>
    protected sealed override void ReadEntries(LockText file, LockCollector found)
    {
        using var cursor = new TomlCursor(file.Bytes);
        cursor.EnterTable();
        while (cursor.NextName())
        {
            Take(cursor, found);
        }
    }

    /// <summary>Takes a value of the root; the cursor stands at its name.</summary>
    /// <param name="cursor">The document.</param>
    /// <param name="found">Is told what it lists.</param>
    protected abstract void Take(TomlCursor cursor, LockCollector found);

    /// <summary>The value of a name in the table that the cursor stands at; null where there is none.</summary>
    /// <param name="cursor">The document.</param>
    /// <param name="name">The name.</param>
    protected static string? TextIn(TomlCursor cursor, string name)
    {
        string? text = null;
        if (cursor.EnterTable())
        {
            while (cursor.NextName())
            {
                if (cursor.Name == name)
                {
                    text = cursor.Take();
                }
            }
        }

        return text;
    }

    /// <summary>The hash of a list of files <c>{ file = "…", hash = "sha256:…" }</c>: the weakest of them, as any of them may be installed; null where one has none.</summary>
    /// <param name="cursor">The document.</param>
    /// <param name="name">What the hash is called.</param>
    protected static string? HashOfFiles(TomlCursor cursor, string name)
    {
        var hashes = new FileHashes();
        if (cursor.EnterList())
        {
            while (cursor.NextItem())
            {
                hashes.Add(TextIn(cursor, name));
            }
        }

        return hashes.Weakest;
    }
}
