using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Pipelines.GitHubActions.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Turns a parsed file into the model that all platforms share.</summary>
internal static class PipelineBuilder
{
    /// <summary>Reads the file into the model.</summary>
    public static Pipeline Read(ActionsFile file, Repository repository, Policy policy, LocalCode local, CallLinks links, RepositoryFiles files)
    {
        if (file.Fault is not null || file.Document is null)
        {
            ImmutableArray<Problem> faults = file.Faults.IsEmpty ? [new Problem(ProblemKind.Syntax, "The file cannot be read", Place.StartOf(file.Path))] : file.Faults;
            return new Pipeline { Platform = Platform.GitHubActions, Path = file.Path, Kind = file.Kind, Unreadable = Clause(faults[0].Message), Problems = file.IsBeyondUs ? [] : faults };
        }

        var lookup = new OriginSession(local, links).LookupOf(file);
        var texts = new TextReader(file.Triggers.Any(trigger => trigger.IsCall));
        var reader = new FileReader(file, repository, policy, local, lookup, new ReferenceReader(repository, file.Document.Source), texts, files);
        var variables = texts.Settings(file.Root?["env"], new TextUse(SecretPlace.PipelineVariable, new ActionsScope(lookup), Step: null, "env"));
        var jobs = file.Jobs.Select(job => JobReader.Read(reader, job)).ToImmutableArray();
        if (file.Kind is PipelineKind.Workflow)
        {
            texts.Rest(file.Root, new TextUse(SecretPlace.Other, new ActionsScope(lookup), Step: null, ""));
        }

        return new Pipeline
        {
            Platform = Platform.GitHubActions,
            Path = file.Path,
            Kind = file.Kind,
            CalledAs = file.Kind is PipelineKind.Action ? [file.Path, RepositoryPath.FolderOf(file.Path)] : [file.Path],
            UnknownKeys = UnknownKeys.Of(file),
            Problems = PipelineValidator.Validate(file.Document, file.Kind, path => local.ByPath(path)?.Root, new KnownFolders(repository).Lack),
            Name = file.Root.Scalar("name").Located(),
            Triggers = file.Triggers,
            Permissions = PermissionsReader.Read(file.Root?.Entry("permissions")),
            PermissionsFix = SafeEdits.OnlyRead(file.Root),
            Inputs = InputsOf(file),
            Variables = variables,
            Reuses = DockerAction.ImagesOf(file, reader.References, files.Read),
            Jobs = jobs,
            Concurrency = file.Root?.Entry("concurrency")?.PlaceOf(),
            SecretUses = texts.SecretUses,
            Credentials = texts.Credentials,
            HiddenTexts = HiddenTexts.In(file.Path, file.Document.Source),
        };
    }

    // What nobody gives is what its type has for nothing.
    private static ImmutableArray<Setting> InputsOf(ActionsFile file) =>
    [
        .. from input in file.Callable?.Inputs.Values ?? []
           orderby input.Span.Region.StartLine, input.Span.Region.StartColumn
           let written = input.Default is { IsNull: false } value ? value : null
           select new Setting
           {
               Name = input.Name,
               NameSpan = input.Span,
               Value = written is not null ? CredentialFormats.MaskAll(StaticTexts.TextOf(written)) : file.Kind is PipelineKind.Action ? "" : input.Type switch { "boolean" => "false", "number" => "0", _ => "" },
               Span = written?.Span ?? input.Span,
               Interpolations = written is null ? [] : [.. ExpressionScanner.Scan(written.Value).Select(found => new Interpolation { Text = found.Text, Span = written.PlaceOf(found.Offset, found.Length), Offset = found.Offset, Provenance = Provenance.Unknown, Mechanism = Mechanism.Pasted })],
           },
    ];

    private static string Clause(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
