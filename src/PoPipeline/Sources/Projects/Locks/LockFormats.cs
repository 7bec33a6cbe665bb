using System.Collections.Immutable;

namespace PoPipeline.Sources.Projects.Locks;

/// <summary>Every format of lock files that is read.</summary>
internal static class LockFormats
{
    private static readonly YarnClassicLock YarnClassic = new();

    /// <summary>The formats; of two with the same name, <see cref="Of"/> tells them apart.</summary>
    public static ImmutableArray<LockFormat> All { get; } =
    [
        new NpmLock(), new YarnLock(), YarnClassic, new PnpmLock(), new BunLock(), new BunBinaryLock(),
        new UvLock(), new PoetryLock(), new PdmLock(), new PipfileLock(), new PylockToml(), new CondaLock(), new CondaExplicitLock(), new PixiLock(),
        new NuGetLock(), new GoSum(), new CargoLock(), new ComposerLock(), new GemfileLock(),
        new GradleLock(), new GradleVerification(), new MavenLock(), new BazelLock(), new ConanLock(),
    ];

    /// <summary>Whether a file is called as one is.</summary>
    /// <param name="name">The last part of its path.</param>
    public static bool AreNamed(ReadOnlySpan<char> name)
    {
        foreach (var format in All)
        {
            if (format.IsNamed(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The format of a file; null where it is called as none is.</summary>
    /// <param name="name">The last part of its path.</param>
    /// <param name="text">What it holds.</param>
    public static LockFormat? Of(ReadOnlySpan<char> name, ReadOnlySpan<byte> text)
    {
        foreach (var format in All)
        {
            if (format.IsNamed(name))
            {
                // Others call their files so, too.
                if (format is MavenLock && !MavenLock.IsOne(text))
                {
                    return null;
                }

                return format is YarnLock && !YarnLock.IsOne(text) ? YarnClassic : format;
            }
        }

        return null;
    }
}
