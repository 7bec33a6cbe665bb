using Microsoft.Extensions.Logging;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Tool;

/// <summary>Writes a log to the standard error, a line an entry.</summary>
/// <param name="error">The standard error.</param>
/// <param name="least">The least level that is written.</param>
internal sealed class ErrorLogger(TerminalWriter error, LogLevel least) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None && logLevel >= least;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var word = logLevel switch
        {
            LogLevel.Critical or LogLevel.Error => "error: ",
            LogLevel.Warning => "warning: ",
            _ => "",
        };
        error.WriteLine($"po: {word}{formatter(state, exception)}");
        if (exception is not null && least <= LogLevel.Trace)
        {
            error.WriteLine(SafeText.Lines(exception.ToString()));
        }
    }

    /// <summary>The least level of a verbosity.</summary>
    /// <param name="verbosity">The verbosity, as it is written.</param>
    public static LogLevel LeastOf(string verbosity) => verbosity.ToUpperInvariant() switch
    {
        "QUIET" => LogLevel.Error,
        "MINIMAL" => LogLevel.Warning,
        "VERBOSE" => LogLevel.Debug,
        "DIAGNOSTIC" => LogLevel.Trace,
        _ => LogLevel.Information,
    };
}
