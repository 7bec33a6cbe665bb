using PoPipeline.Forges.GitLab.Api;

namespace Refit.Implementation;

/// <summary>
/// Makes the client that Refit generates for <see cref="IGitLabApi"/>. Refit would register it as soon as this assembly is loaded, and so be loaded itself by
/// every run, whether or not it speaks to GitLab; the project file keeps it from that.
/// </summary>
internal static partial class GeneratedPoPipeline
{
    public static IGitLabApi GitLab(HttpClient client, RefitSettings settings) => new PoPipelineForgesGitLabApiIGitLabApi(client, settings);
}
