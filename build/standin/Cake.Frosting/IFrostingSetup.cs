using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task of a build.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before the first task of a build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">What is about to run, or what came of it.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
