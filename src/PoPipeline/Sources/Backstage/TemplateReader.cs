using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Reads a template of the scaffolder.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Its files.</param>
internal sealed class TemplateReader(Repository repository, WorkingTree tree)
{
    private const int MostSteps = 500;
    private const int MostSecrets = 50;

    private readonly SkeletonFolders folders = new(repository);

    // Why not all of the template that is read was looked at.
    private readonly List<string> left = [];

    /// <summary>Reads one.</summary>
    /// <param name="entity">The template.</param>
    /// <param name="member">What tells it from others of its file; null where it is the only one.</param>
    public SoftwareTemplate Read(BackstageEntity entity, string? member)
    {
        left.Clear();
        var problems = new ProblemList(ProblemEffect.Rejected);
        new EntityValidator(problems).Validate(entity);
        var template = new SoftwareTemplate
        {
            Path = entity.Path,
            Member = member,
            Name = entity.NameNode is { IsNull: false } name ? new Located<string>(name.Value, name.Span) : null,
            Span = entity.Span,
            IsExample = BackstageFiles.IsExample(entity.Path),
        };
        if (entity.Spec is not { } spec || entity.Version is not "scaffolder.backstage.io/v1beta3")
        {
            return template with { Problems = problems.InOrder() };
        }

        var form = new TemplateForm(spec);
        var steps = StepsOf(spec);
        new TemplateReferences(problems, form).Check(spec, steps);
        foreach (var key in steps.Where(FetchStep.IsOne).Select(step => step.Input?.Entry("copyWithoutRender")?.Key).OfType<YamlScalar>())
        {
            problems.Add(ProblemKind.Unknown, "'copyWithoutRender' is accepted and passed over, so that the files are filled in all the same; write 'copyWithoutTemplating'", key.Span, ProblemEffect.Altered);
        }

        var credentials = new CredentialTexts();
        foreach (var ((subject, key), text) in YamlTexts.In(
            new[] { (spec["parameters"], "parameters") }.Concat(steps.Select(step => ((YamlNode?)step.Input, $"steps/{step.Id}"))).Where(part => part.Item1 is not null).Select(part => (part.Item1!, (Subject: part.Item2, Key: (string?)null))),
            static (said, _, entry) => said with { Key = entry.Key.Value },
            static said => said))
        {
            _ = credentials.Masked(text, key, subject, key);
        }

        var files = Carried(entity, steps, form, problems, out var sources, out var more);
        var secrets = SecretsIn(steps, form).Take(MostSecrets + 1).ToImmutableArray();
        Cut((spec["steps"] as YamlSequence)?.Items.Length > MostSteps, $"it has more than {MostSteps} steps");
        Cut(secrets.Length > MostSecrets, $"it hands out more than the {MostSecrets} secrets that are told");
        Cut(problems.IsFull, "it has more problems than are told");
        left.AddRange(new[] { files.Left, folders.Left }.OfType<string>());
        return template with
        {
            Problems = problems.InOrder(),
            Sources = Foreign(sources, steps),
            Publications = PublicationReader.Read(steps),
            Files = files.Found,
            Carried = files.Count,
            MoreFiles = more ?? left.FirstOrDefault(),
            Left = [.. left.Distinct(StringComparer.Ordinal)],
            Credentials = credentials.Found,
            WrittenSecrets = [.. secrets.Take(MostSecrets)],
        };
    }

    private void Cut(bool isCut, string why)
    {
        if (isCut)
        {
            left.Add(why);
        }
    }

