using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>The fields of the resources of Argo CD, as its definitions in the cluster have them.</summary>
/// <remarks>
/// Source: https://github.com/argoproj/argo-cd/tree/master/manifests/crds, 3.6. A line is a type: its fields, each with what it holds, and an exclamation mark where it must be there.
/// Types of the same shape are one.
/// </remarks>
internal static class ArgoSchema
{
    private const string Text = """
        Info = name!:text value!:text
        InitiatedBy = automated:bool username:text
        Backoff = duration:text factor:int maxDuration:text
        Retry = backoff:Backoff limit:int refresh:bool
        Resources = group:text kind!:text name!:text namespace:text
        ExtVars = code:bool name!:text value!:text
        Jsonnet = extVars:[ExtVars] libs:[text] tlas:[ExtVars]
        Directory = disableExtensionFilter:bool exclude:text include:text jsonnet:Jsonnet recurse:bool
        FileParameters = name:text path:text
        Parameters = forceString:bool name:text value:text
        Helm = apiVersions:[text] fileParameters:[FileParameters] ignoreMissingValueFiles:bool kubeVersion:text namespace:text parameters:[Parameters] passCredentials:bool releaseName:text skipCrds:bool skipSchemaValidation:bool skipTests:bool valueFiles:[text] values:text valuesObject:any version:text
        Target = annotationSelector:text group:text kind:text labelSelector:text name:text namespace:text version:text
        Patches = options:{bool} patch:text path:text target:Target
        Replicas = count!:intstr name!:text
        Kustomize = apiVersions:[text] commonAnnotations:{text} commonAnnotationsEnvsubst:bool commonLabels:{text} components:[text] forceCommonAnnotations:bool forceCommonLabels:bool ignoreMissingComponents:bool images:[text] kubeVersion:text labelIncludeTemplates:bool labelWithoutSelector:bool namePrefix:text nameSuffix:text namespace:text patches:[Patches] replicas:[Replicas] version:text
        Parameters2 = array:[text] map:{text} name:text string:text
        Plugin = env:[Info] name:text parameters:[Parameters2]
        Source = chart:text directory:Directory helm:Helm kustomize:Kustomize name:text path:text plugin:Plugin ref:text repoURL!:text tagPrefix:text targetRevision:text
        Apply = force:bool
        SyncStrategy = apply:Apply hook:Apply
        Sync = autoHealAttemptsCount:int dryRun:bool manifests:[text] prune:bool resources:[Resources] revision:text revisions:[text] source:Source sources:[Source] syncOptions:[text] syncStrategy:SyncStrategy
        Operation = info:[Info] initiatedBy:InitiatedBy retry:Retry sync:Sync
        Destination = name:text namespace:text server:text
        IgnoreDifferences = group:text jqPathExpressions:[text] jsonPointers:[text] kind!:text managedFieldsManagers:[text] name:text namespace:text
        DrySource = directory:Directory helm:Helm kustomize:Kustomize path!:text plugin:Plugin repoURL!:text targetRevision!:text
        HydrateTo = targetBranch!:text
        SyncSource = path!:text repoURL:text targetBranch!:text
        SourceHydrator = drySource!:DrySource hydrateTo:HydrateTo syncSource!:SyncSource
        Automated = allowEmpty:bool enabled:bool prune:bool selfHeal:bool
        ManagedNamespaceMetadata = annotations:{text} labels:{text}
        SyncPolicy = automated:Automated managedNamespaceMetadata:ManagedNamespaceMetadata retry:Retry syncOptions:[text]
        Spec = destination!:Destination ignoreDifferences:[IgnoreDifferences] info:[Info] project!:text revisionHistoryLimit:int source:Source sourceHydrator:SourceHydrator sources:[Source] syncPolicy:SyncPolicy
        Application = apiVersion:text kind:text metadata!:any operation:Operation spec!:Spec status:any
        ClusterResourceBlacklist = group!:text kind!:text name:text
        DestinationServiceAccounts = defaultServiceAccount!:text namespace:text server!:text
        NamespaceResourceBlacklist = group!:text kind!:text
        Ignore = group:text kind:text name:text
        OrphanedResources = ignore:[Ignore] warn:bool
        JwtTokens = exp:int iat!:int id:text
        Roles = description:text groups:[text] jwtTokens:[JwtTokens] name!:text policies:[text]
        SignatureKeys = keyID!:text
        Gpg = keys!:[text] mode!:text
        Repos = url!:text
        Policies = gpg!:Gpg repos!:[Repos]
        Git = policies!:[Policies]
        SourceIntegrity = git!:Git
        SyncWindows = andOperator:bool applications:[text] clusters:[text] description:text duration:text kind:text manualSync:bool namespaces:[text] schedule:text syncOverrun:bool timeZone:text
        Spec2 = clusterResourceBlacklist:[ClusterResourceBlacklist] clusterResourceWhitelist:[ClusterResourceBlacklist] description:text destinationServiceAccounts:[DestinationServiceAccounts] destinations:[Destination] namespaceResourceBlacklist:[NamespaceResourceBlacklist] namespaceResourceWhitelist:[NamespaceResourceBlacklist] orphanedResources:OrphanedResources permitOnlyProjectScopedClusters:bool roles:[Roles] signatureKeys:[SignatureKeys] sourceIntegrity:SourceIntegrity sourceNamespaces:[text] sourceRepos:[text] syncWindows:[SyncWindows]
        AppProject = apiVersion:text kind:text metadata!:any spec!:Spec2 status:any
        List = elements:[any] elementsYaml:text template:Template
        Clusters = flatList:bool selector:any template:Template values:{text}
        GitPath = exclude:bool path!:text
        GitGenerator = directories:[GitPath] files:[GitPath] pathParamPrefix:text repoURL!:text requeueAfterSeconds:int revision!:text template:Template values:{text}
        ScmProvider = awsCodeCommit:any azureDevOps:any bitbucket:any bitbucketServer:any cloneProtocol:text filters:[ScmFilter] gitea:any github:any gitlab:any requeueAfterSeconds:int template:Template values:{text}
        ScmFilter = branchMatch:text labelMatch:text pathsDoNotExist:[text] pathsExist:[text] repositoryMatch:text
        ClusterDecisionResource = configMapRef!:text labelSelector:any name:text requeueAfterSeconds:int template:Template values:{text}
        PullRequest = azuredevops:any bitbucket:any bitbucketServer:any continueOnRepoNotFoundError:bool filters:[PullRequestFilter] gitea:any github:any gitlab:any requeueAfterSeconds:int template:Template values:{text}
        PullRequestFilter = branchMatch:text targetBranchMatch:text titleMatch:text
        Matrix = generators!:[Generator] template:Template
        Merge = generators!:[Generator] mergeKeys!:[text] template:Template
        ConfigMapRef = name!:text
        GeneratorPlugin = configMapRef!:ConfigMapRef input:any requeueAfterSeconds:int template:Template values:{text}
        Generator = clusterDecisionResource:ClusterDecisionResource clusters:Clusters git:GitGenerator list:List matrix:Matrix merge:Merge plugin:GeneratorPlugin pullRequest:PullRequest scmProvider:ScmProvider selector:any
        Template = metadata!:any spec!:Spec
        RollingStep = matchExpressions:[any] maxUpdate:intstr
        RollingSync = steps:[RollingStep]
        Strategy = deletionOrder:text rollingSync:RollingSync type:text
        SetSyncPolicy = applicationsSync:(create-only|create-update|create-delete|sync) preserveResourcesOnDeletion:bool
        PreservedFields = annotations:[text] labels:[text]
        IgnoreApplication = jqPathExpressions:[text] jsonPointers:[text] name:text
        SetSpec = applyNestedSelectors:bool generators!:[Generator] goTemplate:bool goTemplateOptions:[text] ignoreApplicationDifferences:[IgnoreApplication] preservedFields:PreservedFields strategy:Strategy syncPolicy:SetSyncPolicy template!:Template templatePatch:text
        ApplicationSet = apiVersion:text kind:text metadata!:any spec!:SetSpec status:any
        """;

    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, Field>>> Types = new(Read);

