using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Releasing;

/// <summary>What the steps of a pipeline do about releases.</summary>
/// <param name="Releases">Where it releases.</param>
/// <param name="Signers">The tools that it runs by what a call, a matrix or a variable puts into its commands, or where conditions of scripts decide.</param>
/// <param name="Told">Where commands that sign or release are written of which <paramref name="Signers"/> and <paramref name="Releases"/> tell all there is, whatever else is found there.</param>
/// <param name="Open">The first command that may release, by what an input says that nothing here tells; null where there is none.</param>
internal sealed record ReleaseWork(ImmutableArray<Release> Releases, ImmutableArray<PlacedTool> Signers, IReadOnlySet<string> Told, OpenRelease? Open)
{
    /// <summary>Collects it.</summary>
    internal sealed class Builder
    {
        /// <summary>Where it releases.</summary>
        public ImmutableArray<Release>.Builder Releases { get; } = ImmutableArray.CreateBuilder<Release>();

        /// <summary>What it runs by what is put into its commands.</summary>
        public ImmutableArray<PlacedTool>.Builder Signers { get; } = ImmutableArray.CreateBuilder<PlacedTool>();

        /// <summary>What may release.</summary>
        public OpenRelease? Open { get; set; }

        /// <summary>Where commands are written of which all is told.</summary>
        public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

        /// <summary>What was collected.</summary>
        public ReleaseWork ToWork() => new(Releases.DrainToImmutable(), Signers.DrainToImmutable(), Told, Open);
    }
}
