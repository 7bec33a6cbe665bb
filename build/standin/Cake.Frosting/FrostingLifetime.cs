using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task of a build and after its last.</summary>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;

/// <summary>Runs before the first task of a build and after its last.</summary>
/// <typeparam name="TContext">The context that it needs.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs before the first task of a build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">What is about to run, or what came of it.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Runs after the last task of a build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">What is about to run, or what came of it.</param>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown((TContext)context, info);
}
