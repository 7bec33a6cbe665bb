namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Names of registries that GitLab gives by variables of its own.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/predefined_variables/ and https://docs.gitlab.com/user/packages/dependency_proxy/.</remarks>
internal static class RegistryNames
{
    private const string OwnImage = "${CI_REGISTRY_IMAGE}";
    private const string Registry = "${CI_REGISTRY}";
    private const string Templates = "${CI_TEMPLATE_REGISTRY_HOST}";

    // Hosts that take the place of what no file tells, so that the rest of the name can be read.
    private const string OwnPlace = "own.registry.invalid";
    private const string RegistryPlace = "registry.invalid";

    // The proxy of the group hands through what Docker Hub gives.
    private static readonly string[] Mirrors = ["${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/", "${CI_DEPENDENCY_PROXY_DIRECT_GROUP_IMAGE_PREFIX}/"];

    private static readonly string[] Assumed = ["docker.io/library/", "docker.io/"];

    /// <summary>The name of an image whose registry is known in words, and whether it is one of the project's own.</summary>
    /// <param name="filled">The name as far as the files tell it, each variable that they do not set in braces.</param>
    public static (string Name, bool IsOwn) Resolve(string filled)
    {
        var name = filled.Replace(Registry + "/${CI_PROJECT_PATH}", OwnImage, StringComparison.Ordinal);
        var isOwn = name.StartsWith(OwnImage, StringComparison.Ordinal);
        return (isOwn ? OwnPlace + name[OwnImage.Length..]
            : name.StartsWith(Registry + "/", StringComparison.Ordinal) ? RegistryPlace + name[Registry.Length..]
            : name.StartsWith(Templates + "/", StringComparison.Ordinal) ? "registry.gitlab.com" + name[Templates.Length..]
            : Array.Find(Mirrors, mirror => name.StartsWith(mirror, StringComparison.Ordinal)) is { } prefix ? name[prefix.Length..]
            : name, isOwn);
    }

    /// <summary>The path of an image below the registry of the instance; null where it lies in another one.</summary>
    /// <param name="name">Its name, as <see cref="Resolve"/> gives it.</param>
    public static string? PathHere(string name) => name.StartsWith(RegistryPlace + "/", StringComparison.Ordinal) ? name[(RegistryPlace.Length + 1)..] : null;

    /// <summary>A name as people and policies write it.</summary>
    /// <param name="name">The name, as <see cref="Resolve"/> gives it.</param>
    public static string InWords(string name) =>
        name.StartsWith(OwnPlace, StringComparison.Ordinal) ? "$CI_REGISTRY_IMAGE" + name[OwnPlace.Length..]
        : name.StartsWith(RegistryPlace, StringComparison.Ordinal) ? "$CI_REGISTRY" + name[RegistryPlace.Length..]

        // A variable at the beginning names a registry, and not something at the one that holds where none is named.
        : Array.Find(Assumed, start => name.StartsWith(start + "${", StringComparison.Ordinal)) is { } assumed ? name[assumed.Length..]
        : name;
}
