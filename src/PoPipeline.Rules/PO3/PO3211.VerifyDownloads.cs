using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3211: a pipeline runs no download that it did not verify.</summary>
public sealed class PO3211VerifyDownloads : PipelineRule
{
    private const string RemoteCodeArgument = "trust_remote_code=True";
    private const string RemoteCodeOption = "--trust-remote-code";

    private static readonly SearchValues<string> RemoteCode = SearchValues.Create([RemoteCodeArgument, RemoteCodeOption], StringComparison.Ordinal);
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <inheritdoc/>
    public override string Summary => "No script runs a program that it downloaded without comparing a checksum or verifying a signature.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [494, 829];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline downloads anything by a command.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.AllSteps().Any(entry => entry.Step.Scripts.Any(script => script.Commands.Any(Downloads.IsDownload) || script.Fetched is not null || script.Text.AsSpan().ContainsAny(RemoteCode)));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) => Programs(pipeline, snapshot).Concat(Fetched(pipeline, snapshot)).Concat(Models(pipeline));

    // A model's repository may hold programs, which whoever loads it then runs.
    private static IEnumerable<Finding> Models(Pipeline pipeline) =>
        from entry in pipeline.AllSteps()
        from script in entry.Step.Scripts
        let at = script.Text.AsSpan().IndexOfAny(RemoteCode)
        where at >= 0 && !NamesRevision(script.Text)
        let word = script.Text.AsSpan(at).StartsWith("--") ? RemoteCodeOption : RemoteCodeArgument
        select new Finding
        {
            Message = $"'{word}' runs the programs that lie beside a model, as they are on the day of the run: whoever can change the model's repository runs commands in this job. "
                + "Name the commit of the model that was looked at as its revision, or load a model that needs no programs of its own.",
            Subject = $"{pipeline.SubjectOf(entry.Job, entry.Step)}/{RemoteCodeArgument}",
            Place = script.PlaceOf(at, word.Length),
            Severity = Severity.Medium,
        };

    // revision="…", --revision …: a whole commit.
    private static bool NamesRevision(string script)
    {
        const int Commit = 40;
        for (var at = script.IndexOf("revision", StringComparison.Ordinal); at >= 0; at = script.IndexOf("revision", at + 1, StringComparison.Ordinal))
        {
            var rest = script.AsSpan(at + "revision".Length).TrimStart("= \t:\"'");
            if (rest.Length >= Commit && !rest[..Commit].ContainsAnyExcept(Hexadecimal))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Finding> Programs(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        from program in JobDownloads.In(job)
        where program.Address is not ({ IsItself: true } or { NamesCommit: true, Scheme: "https" })
        select new Finding
        {
            Message = MessageOf(program),
            Subject = $"{pipeline.SubjectOf(job, program.Step)}/{program.Address?.Host ?? program.Download.Name}{program.Address?.Path.Split('?')[0]}",
            Place = program.Script.PlaceOf(program.Download.Offset, program.Download.Length),
            Severity = SeverityOf(program.Address, program.IsUnpacked, program.IsPiped, snapshot.Repository),
            Related = [new RelatedPlace(program.RunPlace, "what runs the download")],
        };

    // A program that the pipeline's own language fetches. What lies in a file and is checked there is none of these.
    private static IEnumerable<Finding> Fetched(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        from entry in pipeline.StepsOf(job)
        from script in entry.Step.Scripts
        let fetched = script.Fetched
        where fetched is not null
        let address = WebAddress.In(fetched.Address)
        where address is not ({ IsItself: true } or { NamesCommit: true, Scheme: "https" })
        select new Finding
        {
            Message = $"'{fetched.By}' downloads a program from {From(address)}, and '{fetched.Run}' runs it without a look: whoever controls that server, or the connection, runs commands in this job. "
                + "Keep the program in the repository, or where it is reused by a name and a commit.",
            Subject = $"{pipeline.SubjectOf(entry.Job, entry.Step)}/{address?.Host ?? fetched.By}{address?.Path.Split('?')[0]}",
            Place = script.Span,
            Severity = SeverityOf(address, isUnpacked: false, isPiped: true, snapshot.Repository),
            Related = fetched.Place == script.Span ? [] : [new RelatedPlace(fetched.Place, "what downloads it")],
        };

    private static string From(WebAddress? address) => address is null ? "an address that is computed" : $"'{address.Host}'";

    private static string MessageOf(DownloadedProgram program)
    {
        var from = From(program.Address);
        var downloads = program.Download.Name.Length > 0 ? $"'{program.Download.Words[0].Text}'" : "'DownloadString'";
        var runs = program.IsSourced ? Downloads.NamesSourced(program.Run) ? "the shell of each step behind" : "each shell that reads its settings there" : program.Run.Name.Length > 0 ? $"'{program.Run.Name}'" : "the script";
        var where = program.IsRunLater ? "no step up to there" : "nothing in the script";
        return program.IsUnpacked
            ? $"{downloads} downloads an archive from {from}, and {runs} runs what was in it or puts it where programs are looked for, while {where} compares its checksum or verifies its signature: a changed archive is not noticed. "
                + "Store the archive, compare it with a checksum that is written here, as with 'sha256sum --check', and unpack it then."
            : program.IsPiped
            ? $"{downloads} downloads a program from {from}, and {runs} runs it without a look: whoever controls that server, or the connection, runs commands in this job. "
                + "Download to a file, compare its checksum or verify its signature, and run it then; or install a pinned version by a package manager."
            : $"{downloads} downloads a program from {from}, and {runs} runs it or makes it runnable, while {where} compares its checksum or verifies its signature: "
                + "a changed download is not noticed. Compare the file with a checksum that is written here, as with 'sha256sum --check'.";
    }

    private static bool Moves(WebAddress address) =>
        address.Path.Split('?')[0].Split('/', '-', '_', '.').Any(part => part.ToLowerInvariant() is "latest" or "master" or "main" or "nightly" or "head" or "current");

    // Whom one trusts decides: the maker of a tool, its own users do anyway; a plain connection, nobody should.
    private static Severity SeverityOf(WebAddress? from, bool isUnpacked, bool isPiped, Repository repository) => from switch
    {
        { Scheme: not "https" } => isUnpacked ? Severity.Medium : Severity.High,
        { IsVendor: true } => Severity.Low,
        { OwnerOnForge: { } owner } when owner.Equals(repository.Owner, StringComparison.OrdinalIgnoreCase) => Severity.Low,
        { } address when isUnpacked && Moves(address) => Severity.Medium,
        _ => isPiped ? Severity.Medium : Severity.Low,
    };
}
