using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before each task of a build.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;

/// <summary>Runs before each task of a build.</summary>
/// <typeparam name="TContext">The context that it needs.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before each task of a build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <param name="info">What is about to run, or what came of it.</param>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup((TContext)context, info);
}
