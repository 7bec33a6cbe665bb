using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;

namespace PoPipeline.Tool;

/// <summary>Installs nothing: no verb needs a tool, and what could fetch one need not be loaded.</summary>
internal sealed class NoToolInstaller : IToolInstaller
{
    /// <inheritdoc/>
    public IEnumerable<FilePath> Install(PackageReference tool) => throw new NotSupportedException("po installs no tools.");
}