    /// <summary>The fields of a type; null where there is none of that name.</summary>
    /// <param name="type">Its name.</param>
    public static FrozenDictionary<string, Field>? FieldsOf(string type) => Types.Value.GetValueOrDefault(type);

    private static FrozenDictionary<string, FrozenDictionary<string, Field>> Read()
    {
        var types = new Dictionary<string, FrozenDictionary<string, Field>>(StringComparer.Ordinal);
        foreach (var line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            var fields = new Dictionary<string, Field>(StringComparer.Ordinal);
            foreach (var word in words[2..])
            {
                var colon = word.IndexOf(':', StringComparison.Ordinal);
                var isNeeded = word[colon - 1] == '!';
                var name = word[..(isNeeded ? colon - 1 : colon)];
                fields[name] = new Field(name, word[(colon + 1)..], isNeeded);
            }

            types[words[0]] = fields.ToFrozenDictionary(StringComparer.Ordinal);
        }

        return types.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>A field.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">What it holds: a type, <c>text</c>, <c>bool</c>, <c>int</c>, <c>intstr</c>, <c>any</c>, words in parentheses, a list in brackets, a map in braces.</param>
    /// <param name="IsNeeded">Whether it must be there.</param>
    internal sealed record Field(string Name, string Type, bool IsNeeded);
}
