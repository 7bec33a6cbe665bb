namespace Cake.Frosting.Internal;

/// <summary>An argument of the build.</summary>
/// <param name="Name">The name, without dashes.</param>
/// <param name="Text">The value; null for a flag without one.</param>
internal sealed record HostArgument(string Name, string? Text);
