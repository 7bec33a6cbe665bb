namespace Cake.Frosting.Internal;

/// <summary>A value of Cake's configuration that the build sets.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record CakeSetting(string Key, string Value);
