namespace PoPipeline.Running;

/// <summary>Work that only computes: reading a tree and judging it.</summary>
internal static class Computation
{
    /// <summary>
    /// Waits for it, or for the run to be stopped. Rules are pure and know nothing of being stopped, so that one with much to do is left behind: it
    /// changes nothing that anybody sees, and ends with the program.
    /// </summary>
    /// <param name="work">What is done; it writes nothing.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <typeparam name="T">What it finds.</typeparam>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static T Wait<T>(Func<T> work, CancellationToken cancellation) =>
        cancellation.CanBeCanceled ? Task.Run(work, cancellation).WaitAsync(cancellation).GetAwaiter().GetResult() : work();
}
