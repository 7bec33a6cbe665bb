using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Releasing;

/// <summary>What the steps of a pipeline do about releases.</summary>
/// <param name="Releases">Where it releases.</param>
/// <param name="Signers">The tools that it runs by what a call, a matrix or a variable puts into its commands.</param>
/// <param name="LeftOut">Where commands are written that are never run, or only after what releases has failed, of those that release or sign.</param>
/// <param name="Open">The first command that may release, by what an input says that nothing here tells; null where there is none.</param>
internal sealed record ReleaseWork(ImmutableArray<Release> Releases, ImmutableArray<ToolUse> Signers, IReadOnlySet<string> LeftOut, OpenRelease? Open)
{
    /// <summary>Collects it.</summary>
    internal sealed class Builder
    {
        private readonly HashSet<string> leftOut = new(StringComparer.Ordinal);
        private readonly HashSet<string> run = new(StringComparer.Ordinal);

        /// <summary>Where it releases.</summary>
        public ImmutableArray<Release>.Builder Releases { get; } = ImmutableArray.CreateBuilder<Release>();

        /// <summary>What it runs by what is put into its commands.</summary>
        public ImmutableArray<ToolUse>.Builder Signers { get; } = ImmutableArray.CreateBuilder<ToolUse>();

        /// <summary>What may release.</summary>
        public OpenRelease? Open { get; set; }

        /// <summary>Takes a command that releases or signs, in one of its runs.</summary>
        /// <param name="place">Where it is written.</param>
        /// <param name="isLeftOut">Whether it is left out of that run.</param>
        public void Take(Place place, bool isLeftOut) => (isLeftOut ? leftOut : run).Add(place.ToString());

        /// <summary>What was collected.</summary>
        public ReleaseWork ToWork()
        {
            leftOut.ExceptWith(run);
            return new(Releases.DrainToImmutable(), Signers.DrainToImmutable(), leftOut, Open);
        }
    }
}
