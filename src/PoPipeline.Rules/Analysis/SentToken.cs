using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Analysis;

/// <summary>The token of a job on its way to a host.</summary>
/// <param name="Step">The step that sends it.</param>
/// <param name="Token">The name of the token.</param>
/// <param name="Host">Where to.</param>
/// <param name="Place">The command.</param>
/// <param name="IsCertain">Whether it is known where the platform runs, so that this is certainly elsewhere.</param>
internal sealed record SentToken(PlacedStep Step, string Token, string Host, Place Place, bool IsCertain);
