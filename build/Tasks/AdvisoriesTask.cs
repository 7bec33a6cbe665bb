using Cake.Core;
using Cake.Frosting;
using PoPipeline.Build.Advisories;

namespace PoPipeline.Build.Tasks;

/// <summary>Make the data of known advisories anew, from --osv=FOLDER and --commits=FILE.</summary>
[TaskName("Advisories")]
[TaskDescription("Make the data of known advisories anew, from --osv=FOLDER and --commits=FILE; --advisories=FILE writes another file")]
public sealed class AdvisoriesTask : FrostingTask<BuildContext>
{
    private const string Known = "src/PoPipeline.Rules/Data/Advisories/action.json";

    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var folder = context.Osv ?? throw new CakeException("Name a folder of files in OSV's format: --osv=FOLDER.");
        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        File.WriteAllText(context.Advisories ?? Known, OsvConversion.Convert(files.Select(File.ReadAllText), context.Commits is { } table ? File.ReadLines(table) : []));
    }
}
