using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task of a build.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;

/// <summary>A task of a build.</summary>
/// <typeparam name="T">The context that it needs.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Runs it.</summary>
    /// <param name="context">The context of the build.</param>
    public virtual void Run(T context)
    {
    }

    /// <summary>Whether it runs.</summary>
    /// <param name="context">The context of the build.</param>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Runs when it fails; the error is then taken as handled.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="context">The context of the build.</param>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Runs after it, whether it failed or not.</summary>
    /// <param name="context">The context of the build.</param>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
