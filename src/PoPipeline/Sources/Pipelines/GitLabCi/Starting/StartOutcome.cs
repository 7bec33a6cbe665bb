using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Something that may become of a job.</summary>
/// <param name="Mode">How it starts.</param>
/// <param name="MayFail">Whether the pipeline goes on when it fails, or is not started where it waits for somebody.</param>
/// <param name="Decided">What decides: the <c>if</c> of a rule, a rule, <c>only</c>, <c>when</c>, or the job's name.</param>
/// <param name="Rule">The rule that decides; null where none does.</param>
internal sealed record StartOutcome(StartMode Mode, bool MayFail, Place Decided, StartRule? Rule);
