namespace PoPipeline.Configuration;

/// <summary>How the value of a key may differ from that of another policy. Each function gives the value that holds, and what is wrong where less is demanded.</summary>
/// <param name="Extend">Joins the value of an extended policy with what the extending one adds to it.</param>
/// <param name="Change">Joins the value of the branch that counts with the whole value that a change has in its place.</param>
/// <param name="IsFact">
/// Whether the value is no demand but a fact about the repository or its records: where the branch has no policy at all, nothing of it is
/// there to be loosened.
/// </param>
/// <typeparam name="T">The value.</typeparam>
internal sealed record Demand<T>(Func<T, T, (T Value, string? Fault)> Extend, Func<T, T, (T Value, string? Fault)> Change, bool IsFact = false);
