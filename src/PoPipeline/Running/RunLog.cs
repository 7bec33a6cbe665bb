using Microsoft.Extensions.Logging;

namespace PoPipeline.Running;

/// <summary>What a run logs.</summary>
internal static partial class RunLog
{
    [LoggerMessage(1, LogLevel.Debug, "Collecting '{Folder}'")]
    public static partial void Collecting(ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Debug, "Collected; files: {Files}, pipelines: {Pipelines}")]
    public static partial void Collected(ILogger logger, int files, int pipelines);

    [LoggerMessage(3, LogLevel.Debug, "Judged; rules: {Rules}, findings: {Findings}")]
    public static partial void Assessed(ILogger logger, int rules, int findings);

    [LoggerMessage(4, LogLevel.Debug, "Wrote '{File}'")]
    public static partial void Written(ILogger logger, string file);

    [LoggerMessage(5, LogLevel.Debug, "Requests on record: {Decisions}, asked for in this run: {Filed}")]
    public static partial void Kept(ILogger logger, int decisions, int filed);

    [LoggerMessage(6, LogLevel.Debug, "Asking '{Target}'")]
    public static partial void Asking(ILogger logger, string target);
}
