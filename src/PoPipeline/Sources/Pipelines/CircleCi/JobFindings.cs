using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>What the jobs of one pipeline use that stands in no place of its own: secrets, and configurations that are made on the way.</summary>
internal sealed class JobFindings
{
    private readonly ImmutableArray<Reference>.Builder continued = ImmutableArray.CreateBuilder<Reference>();
    private readonly ImmutableArray<SecretUse>.Builder uses = ImmutableArray.CreateBuilder<SecretUse>();

    /// <summary>Those so far.</summary>
    public ImmutableArray<SecretUse> Uses => uses.ToImmutable();

    /// <summary>The configurations that jobs go on with and that are not in the repository.</summary>
    public ImmutableArray<Reference> Continued => continued.ToImmutable();

    /// <summary>Adds configurations that a job goes on with.</summary>
    public void Add(ImmutableArray<Reference> references) => continued.AddRange(references);

    /// <summary>Adds one.</summary>
    public void Add(SecretUse use) => uses.Add(use);
}
