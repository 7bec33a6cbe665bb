using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Configuration;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.CodeOwners;

namespace PoPipeline.Init;

/// <summary>Makes what a repository starts with: a policy, code owners, templates with a security checklist, and the pipeline that checks it.</summary>
public static partial class InitPlanner
{
    /// <summary>Says what would be written. Nothing is.</summary>
    /// <param name="request">What to start with.</param>
    /// <param name="cancellation">Stops the look at the tree.</param>
    /// <exception cref="InitException">The request is not usable, or does not say enough.</exception>
    /// <exception cref="ConfigurationException">The policy that is there is not usable.</exception>
    public static InitPlan Plan(InitRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var policy = PolicyReader.OfRepository(request.Root);
        var tree = new WorkingTree(request.Root);
        var told = tree.Describe(request.Hints, cancellation: cancellation);

        // What is there counts also before git tracks it.
        var repository = told with { Files = TreeWalk.Files(tree.Root, [], cancellation) };
        var forge = ForgeOf(request, policy, repository);
        repository = repository with { Forge = forge };
        Check(request, forge);

        var line = LineOf(tree, repository);
        ImmutableArray<string> there = [.. line?.Owners.Select(owner => owner.Value) ?? []];
        var draft = new InitDraft(tree, repository)
        {
            Platform = request.Platform ?? PlatformOf(repository),
            Owners = request.Owners.IsEmpty ? there : request.Owners,
            OwnersThere = there,
            LineThere = line?.Pattern ?? "*",
            AreOwnersSaid = !request.Owners.IsEmpty,
            Policy = policy,
            Revision = request.Revision ?? Product.Revision,
            Image = request.Image,
            SayForge = told.Forge != forge,
        };
        return new InitPlan(tree.Root, forge, draft.Files());
    }

    /// <summary>Writes one file of a plan: in full or not at all, and never through a symbolic link.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(InitPlan plan, InitFile file)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(file);
        TreeWriter.Write(plan.Root, file.Path, Encoding.UTF8.GetBytes(file.Text), file.State is InitState.Different);
    }

    /// <summary>Whether the one who decides what to start with ought to be asked for an owner: none is known, and no file says one.</summary>
    /// <param name="plan">The plan.</param>
    public static bool LacksOwner(InitPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Files.Any(file => file.State is InitState.Omitted && CodeOwnersPlaces.Of(plan.Forge).Contains(file.Path));
    }

    private static Forge ForgeOf(InitRequest request, Policy policy, Repository repository)
    {
        ImmutableArray<Forge> said = [request.Forge, policy.Forge, repository.Forge, FromFiles(repository), FromPlatform(request.Platform)];
        return said.FirstOrDefault(forge => forge is not Forge.Unknown) is var found and not Forge.Unknown
            ? found
            : throw new InitException("Neither the remote nor any file tells which forge hosts the repository. Name it with --forge github or --forge gitlab.");
    }

    private static Forge FromFiles(Repository repository) =>
        repository.Files.Any(file => file is ".gitlab-ci.yml" || file.StartsWith(".gitlab/", StringComparison.Ordinal) || file.StartsWith(".github/", StringComparison.Ordinal))
            ? CodeOwnersPlaces.ForgeOf(repository)
            : Forge.Unknown;

    private static Forge FromPlatform(InitPlatform? platform) => platform switch
    {
        InitPlatform.GitHub => Forge.GitHub,
        InitPlatform.GitLab => Forge.GitLab,
        _ => Forge.Unknown,
    };

    private static InitPlatform PlatformOf(Repository repository) =>
        repository.Files.Any(file => file.StartsWith(".tekton/", StringComparison.Ordinal)) ? InitPlatform.Tekton
        : repository.Forge is Forge.GitLab ? InitPlatform.GitLab
        : InitPlatform.GitHub;

    // The line for every file, which 'po init' writes too.
    private static OwnersEntry? LineOf(WorkingTree tree, Repository repository) =>
        new CodeOwnersSource().Plan(repository, new Policy()).Read(tree, CancellationToken.None).CodeOwners.Where(file => file.Effective)
            .SelectMany(file => file.Sections)
            .SelectMany(section => section.Entries)
            .LastOrDefault(entry => entry.Pattern is "*" or "**" or "/**" or "**/*" or "/**/*");

    private static void Check(InitRequest request, Forge forge)
    {
        if (request.Owners.FirstOrDefault(owner => OwnerName.KindOf(owner, forge) is OwnerKind.Invalid) is { } wrong)
        {
            throw new InitException($"'{wrong}' is no owner to {forge}. Name a group, such as '@acme/security'.");
        }

        if (request.Revision is { } revision && !Commit().IsMatch(revision))
        {
            throw new InitException($"'{revision}' is no full hash of a commit, which has 40 digits of 0 to 9 and a to f.");
        }

        if (request.Image is { } image && !Digest().IsMatch(image))
        {
            throw new InitException($"'{image}' does not name an image by its digest. Write it as 'registry.example.com/po@sha256:' and 64 digits.");
        }

        if ((forge, request.Platform) is (Forge.GitHub, InitPlatform.GitLab) or (Forge.GitLab, InitPlatform.GitHub))
        {
            throw new InitException($"{forge} hosts the repository, and runs no pipelines of {request.Platform}. Leave --platform out, or name the forge with --forge.");
        }
    }

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\A[a-z0-9][a-zA-Z0-9._:/-]{0,400}@sha256:[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}

/// <summary>A repository cannot be started with what was said.</summary>
/// <param name="message">What is wrong and what would be right, in sentences.</param>
public sealed class InitException(string message) : Exception(message);
