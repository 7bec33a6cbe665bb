using Cake.Core;
using Cake.Frosting;
using PoPipeline.Build.Advisories;

namespace PoPipeline.Build.Tasks;

/// <summary>Make the data of known advisories anew, from --osv=FOLDER.</summary>
[TaskName("Advisories")]
[TaskDescription("Make the data of known advisories anew, from --osv=FOLDER and --commits=FILE; --advisories=FILE writes another file")]
public sealed class AdvisoriesTask : FrostingTask<BuildContext>
{
    private const string Known = "src/PoPipeline.Rules/Data/Advisories/action.json";

    // From the data models of CodeQL (MIT): releases of which an advisory tells, each with the commit that its tag named.
    private const string KnownCommits = "build/Advisories/commits.tsv";

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var folder = context.Osv ?? throw new CakeException("Name a folder of files in OSV's format: --osv=FOLDER.");
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

        // Files for a policy say what is newer; what the table tells is known already.
        var table = context.Commits ?? (context.Advisories is null ? KnownCommits : null);
        File.WriteAllText(context.Advisories ?? Known, OsvConversion.Convert(files.Select(File.ReadAllText), table is null ? [] : File.ReadLines(table)));
    }
}
