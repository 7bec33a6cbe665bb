using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task of a build.</summary>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

/// <summary>Runs before the first task of a build.</summary>
/// <typeparam name="TContext">The context that it needs.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before the first task of a build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">What is about to run, or what came of it.</param>
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup((TContext)context, info);
}
