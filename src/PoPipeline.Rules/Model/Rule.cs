using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Model;

/// <summary>
/// One demand. A rule is pure: it sees the snapshot and nothing else. The class is named by id and name,
/// <c>PO3204PinReusedPipelineCode</c>; id, name, SSDF task and help page follow from that and are never typed.
/// </summary>
public abstract class Rule
{
    private const int IdLength = 6;

    /// <summary>The id: <c>PO3204</c>.</summary>
    public string Id => GetType().Name[..IdLength];

    /// <summary>The name: <c>PinReusedPipelineCode</c>.</summary>
    public string Name => GetType().Name[IdLength..];

    /// <summary>The task of NIST SSDF that it is evidence for: <c>PO.3.2</c>.</summary>
    public string Task => $"PO.{Id[2]}.{Id[3]}";

    /// <summary>The page that explains it.</summary>
    public Uri Help => new($"https://github.com/popipeline/popipeline/blob/main/docs/rules/{Id}.md");

    /// <summary>What it demands, in one sentence with a full stop.</summary>
    public abstract string Summary { get; }

    /// <summary>How severe a finding is that does not say otherwise.</summary>
    public abstract Severity Severity { get; }

    /// <summary>Whether it is hygiene, evaluated only with <c>--pedantic</c>.</summary>
    public virtual bool Pedantic => false;

    /// <summary>Whether some of its findings have a fix, which <c>po fix</c> applies.</summary>
    public virtual bool Fixable => false;

    /// <summary>Whether it looks at the records. Any other rule is shown none, so that it need not judge again once they are known.</summary>
    public virtual bool ReadsRecords => false;

    /// <summary>Whether it looks at what vouches for the policy. Any other rule is not shown it, so that it need not judge again once that is known.</summary>
    public virtual bool ReadsTrust => false;

    /// <summary>The settings of a forge that it looks at; empty where it looks at something else.</summary>
    public virtual ImmutableArray<ForgeSetting> Settings => [];

    /// <summary>What it judges by.</summary>
    public virtual RuleBasis Basis => Settings.IsEmpty ? RuleBasis.Files : RuleBasis.Settings;

    /// <summary>Whether a platform has anything of what it looks at.</summary>
    /// <param name="platform">The platform.</param>
    public virtual bool IsMeantFor(Platform platform) => true;

    /// <summary>The weaknesses of CWE that it looks for, by number.</summary>
    public virtual ImmutableArray<int> Weaknesses => [];

    /// <summary>Judges a snapshot.</summary>
    public abstract Verdict Judge(Snapshot snapshot);
}
