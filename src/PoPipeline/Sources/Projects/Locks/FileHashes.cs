namespace PoPipeline.Sources.Projects.Locks;

/// <summary>The hashes of the files of one package, any of which may be installed: it is as well locked as the one that is locked worst.</summary>
internal sealed class FileHashes
{
    private bool isOneWithout;
    private string? weak;
    private string? strong;

    /// <summary>The weakest of them; null where there is none, or a file without one.</summary>
    public string? Weakest => isOneWithout ? null : weak ?? strong;

    /// <summary>Takes that of a file; null where it has none.</summary>
    /// <param name="hash">The hash.</param>
    public void Add(string? hash)
    {
        isOneWithout |= hash is null or "";
        if (hash is { Length: > 0 })
        {
            if (HashStrength.IsWeak(hash))
            {
                weak ??= hash;
            }
            else
            {
                strong ??= hash;
            }
        }
    }
}
