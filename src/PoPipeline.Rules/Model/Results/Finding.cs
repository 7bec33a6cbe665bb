using System.Collections.Immutable;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Rules.Model.Results;

/// <summary>One thing that is not as the rule demands.</summary>
public sealed record Finding
{
    // Where the policy would be that there is not.
    private const string PolicyFile = ".popipeline.yml";

    /// <summary>What, where, why it matters and what to do, one paragraph, names quoted.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// The logical place, which no edit elsewhere changes: <c>.github/workflows/ci.yml#build/actions/checkout</c>. With the rule it
    /// makes the fingerprint, so it holds no line, no version, and nothing of the message.
    /// </summary>
    public required string Subject { get; init; }

    /// <summary>Where.</summary>
    public required Place Place { get; init; }

    /// <summary>How severe, where it differs from the rule's own severity.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Whether it is hygiene, reported only with <c>--pedantic</c>.</summary>
    public bool Pedantic { get; init; }

    /// <summary>The setting that it is about, where it is about no file; <see cref="Place"/> is then the start of the policy, which asks for it.</summary>
    public SettingPlace? Setting { get; init; }

    /// <summary>A finding on what no file holds: the policy asks for it.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="setting">What it is about, which no change elsewhere renames.</param>
    /// <param name="message">What, why it matters and what to do.</param>
    public static Finding On(Policy policy, SettingPlace setting, string message)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(setting);
        return new Finding { Message = message, Subject = setting.Name, Place = Place.StartOf(policy.Path ?? PolicyFile), Setting = setting };
    }

    /// <summary>Other places that explain it.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];

    /// <summary>The way that a text takes from where it enters to the place of the finding, a place a hop; empty where there is none.</summary>
    public ImmutableArray<RelatedPlace> Way { get; init; } = [];

    /// <summary>
    /// What its meaning rests on beyond the part of the file that it stands in and the parts that its related places stand in: a line for each
    /// thing, in an order that means nothing; empty where it rests on nothing else. A decision on the finding is bound to it.
    /// </summary>
    public string Evidence { get; init; } = "";

    /// <summary>An edit that mends it and cannot break anything; null where there is none.</summary>
    public Fix? Fix { get; init; }
}

/// <summary>A place that helps to understand a finding.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is there, as a noun with its verb: "the checkout that keeps the token".</param>
public sealed record RelatedPlace(Place Place, string Message);

/// <summary>Where a setting of a forge is.</summary>
/// <param name="Name">What it is, without a scheme: <c>github.com/acme/app#protection</c>.</param>
/// <param name="Url">The page on which it can be changed, or seen; null where there is none.</param>
public sealed record SettingPlace(string Name, string? Url);
