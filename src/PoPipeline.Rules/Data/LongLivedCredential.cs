using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>A place that takes a credential that never expires although a short-lived one is to be had.</summary>
/// <param name="Setting">The input or the environment variable that holds the credential; for a command also the option or word behind which it stands.</param>
/// <param name="Service">What it opens: "PyPI".</param>
/// <param name="Instead">What to use instead, as the object of "use": "trusted publishing".</param>
public sealed record LongLivedCredential(string Setting, string Service, string Instead)
{
    /// <summary>The platforms whose runs the service gives one, by the names of <see cref="Platform"/>; empty for every platform that proves who a run is.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Whether a run of a platform can have a short-lived one.</summary>
    /// <param name="platform">The platform.</param>
    public bool IsAvoidableOn(Platform platform) => Platforms.IsEmpty || Platforms.Contains(platform.ToString());
}
