using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads what a <c>securityContext</c>, of a pod or of a container, grants beyond what containers may.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/.</remarks>
internal static class SecurityContexts
{
    /// <summary>What makes a container a process of the machine, on Windows.</summary>
    public const string OfWindowsHost = "hostProcess: true";

    private static readonly string[] Profiles = ["seccompProfile", "appArmorProfile"];

    /// <summary>The rights, as <see cref="Container.Rights"/> has them.</summary>
    /// <param name="security">The context; null where there is none.</param>
    public static IEnumerable<Located<string>> Rights(YamlMapping? security)
    {
        if (security?.Entry("privileged") is { Value: YamlScalar { Value: "true" } value } privileged)
        {
            yield return new Located<string>("privileged: true", privileged.Key.Span.To(value.Span));
        }

        foreach (var added in ((security?["capabilities"] as YamlMapping)?["add"] as YamlSequence)?.Items.OfType<YamlScalar>() ?? [])
        {
            yield return new Located<string>(added.Value, added.Span);
        }

        if ((security?["windowsOptions"] as YamlMapping)?.Entry("hostProcess") is { Value: YamlScalar { Value: "true" } host } process)
        {
            yield return new Located<string>(OfWindowsHost, process.Key.Span.To(host.Span));
        }

        foreach (var profile in Profiles)
        {
            if ((security?[profile] as YamlMapping)?["type"] is YamlScalar { Value: "Unconfined" } type)
            {
                yield return new Located<string>($"{profile}: Unconfined", type.Span);
            }
        }

        if (security?.Entry("procMount") is { Value: YamlScalar { Value: "Unmasked" } unmasked } mount)
        {
            yield return new Located<string>("procMount: Unmasked", mount.Key.Span.To(unmasked.Span));
        }
    }

    /// <summary>Where it has what runs be the administrator of its container; null where it does not.</summary>
    /// <param name="security">The context; null where there is none.</param>
    public static HostAccess? Administrator(YamlMapping? security) =>
        security?.Entry("runAsUser") is { Value: YamlScalar { Value: "0" } zero } user ? new HostAccess(HostAccessKind.Administrator, "runAsUser: 0", user.Key.Span.To(zero.Span)) : null;
}
