namespace PoPipeline.Rules.Model;

/// <summary>One thing that a decision on a finding is bound to.</summary>
/// <param name="Name">What it is, for people: <c>step 'acme/build': 'with'</c>. It quotes names of others, shown as one harmless line.</param>
/// <param name="Hash">SHA-256, in lower-case hexadecimal, of its canonical text.</param>
public sealed record EvidencePart(string Name, string Hash);
