using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Rules.Templates;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4102: templates are what their forge accepts, and lie where it offers them.</summary>
public sealed class PO4102WriteValidTemplates : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Templates for issues and changes are valid, and lie where the forge offers them.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        var forge = Checklists.ForgeOf(snapshot);
        var templates = snapshot.Templates.Where(template => template.Forge == forge).ToImmutableArray();
        var ignored = snapshot.IgnoredTemplates.Where(template => template.Forge == forge).ToImmutableArray();
        return templates.IsEmpty && ignored.IsEmpty && snapshot.Repository.Gaps.IsEmpty
            ? Verdict.NotApplicable("The repository has no template for issues or changes.")
            : new Verdict
            {
                Judged = templates.Length + ignored.Length,
                Findings = [.. templates.SelectMany(template => template.Problems.Select(problem => FindingOf(template, problem))), .. ignored.Select(FindingOf)],
                Gaps = [.. snapshot.Repository.Unlisted, .. Checklists.Unreadable(templates.Where(template => template.Problems.IsEmpty))],
                Reason = $"{Counted.Of(templates.Length, "template")} looked at.",
            };
    }

    private static Finding FindingOf(Template template, Problem problem) => new()
    {
        Message = $"{problem.Message}. {Consequence(template, problem)}",
        Subject = $"{template.Path}#{problem.Key}",
        Place = problem.Span,
        Severity = IsPassedOver(problem) ? Model.Results.Severity.Low : Model.Results.Severity.Medium,
    };

    private static Finding FindingOf(IgnoredTemplate ignored) => new()
    {
        Message = $"{ignored.Forge} never offers '{ignored.Path}', so what it says reaches nobody: {ignored.Why}.",
        Subject = $"{ignored.Path}#ignored",
        Place = Place.StartOf(ignored.Path),
        Evidence = ignored.Why,
    };

    private static string Consequence(Template template, Problem problem) => (problem.Kind, template.Kind) switch
    {
        (ProblemKind.Unknown, _) => $"{template.Forge} passes over it; remove or correct it.",
        (ProblemKind.Hidden, _) => "Whoever opens an issue is not shown the template.",
        (_, TemplateKind.Config) => $"{template.Forge} does not use the file as it is meant; correct it.",
        _ when template.Format is TemplateFormat.Markdown => $"{template.Forge} does not offer the template as it is meant; correct it.",
        _ => $"{template.Forge} does not show the form, so nobody is asked what it asks for; correct it.",
    };

    // The template or the file still works without what is passed over, or can be reached by its address.
    private static bool IsPassedOver(Problem problem) => problem.Kind is ProblemKind.Unknown or ProblemKind.Hidden;
}
