using System.Collections.Immutable;
using PoPipeline.Configuration;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Templates;
using PoPipeline.Sources;
using PoPipeline.Sources.Templates;

namespace PoPipeline.Init;

/// <summary>Puts the files that init writes together.</summary>
/// <param name="tree">The tree.</param>
/// <param name="repository">What it holds, with its forge.</param>
internal sealed class InitDraft(WorkingTree tree, Repository repository)
{
    private const string Differs = "it is there and differs; --force replaces it";
    private const string Include = ".gitlab/popipeline.gitlab-ci.yml";
    private const string MainPipeline = ".gitlab-ci.yml";

    /// <summary>What runs the check.</summary>
    public required InitPlatform Platform { get; init; }

    /// <summary>Who owns the files; empty where nobody is known.</summary>
    public required ImmutableArray<string> Owners { get; init; }

    /// <summary>Whom the code owners file that is there names for every file; empty where it names nobody.</summary>
    public required ImmutableArray<string> OwnersThere { get; init; }

    /// <summary>How the line for every file is written in the code owners file that is there.</summary>
    public string LineThere { get; init; } = "*";

    /// <summary>Whether somebody names the owners, rather than the file that is there.</summary>
    public required bool AreOwnersSaid { get; init; }

    /// <summary>The policy that is there.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The commit of PoPipeline; null where it is not known.</summary>
    public required string? Revision { get; init; }

    /// <summary>The image of <c>po</c>; null where it is not known.</summary>
    public required string? Image { get; init; }

    /// <summary>Whether the policy has to say the forge, because nothing else does.</summary>
    public required bool SayForge { get; init; }

    private bool IsGitLab => repository.Forge is Forge.GitLab;

    /// <summary>The files.</summary>
    public ImmutableArray<InitFile> Files()
    {
        var folder = IsGitLab ? "gitlab" : "github";
        var change = File(PlaceOfChange(), InitTexts.Of($"{folder}/change.md"));
        var issue = File(IsGitLab ? PlaceOfIssue() : ".github/ISSUE_TEMPLATE/work-item.yml", InitTexts.Of(IsGitLab ? "gitlab/work-item.md" : "github/work-item.yml"));
        var exception = IsGitLab
            ? File(".gitlab/issue_templates/popipeline-exception.md", InitTexts.Of("gitlab/exception.md"))
            : File(".github/ISSUE_TEMPLATE/popipeline-exception.yml", InitTexts.Of("github/exception.yml"));

        // The repository's own template may have no checklist; what is kept must not fail by the policy that comes beside it.
        ImmutableArray<string> required = [.. change.State is InitState.Different ? ImmutableArray<string>.Empty : ["change"], "issue"];
        return
        [
            PolicyFile(required),
            CodeOwners(),
            change,
            issue,
            exception,
            .. Pipeline(),
        ];
    }

    private InitFile CodeOwners()
    {
        var places = CodeOwnersPlaces.Of(repository.Forge);
        var place = places.FirstOrDefault(Exists) ?? places[0];
        return !Owners.IsEmpty ? Kept(File(place, InitTexts.CodeOwners(Owners)))
            : Exists(place) ? new InitFile(place, InitState.Different, "") { Own = true, Reason = "it has no line '*' with owners" }
            : Omitted(place, "nobody is known who owns the files; name a group with --owner @acme/security");
    }

    // Who was named and is not in the file was not set, which has to be said; a file that says it all is not replaced by one that says less.
    private InitFile Kept(InitFile file)
    {
        if (file.State is not InitState.Different)
        {
            return file;
        }

        ImmutableArray<string> missing = [.. Owners.Where(owner => !OwnersThere.Contains(owner, StringComparer.OrdinalIgnoreCase))];
        var names = string.Join(' ', missing);
        return missing.IsEmpty ? file with { Own = true, Reason = $"its line '{LineThere}' names {string.Join(' ', OwnersThere)}" }
            : OwnersThere.IsEmpty ? file with { Reason = $"{Differs}. Not set: who owns the files that it does not name. Add as its first line: * {names}" }
            : file with { Reason = $"{Differs}. Not set: {names}. To make them owners of every file, add them to its line '{LineThere}', which names {string.Join(' ', OwnersThere)}" };
    }

