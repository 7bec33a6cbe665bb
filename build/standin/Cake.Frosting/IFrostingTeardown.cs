using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs after the last task of a build.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after the last task of a build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">What is about to run, or what came of it.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
