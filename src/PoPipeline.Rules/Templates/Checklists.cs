using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Templates;

/// <summary>The templates of the forge that hosts a repository, and what their checklists cover.</summary>
internal static class Checklists
{
    /// <summary>The kinds that carry a checklist.</summary>
    public static ImmutableArray<TemplateKind> Kinds { get; } = [TemplateKind.Change, TemplateKind.Issue];

    /// <summary>The templates of a kind, those that could not be read included.</summary>
    public static ImmutableArray<Template> Of(Snapshot snapshot, TemplateKind kind)
    {
        var forge = ForgeOf(snapshot);
        return [.. snapshot.Templates.Where(template => template.Forge == forge && template.Kind == kind)];
    }

    /// <summary>The forge whose templates count.</summary>
    public static Forge ForgeOf(Snapshot snapshot) => CodeOwnersPlaces.ForgeOf(snapshot.Repository);

    /// <summary>
    /// The templates of which one must cover a criterion: for a change the one that is filled in without anybody choosing it, since another
    /// one is seldom chosen; else all of them.
    /// </summary>
    public static ImmutableArray<Template> Deciding(ImmutableArray<Template> templates, TemplateKind kind)
    {
        ImmutableArray<Template> defaults = kind is TemplateKind.Change ? [.. templates.Where(template => template.Default)] : [];
        return defaults.IsEmpty ? templates : defaults;
    }

    /// <summary>Whether an item, or what it stands below, is about security.</summary>
    public static bool IsSecurityCriterion(TemplateItem item, TemplatesPolicy policy) =>
        Holds(item, SecurityWords.All) || Holds(item, policy.Words);

    /// <summary>Whether an item, or what it stands below, holds one of some words.</summary>
    public static bool Holds(TemplateItem item, ImmutableArray<string> words) =>
        words.Any(word => Holds(item.Text, word) || item.Below.Any(text => Holds(text, word)));

    /// <summary>What a forge calls a template of a kind.</summary>
    public static string Name(TemplateKind kind, Forge forge) => $"{(kind is TemplateKind.Issue ? "issue" : ForgeProfile.Of(forge).Change)} template";

    /// <summary>Where a forge looks for the template of a kind first.</summary>
    public static string PlaceOf(TemplateKind kind, Forge forge) => kind is TemplateKind.Issue ? ForgeProfile.Of(forge).IssueTemplate : ForgeProfile.Of(forge).ChangeTemplate;

    /// <summary>Why a tree without templates of its own may have them all the same.</summary>
    public static string FromElsewhere(Forge forge) => ForgeProfile.Of(forge).Elsewhere;

    /// <summary>What could not be looked at among templates of a kind.</summary>
    public static IEnumerable<Gap> Unreadable(IEnumerable<Template> templates) =>
        templates.Where(template => template.Unreadable is not null).Select(template => new Gap(template.Path, template.Unreadable ?? "", Failed: true));

    // At the start of a word: "secret" is found in "Secrets are…", not in "nonsecret".
    private static bool Holds(string text, string word)
    {
        var wanted = word.Trim();
        for (var start = 0; wanted.Length > 0 && start <= text.Length - wanted.Length; start++)
        {
            var next = text.IndexOf(wanted, start, StringComparison.OrdinalIgnoreCase);
            if (next < 0)
            {
                return false;
            }

            if (next == 0 || !char.IsLetterOrDigit(text[next - 1]))
            {
                return true;
            }

            start = next;
        }

        return false;
    }
}
