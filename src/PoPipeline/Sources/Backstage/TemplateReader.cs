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
    private const int MostNodes = 50_000;
    private const int MostSecrets = 50;

    private readonly SkeletonFolders folders = new(repository);

    // Whether the template that is read holds more values than are looked at.
    private bool isCut;

    /// <summary>Reads one.</summary>
    /// <param name="entity">The template.</param>
    /// <param name="member">What tells it from others of its file; null where it is the only one.</param>
    public SoftwareTemplate Read(BackstageEntity entity, string? member)
    {
        isCut = false;
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
        Texts(spec["parameters"], null, "parameters", credentials);
        foreach (var step in steps)
        {
            Texts(step.Input, null, $"steps/{step.Id}", credentials);
        }

        var files = Carried(entity, steps, form, out var sources, out var more);
        ImmutableArray<Located<string>> secrets = [.. steps.Where(FetchStep.IsOne).SelectMany(step => SecretsIn(step.Input?["values"], form)).Take(MostSecrets)];
        return template with
        {
            Problems = problems.InOrder(),
            Sources = Foreign(sources, steps),
            Publications = PublicationReader.Read(steps),
            Files = files.Found,
            Carried = files.Count,
            MoreFiles = more ?? files.Left ?? ((spec["steps"] as YamlSequence)?.Items.Length > MostSteps ? $"it has more than {MostSteps} steps" : isCut ? $"it holds more than {MostNodes} values" : null),
            Credentials = credentials.Found,
            WrittenSecrets = secrets,
        };
    }

    // What a change is made of is read as it stands: the very repository that it goes to.
    private static ImmutableArray<Reference> Foreign(ImmutableArray<Reference> sources, List<TemplateStep> steps)
    {
        var published = steps.Select(step => (step.Input?["repoUrl"] as YamlScalar)?.Value).OfType<string>().Select(FetchAddress.Published).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. sources.Where(source => !published.Contains(source.Name))];
    }

    private static List<TemplateStep> StepsOf(YamlMapping spec) =>
        [.. ((spec["steps"] as YamlSequence)?.Items ?? []).Take(MostSteps).Select((item, index) => item is YamlMapping root ? new TemplateStep(index + 1, root) : null).OfType<TemplateStep>()];

    private CarriedFiles Carried(BackstageEntity entity, List<TemplateStep> steps, TemplateForm form, out ImmutableArray<Reference> sources, out string? more)
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
                more = Fetch(entity, fetch, url, form, roots, files, found) ?? more;
            }
        }

        sources = found.DrainToImmutable();
        return files;
    }

    // Gives why it may put more into what is made than is known, as a clause; null where all is known.
    private string? Fetch(BackstageEntity entity, FetchStep fetch, YamlScalar url, TemplateForm form, List<string> roots, CarriedFiles files, ImmutableArray<Reference>.Builder sources)
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
        var carried = 0;
        foreach (var folder in found)
        {
            if (fetch.IsOfFile)
            {
                carried += repository.Files.BinarySearch(folder, StringComparer.Ordinal) >= 0 ? 1 : 0;
                files.Add(folder, InRoots(Plain(fetch.Target.Length > 0 ? fetch.Target : folder), roots), fetch.FillsIn);
                continue;
            }

            foreach (var (path, inner) in folders.FilesOf(folder))
            {
                var isCopied = IsCopied(patterns, inner);
                var isFilledIn = fetch.FillsIn && !isCopied && (fetch.Ending is not { } ending || inner.EndsWith(ending, StringComparison.Ordinal));
                var target = fetch.Ending is { } lost && inner.EndsWith(lost, StringComparison.Ordinal) ? inner[..^lost.Length] : inner;
                files.Add(path, InRoots(Plain($"{fetch.Target}/{target}"), roots), isFilledIn);
                carried++;
            }
        }

        return isOpen ? $"the step '{fetch.Step.Id}' fetches files from a folder that whoever uses the template names" : carried == 0 ? $"no file lies where the step '{fetch.Step.Id}' fetches files from" : null;
    }

    private static bool IsCopied(PatternWalk patterns, string inner)
    {
        try
        {
            return patterns.LastMatch(inner) >= 0;
        }
        catch (PatternWorkException)
        {
            return true;
        }
    }

    // A part of what was made becomes the repository.
    private static string InRoots(string target, List<string> roots) =>
        roots.Find(root => target.StartsWith(root + "/", StringComparison.Ordinal)) is { } root ? target[(root.Length + 1)..] : target;

    private static string Plain(string path) => string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));

    private IEnumerable<Located<string>> SecretsIn(YamlNode? values, TemplateForm form)
    {
        foreach (var (text, _) in Scalars(values, null))
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

    private void Texts(YamlNode? root, string? name, string subject, CredentialTexts credentials)
    {
        foreach (var (text, key) in Scalars(root, name))
        {
            _ = credentials.Masked(text, key, subject, key);
        }
    }

    private IEnumerable<(YamlScalar Text, string? Key)> Scalars(YamlNode? root, string? key)
    {
        var open = new Queue<(YamlNode Node, string? Key)>();
        if (root is not null)
        {
            open.Enqueue((root, key));
        }

        for (var left = MostNodes; open.Count > 0; left--)
        {
            if (left == 0)
            {
                isCut = true;
                yield break;
            }

            var (node, name) = open.Dequeue();
            switch (node)
            {
                case YamlScalar text:
                    yield return (text, name);
                    break;
                case YamlSequence list:
                    foreach (var item in list.Items)
                    {
                        open.Enqueue((item, name));
                    }

                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries)
                    {
                        open.Enqueue((entry.Value, entry.Key.Value));
                    }

                    break;
            }
        }
    }
}
