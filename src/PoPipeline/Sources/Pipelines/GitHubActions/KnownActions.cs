using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What the actions of the catalogue do beyond what a step's text shows.</summary>
internal static class KnownActions
{
    /// <summary>What is known of the action.</summary>
    /// <param name="uses">The action; null for a step of scripts.</param>
    /// <param name="inputs">What the step hands to it.</param>
    public static StepEffects Of(Reference? uses, ImmutableArray<Setting> inputs)
    {
        if (uses is null || Catalogue.Find(uses) is not { } known)
        {
            return StepEffects.None;
        }

        var effects = known.EffectsWith(inputs);

        // Another token than the job's own does not matter, but none of these is handed one for a reason of reading.
        return !known.HasOwnToken && inputs.Any(input => input.Name.Contains("token", StringComparison.OrdinalIgnoreCase)) ? effects & ~StepEffects.OnlyReadsCode : effects;
    }
}
