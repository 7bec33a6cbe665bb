using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads the texts of one resource, and keeps the secrets and credentials that are in them.</summary>
internal sealed class TektonTexts
{
    private readonly CredentialTexts credentials = new();
    private readonly List<SecretUse> uses = [];

    /// <summary>Every literal credential so far.</summary>
    public ImmutableArray<Credential> Credentials => credentials.Found;

    /// <summary>Every use of a secret so far.</summary>
    public ImmutableArray<SecretUse> SecretUses => [.. uses];

    /// <summary>Keeps a use of a secret.</summary>
    /// <param name="use">The use.</param>
    public void Add(SecretUse use) => uses.Add(use);

    /// <summary>A text, literal credentials in it masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What holds it; null for a script.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public string Masked(YamlScalar text, string? name, string subject) => credentials.Masked(text, name, subject);

    /// <summary>A named value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="scope">What the names in it stand for.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public Setting Setting(YamlScalar name, YamlScalar value, TextScope scope, string subject) => new()
    {
        Name = name.Value,
        NameSpan = name.Span,
        Value = Masked(value, name.Value, $"{subject}/{name.Value}"),
        Span = value.TextSpan,
        Interpolations = scope.Interpolations(value),
    };

    /// <summary>A program text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shell">What reads it.</param>
    /// <param name="scope">What the names in it stand for.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public Script Script(YamlScalar text, ShellKind shell, TextScope scope, string subject) => new()
    {
        Shell = shell,

        // https://tekton.dev/docs/pipelines/tasks/#running-scripts-within-steps: one that does not say what reads it begins with 'set -e'.
        Starts = ShellStart.OfFirstLine(text.Value) ?? ScriptStart.StopsAtError,
        Text = Masked(text, name: null, subject),
        Span = text.Span,
        Anchors = text.Anchors,
        Interpolations = scope.Interpolations(text),
    };

    /// <summary>A text without its credentials, which somebody else keeps.</summary>
    /// <param name="text">The text.</param>
    public static Located<string> Shown(YamlScalar text) => new(CredentialFormats.MaskAll(text.Value), text.Span);
}
