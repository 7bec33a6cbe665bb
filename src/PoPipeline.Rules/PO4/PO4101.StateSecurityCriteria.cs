using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Rules.Templates;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4101: templates of changes and issues carry a security checklist.</summary>
public sealed class PO4101StateSecurityCriteria : Rule
{
    /// <inheritdoc/>
    public override string Summary => "Templates of pull or merge requests and of issues carry a security checklist.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        if (snapshot.Repository.Files.IsEmpty && snapshot.Templates.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no file.") with { Gaps = snapshot.Repository.Unlisted };
        }

        var looks = Checklists.Kinds.Select(kind => Look(kind, snapshot)).ToImmutableArray();
        return new Verdict
        {
            Judged = looks.Sum(look => look.Judged),
            Findings = [.. looks.SelectMany(look => look.Findings)],
            Gaps = [.. snapshot.Repository.Unlisted, .. looks.SelectMany(look => look.Gaps)],
            Reason = string.Join(' ', looks.Select(look => look.Reason)),
        };
    }

    private static Verdict Look(TemplateKind kind, Snapshot snapshot)
    {
        var forge = Checklists.ForgeOf(snapshot);
        var name = Checklists.Name(kind, forge);
        var all = Checklists.Of(snapshot, kind);
        var required = snapshot.Policy.Templates.Require.Contains(kind);
        if (all.IsEmpty)
        {
            return new Verdict
            {
                Findings = snapshot.Repository.IsListed ? [Absent(kind, forge)] : [],
                Gaps = required ? [new Gap($"{name}s", Checklists.FromElsewhere(forge), Failed: false)] : [],
                Reason = $"The repository holds no {name}.",
            };
        }

        var readable = all.Where(template => template.Unreadable is null).ToImmutableArray();
        var deciding = Checklists.Deciding(all, kind);
        var isStated = deciding.Any(template => template.Unreadable is null && template.Items.Any(item => Checklists.IsSecurityCriterion(item, snapshot.Policy.Templates)));
        return new Verdict
        {
            Judged = readable.Length,
            Findings = isStated || readable.Length < all.Length ? [] : [Bare(deciding, kind, forge, required)],
            Gaps = isStated ? [] : [.. Checklists.Unreadable(all)],
            Reason = $"{readable.Length} of {all.Length} {name}s looked at.",
        };
    }

    // Always hygiene: the owner's defaults may carry the checklist. Where the policy requires one, the gap beside it says that nothing is known.
    private static Finding Absent(TemplateKind kind, Forge forge) => new()
    {
        Message = $"The repository holds no {Checklists.Name(kind, forge)}, so nothing in it reminds authors and reviewers of the security criteria. Write one with a checklist, such as '{Checklists.PlaceOf(kind, forge)}' ('po init' does). It may not be needed: {Checklists.FromElsewhere(forge)}.",
        Subject = $"templates#{Word(kind)}",
        Place = Place.StartOf(Checklists.PlaceOf(kind, forge)),
        Pedantic = true,
    };

    private static Finding Bare(ImmutableArray<Template> templates, TemplateKind kind, Forge forge, bool required)
    {
        var first = templates[0];
        var which = templates.Length == 1
            ? $"The {Checklists.Name(kind, forge)} '{first.Path}' asks for nothing that is about security"
            : $"None of the {templates.Length} {Checklists.Name(kind, forge)}s, such as '{first.Path}', asks for anything that is about security";
        return new Finding
        {
            Message = $"{which}, so authors and reviewers are not reminded of the criteria that the software has to meet. Add a checklist below a heading 'Security', an item a criterion: '- [ ] Input from outside is validated.'.",
            Subject = $"templates#{Word(kind)}/bare",
            Place = Place.StartOf(first.Path),
            Evidence = string.Join('\n', templates.Select(template => template.Path)),
            Severity = required ? Model.Results.Severity.Medium : Model.Results.Severity.Low,
            Pedantic = !required,
            Related = [.. templates.Skip(1).Take(10).Select(template => new RelatedPlace(Place.StartOf(template.Path), "another template of the kind"))],
        };
    }

    private static string Word(TemplateKind kind) => kind is TemplateKind.Issue ? "issue" : "change";
}
