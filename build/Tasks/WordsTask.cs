using Cake.Core;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Compare the words of workflows with what GitHub publishes; --fix rewrites them.</summary>
[TaskName("Words")]
[TaskDescription("Compare the words of workflows with what GitHub publishes; --fix rewrites them")]
public sealed class WordsTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var packages = Path.Combine(BuildContext.Root, PublishedWords.Packages);
        var target = Path.Combine(BuildContext.Root, PublishedWords.Target);
        if (!Directory.Exists(packages))
        {
            throw new CakeException($"'{PublishedWords.Packages}' is not there: run `npm ci` in tests/components.");
        }

        var made = PublishedWords.Of(packages);
        if (context.Fix)
        {
            File.WriteAllText(target, made);
        }
        else if (File.ReadAllText(target).ReplaceLineEndings("\n") != made)
        {
            throw new CakeException($"'{PublishedWords.Target}' is not what the packages say: run `dotnet run --project build -- --target Words --fix`, and read the difference.");
        }
    }
}
