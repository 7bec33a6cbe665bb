using PoPipeline.Audit.Collecting;
using PoPipeline.AuditLogs;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;

namespace PoPipeline.Running.AuditVerbs;

/// <summary>Imports files of audit logs.</summary>
/// <param name="settings">What to look at.</param>
/// <param name="terminal">What to speak to.</param>
internal sealed class AuditImporting(PoPipelineSettings settings, PoPipelineTerminal terminal)
{
    private readonly AuditSession session = new(settings, terminal);

    /// <summary>Imports.</summary>
    /// <exception cref="RunException">With exit code 3: a file of a folder could not be read.</exception>
    public void Import() => session.Guarded(() =>
    {
        var path = settings.Import ?? throw PoPipelineSettings.Wrong($"Name the file that is to be imported: '--{PoPipelineArguments.Import}=FILE'.");
        var text = settings.Source ?? throw PoPipelineSettings.Wrong($"Say whose audit log it is of: '--source github:acme'.");
        var source = AuditLogTargets.Parse(text).IsValue(out var known, out var fault) ? known : throw PoPipelineSettings.Wrong($"'{text}' is no source: {fault}. Write 'github:ORGANIZATION' or 'gitlab:GROUP/PROJECT'.");
        if (!Path.Exists(path))
        {
            throw PoPipelineSettings.Wrong($"There is no '{path}'. Name a file of an audit log, or a folder of such files.");
        }

        var store = session.OpenForWriting(addsEvents: true);
        source = AuditSession.Known(store, source);
        var collection = new AuditImporter(store, terminal.Time).Import(path, source, limits: null, terminal.Cancellation);
        AuditCollectionText.Write(source, collection, session.Output);
        if (collection.Unread is [var first, ..])
        {
            session.Output.Flush();
            throw Failure.Of(ExitCode.Incomplete, $"{Counted.Of(collection.Unread.Length, "file")} of the folder could not be imported, the first: {first}");
        }
    }, "Import files");
}
