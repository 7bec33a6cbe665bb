using Cake.Frosting;

namespace PoPipeline.Frosting;

/// <summary>Adds the tasks of PoPipeline to the host of a build.</summary>
public static class PoPipelineHost
{
    /// <summary>Adds the tasks, with a context of their own.</summary>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UsePoPipeline(this CakeHost host) => host.UsePoPipeline<PoPipelineContext>();

    /// <summary>Adds the tasks to a build that has a context of its own.</summary>
    /// <typeparam name="TContext">The context of the build.</typeparam>
    /// <param name="host">The host.</param>
    /// <returns>The same host.</returns>
    public static CakeHost UsePoPipeline<TContext>(this CakeHost host)
        where TContext : class, IPoPipelineContext =>
        host.UseContext<TContext>().AddAssembly(typeof(PoPipelineHost).Assembly);
}
