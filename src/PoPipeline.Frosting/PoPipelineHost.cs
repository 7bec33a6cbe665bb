using Cake.Cli;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console;

namespace PoPipeline.Frosting;

/// <summary>
/// Adds the tasks of PoPipeline to the host of a build, which then ends with the exit code and the reason of a task of ours that fails.
/// </summary>
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
        host.UseContext<TContext>()
            .AddAssembly(typeof(PoPipelineHost).Assembly)
            .ConfigureServices(services =>
            {
                services.AddSingleton<BuildScriptHost<IFrostingContext>, FailureScriptHost>();

                // What shows the descriptions asks for it, and not every host of Cake brings it along.
                services.TryAddSingleton(_ => AnsiConsole.Console);
            });
}
