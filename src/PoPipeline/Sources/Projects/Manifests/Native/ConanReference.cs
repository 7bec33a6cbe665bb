namespace PoPipeline.Sources.Projects.Manifests.Native;

/// <summary>References of Conan: <c>zlib/1.3.1</c>, <c>fmt/[>=10 &lt;12]@user/channel</c>, <c>zlib/1.3.1#revision</c>.</summary>
/// <remarks>Source: https://docs.conan.io/2/reference/conanfile/methods/requirements.html.</remarks>
internal static class ConanReference
{
    /// <summary>The parts of one; null where a text is none.</summary>
    /// <param name="text">The text.</param>
    public static (string Name, string Version)? Parts(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && !text.AsSpan(0, slash).ContainsAny(" \t:\\") ? (text[..slash], text[(slash + 1)..]) : null;
    }

    /// <summary>Whether a version leaves open which one is taken.</summary>
    /// <param name="version">The version, as written.</param>
    public static bool IsOpen(string version) => version.StartsWith('[');
}
