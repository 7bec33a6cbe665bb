using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Settings;

/// <summary>One of several things that are told of a setting, each of which may be a fault, may not be told, or may have no meaning on a forge.</summary>
/// <param name="IsFault">Whether it is one; null where the forge does not say.</param>
/// <param name="Notion">What a forge has to have, or to tell, for it to mean anything; null where every forge does.</param>
/// <param name="Part">What of the setting it is, for the subject of a finding.</param>
/// <param name="Topic">What is set.</param>
/// <param name="Severity">How severe it is.</param>
/// <param name="Message">What is said of it where it is a fault, without what to do.</param>
/// <param name="Whether">What is not known where it is not told, as a clause: <c>whether members may delete repositories</c>.</param>
/// <param name="Evidence">What its meaning rests on.</param>
internal sealed record Aspect(bool? IsFault, SettingNotion? Notion, string Part, SettingTopic Topic, Severity Severity, string Message, string Whether, string Evidence = "")
{
    /// <summary>What is said of all of them together.</summary>
    /// <param name="aspects">Each of them.</param>
    /// <param name="what">What they are told of, as a noun.</param>
    /// <param name="words">The words of the forge.</param>
    /// <param name="find">Makes a finding of the part, the message and the topic of one.</param>
    public static Verdict Of(ImmutableArray<Aspect> aspects, string what, SettingsWords words, Func<string, string, SettingTopic, Finding> find)
    {
        var meant = aspects.Where(aspect => aspect.IsFault is not null || aspect.Notion is not { } notion || !words.Lacking.ContainsKey(notion)).ToImmutableArray();
        return meant.IsEmpty && aspects is [{ Notion: { } first }, ..]
            ? Verdict.NotApplicable($"Nothing is to be asked of {what}: {words.Lacking[first]}.")
            : new Verdict
            {
                Judged = 1,
                Findings = [.. meant.Where(aspect => aspect.IsFault is true).Select(aspect => find(aspect.Part, aspect.Message, aspect.Topic) with { Severity = aspect.Severity, Evidence = aspect.Evidence })],
                Gaps = [.. meant.Where(aspect => aspect.IsFault is null).Select(aspect => new Gap(what, $"the forge does not say {aspect.Whether}", Failed: false))],
                Reason = $"{char.ToUpperInvariant(what[0])}{what[1..]} were looked at.",
            };
    }
}
