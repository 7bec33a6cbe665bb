using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Finds the pipeline files of systems that no reader reads, so that nothing is said to be met that nobody looked at.</summary>
/// <param name="readers">The readers there are.</param>
internal sealed class UnreadPipelinesSource(ImmutableArray<IPipelineReader> readers) : ISource
{
    // The same for every repository, and made of more patterns than most repositories have files.
    private readonly Lazy<(ImmutableArray<string> Names, PatternTree Patterns)> unread = new(() => Unread(platform => readers.Any(reader => reader.Platforms.Contains(platform))));

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.UnreadPipelines), nameof(SnapshotPart.UnreadGaps)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy) => new([], (_, _) =>
    {
        var (pipelines, gaps) = Find(repository.Files, unread.Value, policy.Pipelines);
        return new SnapshotPart { UnreadPipelines = pipelines, UnreadGaps = gaps };
    });

    /// <summary>Finds them.</summary>
    /// <param name="files">The repository's files.</param>
    /// <param name="isRead">Whether a platform has a reader: its files are in the model, or are none.</param>
    /// <param name="policy">What the policy leaves out.</param>
    /// <returns>The files, and why they may not be all of them, or more may be left out than is said.</returns>
    public static (ImmutableArray<UnreadPipeline> Pipelines, ImmutableArray<Gap> Gaps) Find(ImmutableArray<string> files, Predicate<Platform> isRead, PipelinesPolicy policy) => Find(files, Unread(isRead), policy);

    // The name of the system of each pattern, and the patterns.
    private static (ImmutableArray<string> Names, PatternTree Patterns) Unread(Predicate<Platform> isRead)
    {
        var entries = PipelineSystem.Known
            .Where(system => system.Platform is not { } platform || !isRead(platform))
            .SelectMany(system => system.Patterns.Select(pattern => new { system.Name, Pattern = pattern }))
            .ToImmutableArray();
        return ([.. entries.Select(entry => entry.Name)], new PatternTree(entries.Select(entry => entry.Pattern), Forge.GitHub));
    }

    private static (ImmutableArray<UnreadPipeline> Pipelines, ImmutableArray<Gap> Gaps) Find(ImmutableArray<string> files, (ImmutableArray<string> Names, PatternTree Patterns) unread, PipelinesPolicy policy)
    {
        var systems = new PatternWalk(unread.Patterns);
        var found = ImmutableArray.CreateBuilder<UnreadPipeline>();
        try
        {
            foreach (var file in files)
            {
                // A pipeline among test data or examples is data itself.
                if (systems.LastMatch(file) is >= 0 and var match && !DataFolders.IsAbove(file) && !FileFinder.IsSwitchedOff(file))
                {
                    found.Add(new UnreadPipeline(unread.Names[match], file));
                }
            }
        }
        catch (PatternWorkException)
        {
            return (found.DrainToImmutable(), [new Gap("repository", "its files lie so deep that it takes too much work to find the pipelines of other systems among them", Failed: true)]);
        }

        return LeaveOut(found.DrainToImmutable(), policy);
    }

    // Where it is not known what is left out, nothing is.
    private static (ImmutableArray<UnreadPipeline> Pipelines, ImmutableArray<Gap> Gaps) LeaveOut(ImmutableArray<UnreadPipeline> found, PipelinesPolicy policy)
    {
        var leftOut = new PatternWalk(new PatternTree(policy.LeftOut.Select(entry => entry.Path), Forge.GitHub));
        try
        {
            return ([.. found.Select(file => leftOut.LastMatch(file.Path) is >= 0 and var entry ? file with { LeftOut = policy.LeftOut[entry].Reason } : file)], []);
        }
        catch (PatternWorkException exception)
        {
            return (found, [new Gap("pipelines.leave-out", $"what the policy leaves out is not known: {exception.Message}", Failed: true)]);
        }
    }
}
