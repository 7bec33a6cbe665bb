using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Scaffolding;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Reads the templates that a developer portal makes repositories of, and what shows that a repository is made of one.</summary>
internal sealed class BackstageSource : ISource
{
    private const int MostEntities = 20_000;

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.SoftwareTemplates), nameof(SnapshotPart.CatalogEntities), nameof(SnapshotPart.FileDigests), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var candidates = BackstageFiles.Find(repository);
        ImmutableArray<string> named = [.. policy.Scaffolding.Approved.SelectMany(template => template.Files).Select(file => file.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var needs = candidates.Paths.AsEnumerable().Concat(named);
        if (policy.Scaffolding is { Catalogue: { } answer, Approved.IsEmpty: false })
        {
            needs = needs.Append(answer);
        }

        return new SourcePlan(needs.Where(path => repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0), (tree, cancellation) => Read(repository, policy.Scaffolding, tree, candidates, named, cancellation));
    }

    private static SnapshotPart Read(Repository repository, ScaffoldingPolicy policy, WorkingTree tree, CandidateFiles candidates, ImmutableArray<string> named, CancellationToken cancellation)
    {
        var templates = ImmutableArray.CreateBuilder<SoftwareTemplate>();
        var entities = ImmutableArray.CreateBuilder<CatalogEntity>();
        var commented = new SortedSet<string>(StringComparer.Ordinal);
        var reader = new TemplateReader(repository, tree);
        if (candidates.Left is { } left)
        {
            entities.Add(new CatalogEntity { Path = left, Span = Place.StartOf(left), Unreadable = CandidateFiles.WhyLeft("those of a catalogue") });
        }

        foreach (var path in candidates.Paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var file = tree.Read(path);
            if (file.Fault is { } fault)
            {
                if (BackstageFiles.IsOne(path))
                {
                    entities.Add(new CatalogEntity { Path = path, Span = Place.StartOf(path), Unreadable = fault });
                }
            }
            else if (BackstageFiles.MayHold(file.Text))
            {
                if (templates.Count + entities.Count >= MostEntities)
                {
                    entities.Add(new CatalogEntity { Path = path, Span = Place.StartOf(path), Unreadable = $"more than {MostEntities} entities lie in the repository, and none was looked into from this one on" });
                    break;
                }

                if (Of(file, reader, templates, entities))
                {
                    commented.Add(path);
                }
            }
        }

        if (policy is { Catalogue: { } answer, Approved.IsEmpty: false })
        {
            entities.AddRange(CatalogueAnswer.Read(repository, tree.Read(answer), [.. entities.Select(entity => entity.Name).Where(name => name.Length > 0)]));
        }

        var own = OwnRepository.Find(repository, templates.SelectMany(template => template.Sources).Where(source => source.Pin is not Pin.Unknown).Select(source => new NamedPath(source.Name, FetchAddress.PathOf(source.Text))));
        return new SnapshotPart
        {
            SoftwareTemplates = own is null ? templates.DrainToImmutable() : [.. templates.Select(template => template with { Sources = [.. template.Sources.Select(source => own.Mark(source, source.Name))] })],
            CatalogEntities = entities.DrainToImmutable(),
            FileDigests = [.. named.Where(path => repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0).Select(path => DigestOf(tree.Read(path)))],
            Commented = [.. commented.Select(path => new CommentedFile(path, IsYaml: true))],
        };
    }

    // Whether the file is one of a catalogue.
    private static bool Of(SourceFile file, TemplateReader reader, ImmutableArray<SoftwareTemplate>.Builder templates, ImmutableArray<CatalogEntity>.Builder entities)
    {
        var document = YamlReader.ReadAll(file.Path, file.Text);
        if (document.Error is { } error)
        {
            return Unread(file, document, error, templates, entities);
        }

        var found = document.Roots.Select(root => BackstageEntity.Of(file.Path, root)).OfType<BackstageEntity>().ToList();

        // What a template carries is told by what is filled in: it is an entity of what is made of it.
        if (found.Count == 0 || (found.All(entity => entity.Kind is not "Template") && IsFilledIn(file.Text)))
        {
            return false;
        }

        var odd = document.Problems.Select(problem => new Problem(ProblemKind.Key, problem.Message, problem.Span) { Effect = ProblemEffect.Rejected }).ToImmutableArray();
        var names = found.Select(entity => entity.Reference).ToList();
        for (var index = 0; index < found.Count; index++)
        {
            var entity = found[index];
            var own = index == 0 ? odd : [];
            if (entity.Kind is "Template")
            {
                var isAlone = found.Count(other => other.Kind is "Template") == 1;
                var template = reader.Read(entity, isAlone ? null : names[index].Length > 0 && names.Count(name => name == names[index]) == 1 ? names[index] : $"{names[index]}-{index + 1}");
                templates.Add(template with { Problems = [.. own, .. template.Problems] });
            }
            else
            {
                var described = EntityOf(entity);
                entities.Add(described with { Problems = [.. own, .. described.Problems] });
            }
        }

        return true;
    }

    private static bool Unread(SourceFile file, YamlDocument document, YamlProblem error, ImmutableArray<SoftwareTemplate>.Builder templates, ImmutableArray<CatalogEntity>.Builder entities)
    {
        // What a template carries need be no YAML before it is filled in.
        var isTemplate = file.Text.Contains("scaffolder.backstage.io/v", StringComparison.Ordinal);
        if (!isTemplate && IsFilledIn(file.Text))
        {
            return false;
        }

        ImmutableArray<Problem> problems = document.IsTooLarge ? [] : [new Problem(ProblemKind.Syntax, error.Message, error.Span) { Effect = ProblemEffect.Rejected }];
        if (isTemplate)
        {
            templates.Add(new SoftwareTemplate { Path = file.Path, Span = Place.StartOf(file.Path), Unreadable = error.AsClause, Problems = problems, IsExample = BackstageFiles.IsExample(file.Path) });
        }
        else
        {
            entities.Add(new CatalogEntity { Path = file.Path, Span = Place.StartOf(file.Path), Unreadable = error.AsClause, Problems = problems });
        }

        return true;
    }

    private static bool IsFilledIn(string text) => ScaffolderExpressions.AreIn(text) || text.Contains("cookiecutter.", StringComparison.Ordinal);

    private static CatalogEntity EntityOf(BackstageEntity entity)
    {
        var problems = new ProblemList(ProblemEffect.Rejected);
        new EntityValidator(problems).Validate(entity);
        return new CatalogEntity
        {
            Path = entity.Path,
            Span = entity.Span,
            Name = entity.Reference,
            Problems = problems.InOrder(),
            MadeOf = MadeOf.In(entity),
        };
    }

    private static FileDigest DigestOf(SourceFile file) => file.Fault is { } fault
        ? new FileDigest(file.Path, null) { Unreadable = fault }
        : new FileDigest(file.Path, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Text.ReplaceLineEndings("\n")))));
}
