using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task of a build, whatever its context.</summary>
public interface IFrostingTask
{
    /// <summary>What is said of a task that was skipped; null where nothing is.</summary>
    string? SkippedMessage => null;

    /// <summary>Whether it runs.</summary>
    /// <param name="context">The context of the build.</param>
    bool ShouldRun(ICakeContext context);

    /// <summary>Runs it.</summary>
    /// <param name="context">The context of the build.</param>
    Task RunAsync(ICakeContext context);

    /// <summary>Runs after it, whether it failed or not.</summary>
    /// <param name="context">The context of the build.</param>
    void Finally(ICakeContext context);

    /// <summary>Runs when it fails; the error is then taken as handled.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="context">The context of the build.</param>
    void OnError(Exception exception, ICakeContext context);
}
