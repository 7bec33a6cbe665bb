using System.Globalization;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace PoPipeline.Tool;

/// <summary>Hands what the host logs to the log of the tool. Of several errors the last says what the others led to.</summary>
/// <param name="logger">The log of the tool.</param>
internal sealed class HostLog(ILogger logger) : ICakeLog
{
    private const string ErrorPrefix = "Error: ";

    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <summary>The last error; null where there was none.</summary>
    public string? LastError { get; private set; }

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, Cake.Core.Diagnostics.LogLevel level, string format, params object[] args)
    {
        var text = args is [] ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        if (level <= Cake.Core.Diagnostics.LogLevel.Error)
        {
            LastError = text.StartsWith(ErrorPrefix, StringComparison.Ordinal) ? text[ErrorPrefix.Length..] : text;
        }

        // What a build tells of its tasks is detail here.
        var mapped = level is Cake.Core.Diagnostics.LogLevel.Warning ? LogLevel.Warning : LogLevel.Trace;
        if (logger.IsEnabled(mapped))
        {
            logger.Log(mapped, default, text, exception: null, (state, _) => state);
        }
    }
}
