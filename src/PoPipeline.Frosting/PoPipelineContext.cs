using Cake.Core;
using Cake.Frosting;
using PoPipeline.Running;

namespace PoPipeline.Frosting;

/// <summary>The context of a build that brings none of its own, and the base of one that does.</summary>
public class PoPipelineContext : FrostingContext, IPoPipelineContext
{
    /// <summary>A context whose settings come from the arguments of the build.</summary>
    /// <param name="context">The context of the build.</param>
    /// <exception cref="CakeException">With exit code 2: an argument is wrong.</exception>
    public PoPipelineContext(ICakeContext context)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Settings = PoPipelineSettings.Read(context.Arguments);
        Run = new PoPipelineRun(Settings, TerminalOf(context), CakeLogger.Of(context));
    }

    /// <inheritdoc/>
    public PoPipelineSettings Settings { get; }

    /// <inheritdoc/>
    public PoPipelineRun Run { get; }

    private static PoPipelineTerminal TerminalOf(ICakeContext context) =>
        context.ServiceProvider?.GetService(typeof(PoPipelineTerminal)) as PoPipelineTerminal ?? new PoPipelineTerminal();
}
