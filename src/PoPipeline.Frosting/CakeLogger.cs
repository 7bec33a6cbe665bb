using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.Logging;
using PoPipeline.Outputs.Terminal;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace PoPipeline.Frosting;

/// <summary>Writes what the engine logs into the log of the build.</summary>
/// <param name="log">The log of the build.</param>
internal sealed class CakeLogger(ICakeLog log) : ILogger
{
    /// <summary>The logger that the host registers, or the log of the build.</summary>
    /// <param name="context">The context of the build.</param>
    public static ILogger Of(ICakeContext context) =>
        context.ServiceProvider?.GetService(typeof(ILogger)) as ILogger ?? new CakeLogger(context.Log);

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None && Map(logLevel).Verbosity <= log.Verbosity;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var (verbosity, level) = Map(logLevel);
            log.Write(verbosity, level, "{0}", SafeText.Of($"{formatter(state, exception)}").Disarmed());
        }
    }

    private static (Verbosity Verbosity, Cake.Core.Diagnostics.LogLevel Level) Map(LogLevel level) => level switch
    {
        LogLevel.Critical => (Verbosity.Quiet, Cake.Core.Diagnostics.LogLevel.Fatal),
        LogLevel.Error => (Verbosity.Quiet, Cake.Core.Diagnostics.LogLevel.Error),
        LogLevel.Warning => (Verbosity.Minimal, Cake.Core.Diagnostics.LogLevel.Warning),
        LogLevel.Information => (Verbosity.Normal, Cake.Core.Diagnostics.LogLevel.Information),
        LogLevel.Debug => (Verbosity.Verbose, Cake.Core.Diagnostics.LogLevel.Verbose),
        _ => (Verbosity.Diagnostic, Cake.Core.Diagnostics.LogLevel.Debug),
    };
}
