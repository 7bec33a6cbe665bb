using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Pipelines.Dinghy.Formats;
using PoPipeline.Sources.Pipelines.Dinghy.Spel;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Reads the texts of one pipeline, with what is put into them when a stage runs.</summary>
/// <param name="tree">What they stand in.</param>
/// <param name="sources">Who controls what expressions ask for.</param>
internal sealed class DinghyTexts(DinghyTree tree, SpelSources sources)
{
    private readonly CredentialTexts credentials = new();

    /// <summary>Every literal credential so far.</summary>
    public ImmutableArray<Credential> Credentials => credentials.Found;

    /// <summary>What no file tells in what is read.</summary>
    public DinghyTree Tree { get; } = tree;

    /// <summary>What is put into a text.</summary>
    /// <param name="text">The text.</param>
    public ImmutableArray<Interpolation> Interpolations(YamlScalar text) =>
    [
        .. SpelReader.In(text.Value, sources).Select(expression => Put(text, expression.Text, expression.Offset, expression.Provenance))
            .Concat(Tree.In(text).Where(put => put.Text.Text.Length > 0).Select(put => Put(text, put.Text.Text, put.Offset, put.Text.Provenance) with { Span = put.Span }))
            .OrderBy(put => put.Offset),
    ];

    /// <summary>Whether nobody knows a text before the stage runs.</summary>
    /// <param name="text">The text.</param>
    public bool IsOpen(YamlScalar text) => text.Value.Contains("${", StringComparison.Ordinal) || Tree.In(text).Count > 0 || Tree.UnknownOf(text) is not null;

    /// <summary>A text, literal credentials in it masked and kept. What the server decrypts, or puts there, is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What holds it; null for a script.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public string Masked(YamlScalar text, string? name, string subject) =>
        text.Value.StartsWith("encrypted:", StringComparison.Ordinal) || text.Value.StartsWith("encryptedFile:", StringComparison.Ordinal) || Tree.UnknownOf(text) is not null || (name is not null && IsOpen(text)) ? CredentialFormats.MaskAll(text.Value) : credentials.Masked(text, name, subject);

    /// <summary>A named value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public Setting Setting(YamlScalar name, YamlScalar value, string subject) => new()
    {
        Name = name.Value,
        NameSpan = name.Span,
        Value = Masked(value, name.Value, $"{subject}/{name.Value}"),
        Span = value.Span,
        Interpolations = Interpolations(value),
    };

    /// <summary>A program text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shell">What reads it.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    /// <param name="input">What holds it, where it is no script of its own.</param>
    public Script Script(YamlScalar text, ShellKind shell, string subject, string? input = null) => new()
    {
        Shell = shell,
        Text = Masked(text, name: null, subject),
        Span = text.Span,
        Anchors = text.Anchors,
        Interpolations = Interpolations(text),
        Input = input,
    };

    private static Interpolation Put(YamlScalar text, string written, int offset, Provenance provenance) => new()
    {
        Text = written,
        Span = text.PlaceOf(offset, written.Length),
        Offset = offset,
        Provenance = provenance,
        Mechanism = Mechanism.Pasted,
    };
}
