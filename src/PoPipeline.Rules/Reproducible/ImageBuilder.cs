namespace PoPipeline.Rules.Reproducible;

/// <summary>What builds an image.</summary>
internal enum ImageBuilder
{
    /// <summary>Something of which nothing is known that decides.</summary>
    Other,

    /// <summary>BuildKit, which Docker has built.</summary>
    BuildKit,

    /// <summary>Buildah, which Podman has built.</summary>
    Buildah,

    /// <summary>kaniko.</summary>
    Kaniko,

    /// <summary>ko, which builds programs of Go without a file.</summary>
    Ko,

    /// <summary>Jib, which builds programs of Java without a file.</summary>
    Jib,

    /// <summary>Buildpacks, which choose themselves what to do.</summary>
    Buildpacks,
}
