using PoPipeline.InToto.Verifying;

namespace PoPipeline.InToto.Tests;

/// <summary>A folder of links in memory.</summary>
internal sealed class MemoryFolder(IReadOnlyDictionary<string, byte[]> files) : IMetadataFolder
{
    public byte[]? Read(string name, int maximum) => files.TryGetValue(name, out var bytes) ? bytes : null;
}
