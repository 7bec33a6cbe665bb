using Microsoft.Extensions.Logging;

namespace PoPipeline.Frosting;

/// <summary>What a run logs.</summary>
internal static partial class RunLog
{
    [LoggerMessage(1, LogLevel.Debug, "Collecting '{Folder}'")]
    public static partial void Collecting(ILogger logger, string folder);

    [LoggerMessage(2, LogLevel.Debug, "Collected {Files} files and {Pipelines} pipelines")]
    public static partial void Collected(ILogger logger, int files, int pipelines);

    [LoggerMessage(3, LogLevel.Debug, "Judged by {Rules} rules, {Findings} findings")]
    public static partial void Assessed(ILogger logger, int rules, int findings);

    [LoggerMessage(4, LogLevel.Debug, "Wrote '{File}'")]
    public static partial void Written(ILogger logger, string file);

    [LoggerMessage(5, LogLevel.Debug, "{Decisions} requests on record, {Filed} asked for in this run")]
    public static partial void Kept(ILogger logger, int decisions, int filed);
}
