using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.Manifests;

/// <summary>One kind of manifests.</summary>
internal abstract class ManifestFormat
{
    /// <summary>Whose it is, where the file says nothing else.</summary>
    public abstract Ecosystem Ecosystem { get; }

    /// <summary>Whether what a file holds tells whether it is a lock file, too.</summary>
    public virtual bool MayLock => false;

    /// <summary>Whether a file is one, by its path.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="name">The last part of it.</param>
    public abstract bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name);

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>What it says; null where it is no manifest, whatever it is called.</returns>
    public ManifestFacts? Read(LockText file)
    {
        try
        {
            return ReadFacts(file);
        }
        catch (Exception exception) when (TextFault.Of(exception) is { } reason)
        {
            return Refused(reason);
        }
    }

    /// <summary>Reads a file; what it throws for text of another format is caught.</summary>
    /// <param name="file">The file.</param>
    protected abstract ManifestFacts? ReadFacts(LockText file);

    private ManifestFacts Refused(string reason) => new() { Ecosystem = Ecosystem, Unreadable = reason };
}
