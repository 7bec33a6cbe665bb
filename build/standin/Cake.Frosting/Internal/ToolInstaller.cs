using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs tools by the installer of Cake itself.</summary>
/// <param name="installer">The installer.</param>
internal sealed class ToolInstaller(Core.Tooling.IToolInstaller installer) : IToolInstaller
{
    /// <inheritdoc/>
    public void Install(PackageReference tool) => installer.Install(tool);
}