    // A policy is strict and ordered by people; what is missing in it is said, word for word.
    private InitFile PolicyFile(ImmutableArray<string> required)
    {
        ImmutableArray<string> approvers = [.. Owners.Where(owner => !owner.StartsWith("@@", StringComparison.Ordinal))];
        var file = File(PolicyReader.FileName, InitTexts.Policy(SayForge ? repository.Forge : Forge.Unknown, required, approvers, repository.Forge));
        if (file.State is not InitState.Different)
        {
            return file;
        }

        var tracker = repository.Forge is Forge.GitLab ? TrackerKind.GitLab : TrackerKind.GitHub;
        ImmutableArray<TemplateKind> kinds = [.. required.Select(kind => Enum.Parse<TemplateKind>(kind, ignoreCase: true))];

        // Who decides already is left to decide: the file of code owners alone makes nobody an approver beside them.
        var known = Policy.Exceptions.Approvers;
        var lacksApprovers = (AreOwnersSaid || known.IsEmpty) && approvers.Any(owner => !known.Contains(owner, StringComparer.OrdinalIgnoreCase));
        string[] missing =
        [
            .. SayForge && Policy.Forge is Forge.Unknown ? [$"forge: {repository.Forge.ToString().ToLowerInvariant()}"] : (string[])[],
            .. kinds.Any(kind => !Policy.Templates.Require.Contains(kind))
                ? [$"under 'templates': require: [{string.Join(", ", Policy.Templates.Require.Union(kinds).Select(kind => kind.ToString().ToLowerInvariant()))}]"] : (string[])[],
            .. lacksApprovers ? [$"under 'exceptions': approvers: [{string.Join(", ", known.Union(approvers, StringComparer.OrdinalIgnoreCase).Select(InitTexts.Quoted))}]"] : (string[])[],
            .. lacksApprovers && Policy.Exceptions.Records.Tracker != tracker ? [$"under 'exceptions': records: {{tracker: {tracker.ToString().ToLowerInvariant()}}}"] : (string[])[],
        ];
        return missing.Length == 0 ? file with { Own = true, Reason = "it says what this would" }
            : file with { Reason = $"{Differs}. Not set, for you to add: {string.Join("; ", missing)}" };
    }

    private IEnumerable<InitFile> Pipeline()
    {
        var place = Platform switch
        {
            InitPlatform.GitHub => ".github/workflows/popipeline.yml",
            InitPlatform.GitLab => Include,
            _ => ".tekton/po-check.yaml",
        };
        if (Revision is null)
        {
            return [Omitted(place, "this program was not built from a commit, so that none can be pinned; name one of PoPipeline with --revision")];
        }

        if (Platform is InitPlatform.Tekton && Image is null)
        {
            return [Omitted(place, "no image of po is published; build yours from tekton/image and name it, by its digest, with --image")];
        }

        var text = InitTexts.Of(Platform switch
        {
            InitPlatform.GitHub => "github/workflow.yml",
            InitPlatform.GitLab => "gitlab/pipeline.yml",
            // A manifest is known by its content: with its ending, this one would be a run of our own repository.
            _ => "tekton/po-check.yaml.template",
        });
        var stage = Platform is InitPlatform.GitLab ? new GitLabStage(tree, repository.Files, Include).Of(MainPipeline) : null;
        var file = File(
            place,
            text.Replace("%revision%", Revision, StringComparison.Ordinal)
                .Replace("%image%", Image ?? "", StringComparison.Ordinal)
                .Replace("%stage%", stage is null ? "" : $"      stage: {InitTexts.Quoted(stage)} # this project has it; 'test', where jobs run that name none, it may not have\n", StringComparison.Ordinal));
        return Platform is InitPlatform.GitLab ? [file, Main()] : [file];
    }

    // The pipeline of a project is never ours to replace.
    private InitFile Main()
    {
        var file = File(MainPipeline, InitTexts.Of("gitlab/gitlab-ci.yml"));
        return file.State is not InitState.Different ? file
            : tree.Read(MainPipeline).Text.Contains(Include, StringComparison.Ordinal) ? file with { State = InitState.Same }
            : file with { Own = true, Reason = $"add to it: include: [{{local: {Include}}}]" };
    }

    private string PlaceOfChange() =>
        repository.Files.FirstOrDefault(file => Place(file) is { Kind: TemplateKind.Change, Default: true, Ignored: null })
        ?? (IsGitLab ? ".gitlab/merge_request_templates/Default.md" : ".github/pull_request_template.md");

    private string PlaceOfIssue() =>
        repository.Files.FirstOrDefault(file => Place(file) is { Kind: TemplateKind.Issue, Default: true, Ignored: null })
        ?? ".gitlab/issue_templates/Default.md";

    private TemplatePlace? Place(string file) => IsGitLab ? GitLabTemplatePlaces.Of(file) : GitHubTemplatePlaces.Of(file);

    private bool Exists(string path) => repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0;

    private InitFile File(string path, string text)
    {
        if (TreeWriter.FaultOf(tree.Root, path) is { } fault)
        {
            return new InitFile(path, InitState.Refused, text) { Reason = fault };
        }

        if (!Exists(path))
        {
            return new InitFile(path, InitState.New, text);
        }

        var there = tree.Read(path);
        return new InitFile(path, there.Fault is null && there.Text == text ? InitState.Same : InitState.Different, text);
    }

    private static InitFile Omitted(string path, string reason) => new(path, InitState.Omitted, "") { Reason = reason };
}
