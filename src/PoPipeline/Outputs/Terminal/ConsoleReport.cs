using PoPipeline.Outputs.Sarif;

namespace PoPipeline.Outputs.Terminal;

/// <summary>Writes an assessment to the standard output.</summary>
public static class ConsoleReport
{
    /// <summary>Writes.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Assessment assessment, ConsoleOptions options, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        switch (options.Format)
        {
            case OutputFormat.Text:
                new TextReport(options, writer).Write(assessment);
                break;
            case OutputFormat.Json:
                writer.WriteDocument(json => ReportText.Copy(stream => JsonReport.Write(assessment, options, stream), json));
                break;
            case OutputFormat.GitHub:
                WorkflowCommands.Write(assessment, writer);
                new TextReport(options with { ShowAll = true }, writer).WriteClosing(assessment);
                break;
            case OutputFormat.Sarif:
                writer.WriteDocument(json => ReportText.Copy(stream => SarifReport.Write(assessment, new ReportOptions { Folder = "", FailOn = options.FailOn }, SarifProfile.Full, stream), json));
                break;
            default:
                throw new ArgumentException($"There is no format '{options.Format}'.", nameof(options));
        }
    }
}