    // What a change is made of is read as it stands: the very repository that it goes to.
    private static ImmutableArray<Reference> Foreign(ImmutableArray<Reference> sources, List<TemplateStep> steps)
    {
        var published = steps.Select(step => (step.Input?["repoUrl"] as YamlScalar)?.Value).OfType<string>().Select(FetchAddress.Published).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. sources.Where(source => !published.Contains(source.Name))];
    }

    private static List<TemplateStep> StepsOf(YamlMapping spec) =>
        [.. ((spec["steps"] as YamlSequence)?.Items ?? []).Take(MostSteps).Select((item, index) => item is YamlMapping root ? new TemplateStep(index + 1, root) : null).OfType<TemplateStep>()];

    private CarriedFiles Carried(BackstageEntity entity, List<TemplateStep> steps, TemplateForm form, ProblemList problems, out ImmutableArray<Reference> sources, out string? more)
    {
        var found = ImmutableArray.CreateBuilder<Reference>();
        var files = new CarriedFiles(tree);
        more = null;
        var roots = steps.Select(step => (step.Input?["sourcePath"] as YamlScalar)?.Value).OfType<string>().Select(Plain).Where(root => root.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        foreach (var step in steps)
        {
            if (!FetchStep.IsOne(step))
            {
                more ??= step.Action.Length > 0 && !PublicationReader.WritesNoFile(step.Action) ? $"the step '{step.Id}' does '{step.Action}', which may write files" : null;
            }
            else if (new FetchStep(step) is { Url: { IsNull: false } url } fetch)
            {
                more = Fetch(entity, fetch, url, form, roots, files, found, problems) ?? more;
            }
        }

        sources = found.DrainToImmutable();
        return files;
    }

    // Gives why it may put more into what is made than is known, as a clause; null where all is known.
    private string? Fetch(BackstageEntity entity, FetchStep fetch, YamlScalar url, TemplateForm form, List<string> roots, CarriedFiles files, ImmutableArray<Reference>.Builder sources, ProblemList problems)
    {
        if (FetchAddress.IsOne(url.Value))
        {
            sources.Add(FetchAddress.Read(url, repository));
            return $"the step '{fetch.Step.Id}' fetches files from elsewhere";
        }

        if (SkeletonFolders.Resolve(entity.Path, url.Value, form, out var isOpen) is not { } found)
        {
            return $"the step '{fetch.Step.Id}' fetches files from outside of the repository";
        }

        // Whoever answers what is asked names the folder, or an address.
        if (isOpen && ScaffolderExpressions.OnlyParameter(url.Value) is not null)
        {
            sources.Add(Reference.Unknown(FetchAddress.Shown(url.Value), url.Span, ReferenceKind.Source, "whoever uses the template fills it in"));
            return $"the step '{fetch.Step.Id}' fetches files from where whoever uses the template says";
        }

        var patterns = new PatternWalk(new PatternTree(fetch.Copied, Forge.GitHub));
        var missing = new List<string>();
        foreach (var folder in found)
        {
            var carried = 0;
            if (fetch.IsOfFile)
            {
                if (repository.Files.BinarySearch(folder, StringComparer.Ordinal) >= 0)
                {
                    files.Add(folder, InRoots(Plain(fetch.Target.Length > 0 ? fetch.Target : folder), roots), fetch.FillsIn, fetch);
                    carried++;
                }
            }
            else
            {
                foreach (var (path, inner) in folders.FilesOf(folder))
                {
                    var isCopied = IsCopied(patterns, inner);
                    var isFilledIn = fetch.FillsIn && !isCopied && (fetch.Ending is not { } ending || inner.EndsWith(ending, StringComparison.Ordinal));
                    var target = fetch.Ending is { } lost && inner.EndsWith(lost, StringComparison.Ordinal) ? inner[..^lost.Length] : inner;
                    files.Add(path, InRoots(Plain($"{fetch.Target}/{target}"), roots), isFilledIn, fetch);
                    carried++;
                }
            }

            if (carried == 0)
            {
                missing.Add(folder);
            }
        }

        if (isOpen)
        {
            return $"the step '{fetch.Step.Id}' fetches files from a folder that whoever uses the template names";
        }

        // What is not listed may lie there.
        if (missing.Exists(folder => !repository.IsListed || repository.ClosedAbove(folder + "/") is not null))
        {
            return $"no file lies where the step '{fetch.Step.Id}' fetches files from, as far as the files of the repository are known";
        }

        if (missing.Count > 0 && folders.Left is null)
        {
            problems.Add(
                ProblemKind.Missing,
                $"The step '{fetch.Step.Id}' fetches what is not there: {(fetch.IsOfFile ? "no file" : "no folder with files")} '{missing[0]}' lies in the repository{(missing.Count > 1 ? $", nor do {Counted.Of(missing.Count - 1, "other")}" : "")}",
                url.Span,
                ProblemEffect.Altered);
        }

        return null;
    }

    private bool IsCopied(PatternWalk patterns, string inner)
    {
        try
        {
            return patterns.LastMatch(inner) >= 0;
        }
        catch (PatternWorkException)
        {
            left.Add("to tell which of its files are copied as they are takes more work than is done");
            return true;
        }
    }

    // A part of what was made becomes the repository.
    private static string InRoots(string target, List<string> roots) =>
        roots.Find(root => target.StartsWith(root + "/", StringComparison.Ordinal)) is { } root ? target[(root.Length + 1)..] : target;

    private static string Plain(string path) => string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));

    private static IEnumerable<Located<string>> SecretsIn(List<TemplateStep> steps, TemplateForm form)
    {
        var values = steps.Where(FetchStep.IsOne).Select(step => step.Input?["values"]).OfType<YamlNode>().Select(root => (root, false));
        foreach (var (_, text) in YamlTexts.In(values, static (said, _, _) => said, static said => said))
        {
            foreach (var (offset, expression) in ScaffolderExpressions.In(text.Value))
            {
                foreach (var (at, name) in ScaffolderExpressions.MembersOf(expression, "secrets"))
                {
                    yield return new Located<string>($"secrets.{name}", text.PlaceOf(offset + at, name.Length));
                }

                foreach (var (at, name) in ScaffolderExpressions.MembersOf(expression, "parameters").Where(member => form.IsSecret(member.Name)))
                {
                    yield return new Located<string>($"parameters.{name}", text.PlaceOf(offset + at, name.Length));
                }
            }
        }
    }
}
