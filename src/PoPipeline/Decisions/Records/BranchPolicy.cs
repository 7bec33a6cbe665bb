using PoPipeline.Configuration;

namespace PoPipeline.Decisions.Records;

/// <summary>The policy of the branch that counts, as the tracker shows it.</summary>
/// <param name="Reading">The policy; null where the branch has none.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Commit">Its commit.</param>
internal sealed record BranchPolicy(PolicyReading? Reading, string Branch, string Commit);
