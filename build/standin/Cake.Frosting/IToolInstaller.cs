using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs a tool that a build uses.</summary>
public interface IToolInstaller
{
    /// <summary>Installs it.</summary>
    /// <param name="tool">The tool.</param>
    void Install(PackageReference tool);
}
