using Microsoft.Extensions.Logging;

namespace PoPipeline.Frosting;

/// <summary>What a run logs.</summary>
internal static partial class RunLog
{
    [LoggerMessage(1, LogLevel.Debug, "Collecting {Path}")]
    public static partial void Collecting(ILogger logger, string path);

    [LoggerMessage(2, LogLevel.Debug, "Judged by {Count} rules")]
    public static partial void Assessed(ILogger logger, int count);
}
