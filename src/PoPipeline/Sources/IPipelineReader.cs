using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources;

/// <summary>Reads the pipelines of one platform into the model that all platforms share.</summary>
internal interface IPipelineReader : ISource
{
    /// <summary>What it reads: files of these platforms are no longer said to be unread.</summary>
    ImmutableArray<Platform> Platforms { get; }
}
