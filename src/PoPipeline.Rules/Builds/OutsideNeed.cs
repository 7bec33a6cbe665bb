using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Builds;

/// <summary>That something brings content from elsewhere to a project that names no package itself.</summary>
/// <param name="IsKnown">Whether it does; otherwise it may, and what it brings is not read.</param>
/// <param name="Why">What it is, as a clause.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record OutsideNeed(bool IsKnown, string Why, Place Place);
