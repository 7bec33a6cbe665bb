using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Configuration;

/// <summary>The part of <c>.popipeline.yml</c> that is about templates which repositories are made of.</summary>
internal static partial class ScaffoldingShape
{
    private static readonly MappingShape<TemplateFile> File = new(
        [
            new Key<TemplateFile, string>("path", "Where it lies in the repository.", new RelativePathShape(), file => file.Path, (file, value) => file with { Path = value }, required: true),
            new Key<TemplateFile, string>("sha256", "The SHA-256 of its text, with line feeds alone at the ends of lines: 64 digits.", new TextShape(), file => file.Digest, (file, value) => file with { Digest = value }, required: true),
        ],
        finish: (file, node, policy) =>
        {
            if (file.Digest.Length > 0 && !Hash().IsMatch(file.Digest))
            {
                policy.Reject(node, $"'{file.Digest}' is no SHA-256, which has 64 digits of 0 to 9 and a to f.");
            }

            return file;
        });

    private static readonly MappingShape<ApprovedTemplate> Template = new(
        [
            new Key<ApprovedTemplate, string>("template", "The reference of the template: 'template:default/service'.", new TextShape(), template => template.Template, (template, value) => template with { Template = value }, required: true),
            new Key<ApprovedTemplate, ImmutableArray<TemplateFile>>(
                "files",
                "Files that it writes and that nothing fills in, by which a repository is known to be made of it.",
                new ListShape<TemplateFile>(File, new TemplateFile("", "")),
                template => template.Files,
                (template, value) => template with { Files = value }),
        ],
        finish: (template, node, policy) =>
        {
            if (template.Template.Length > 0 && !Reference().IsMatch(template.Template))
            {
                policy.Reject(node, $"'{template.Template}' is no reference of a template; write it in full and in small letters, such as 'template:default/service'.");
            }

            return template with { Span = node.Span };
        });

    private static readonly ChoiceShape<TemplateEvidence> Evidence = new("kind of evidence", [.. Enum.GetValues<TemplateEvidence>().Select(evidence => (Word(evidence), evidence))]);

    /// <summary>The value of <c>scaffolding</c>.</summary>
    public static MappingShape<ScaffoldingPolicy> Root { get; } = new(
        [
            new Key<ScaffoldingPolicy, ImmutableArray<ApprovedTemplate>>(
                "approved",
                "The templates that the repository may be made of; without any, nobody asks.",
                new ListShape<ApprovedTemplate>(Template, new ApprovedTemplate("", [], default)),
                scaffolding => scaffolding.Approved,
                (scaffolding, value) => scaffolding with { Approved = value },
                new Demand<ImmutableArray<ApprovedTemplate>>(
                    (old, own) => Fault(old, own) is { } fault ? (old, $"it approves {fault}") : (own, null),
                    (old, own) => Fault(old, own) is { } fault ? (old, $"the branch approves {fault}") : (own, null))),
            new Key<ScaffoldingPolicy, TemplateEvidence>(
                "require",
                "The weakest evidence that is accepted: 'claimed' by a file of the repository, 'matched' by the files that the template writes, or 'confirmed' by the catalogue.",
                Evidence,
                scaffolding => scaffolding.Require,
                (scaffolding, value) => scaffolding with { Require = value },
                new Demand<TemplateEvidence>(
                    (old, own) => own < old ? (old, $"it says '{Word(old)}', this is weaker") : (own, null),
                    (old, own) => own < old ? (old, $"the branch says '{Word(old)}', the tree '{Word(own)}'") : (own, null))),
            new Key<ScaffoldingPolicy, double>(
                "minimum-share",
                "The share of the files of a template, from 0 to 1, that must be as it wrote them.",
                new NumberShape(0, 1, whole: false),
                scaffolding => scaffolding.MinimumShare,
                (scaffolding, value) => scaffolding with { MinimumShare = value },
                Tighten.Raise),
            new Key<ScaffoldingPolicy, string>(
                "catalogue",
                "A file with what the catalogue answered about the repository, relative to the root; without it, the catalogue is not asked.",
                new RelativePathShape(),
                scaffolding => scaffolding.Catalogue ?? "",
                (scaffolding, value) => scaffolding with { Catalogue = value.Length > 0 ? value : null },
                Tighten.KeepSaidText),
        ],
        new ScaffoldingPolicy(),
        (scaffolding, node, policy) =>
        {
            foreach (var again in scaffolding.Approved.Where(template => template.Template.Length > 0).GroupBy(template => template.Template, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                policy.Reject(again.Last().Span.Path == policy.Path ? again.Last().Span : node.Span, $"The template '{again.Key}' stands here twice.");
            }

            if (scaffolding is { Require: TemplateEvidence.Matched, Approved.IsEmpty: false } && scaffolding.Approved.All(template => template.Files.IsEmpty))
            {
                policy.Reject(node, "No template names 'files', so that nothing could match one.");
            }

            return scaffolding;
        });

    // Fewer templates may be approved, and more asked of one; where none was, nobody asked.
    private static string? Fault(ImmutableArray<ApprovedTemplate> old, ImmutableArray<ApprovedTemplate> own) =>
        old.IsEmpty ? null
        : own.IsEmpty ? $"'{old[0].Template}' alone, this asks for none"
        : own.FirstOrDefault(template => !old.Any(other => other.Template == template.Template && !other.Files.Except(template.Files).Any())) is { } added
            ? old.Any(other => other.Template == added.Template) ? $"'{added.Template}' by files that this leaves out" : $"no template '{added.Template}'"
            : null;

    private static string Word(TemplateEvidence evidence) => evidence.ToString().ToLowerInvariant();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Hash();

    [GeneratedRegex(@"\Atemplate:[a-z0-9-]{1,63}/[a-z0-9._-]{1,63}\z")]
    private static partial Regex Reference();
}
