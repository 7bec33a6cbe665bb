using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>
/// Says what <c>uses: ./path</c> means where the repository has nothing there: an earlier step of the job may have put another
/// repository, or this one, into a folder of the workspace.
/// </summary>
/// <param name="reader">The file's readers.</param>
internal sealed class JobCheckouts(FileReader reader)
{
    // More folders than any job has are not kept.
    private const int Most = 32;

    private readonly List<(string Folder, YamlScalar? Repository, YamlScalar? Ref)> folders = [];

    /// <summary>Keeps what a step checked out into a folder.</summary>
    public void Add(Checkout? checkout, YamlMapping? with)
    {
        if (checkout?.Directory is { } directory && folders.Count < Most)
        {
            folders.Add((ReferenceReader.LocalPath("./" + directory), with.Input("repository"), with.Input("ref")));
        }
    }

    /// <summary>The reference as it is, or what it means by the steps before it.</summary>
    public Reference Resolve(Reference uses)
    {
        if (uses.Pin is not Pin.Local || !ReferenceReader.IsInWorkspace(uses.Text) || reader.Local.ByPath(uses.Name) is not null)
        {
            return uses;
        }

        foreach (var (folder, repository, version) in folders)
        {
            if (uses.Name == folder || uses.Name.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                return Inside(uses, uses.Name[folder.Length..].TrimStart('/'), repository, version);
            }
        }

        // The pipeline's own steps make it: there is nothing in it that could be pinned.
        return uses;
    }

    private Reference Inside(Reference uses, string path, YamlScalar? repository, YamlScalar? version)
    {
        if (repository is null)
        {
            return uses with { Name = path, Target = path };
        }

        if (repository.HasExpression() || version?.HasExpression() == true)
        {
            return Reference.Unknown(uses.Text, uses.Span, uses.Kind, $"'{uses.Text}' comes from a repository, or a version of it, that is only known when the pipeline runs") with { FromWorkspace = uses.FromWorkspace };
        }

        var owner = repository.Value.Trim().ToLower(CultureInfo.InvariantCulture);
        return uses with
        {
            Name = path.Length == 0 ? owner : $"{owner}/{path.ToLower(CultureInfo.InvariantCulture)}",
            Version = version.Located(),
            Pin = ReferenceReader.PinOf(version?.Value),
            Immutable = version is not null && VersionWords.IsCommit(version.Value),
            Publisher = reader.References.PublisherOf(owner),
            Target = null,
            FromWorkspace = false,
        };
    }
}
