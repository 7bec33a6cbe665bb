using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a build that brings none of its own, and the base of one that does.</summary>
/// <param name="context">The context that it passes on.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
