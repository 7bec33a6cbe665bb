using System.Globalization;
using PoPipeline.Sources.Projects.Locks;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>Every lock file that others wrote and published, real ones and those that their tests read.</summary>
public sealed class CorpusLocksTests
{
    private static readonly string[] Folders = ["lockfiles", "real-reproducible"];

    // Whose names do not tell: a part of the path, and the format.
    private static readonly (string Part, LockFormat Format)[] Odd =
    [
        ("/yarnlock/testdata/", new YarnClassicLock()), ("/lockfile-lint/__tests__/fixtures/yarn", new YarnClassicLock()), ("/__fixtures__/yarn", new YarnClassicLock()), ("/__fixtures__/bad-yarn", new YarnClassicLock()),
        ("/poetrylock/testdata/", new PoetryLock()), ("/uvlock/testdata/", new UvLock()), ("/gemfilelock/testdata/", new GemfileLock()), ("/cargolock/testdata/", new CargoLock()),
        ("package-lock", new NpmLock()), ("/pylock.", new PylockToml()),
    ];

    [Fact]
    public void Each_is_read_or_refused_for_what_is_wrong_with_it()
    {
        var corpora = TestPaths.RequireCorpora();
        var lines = new List<string>();
        foreach (var path in Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(corpora, folder), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(corpora, path).Replace('\\', '/');
            var bytes = File.ReadAllBytes(path);
            if (FormatOf(name, bytes) is { } format)
            {
                var found = new LockCollector(name, format.Ecosystem);
                format.Read(new LockText(name, bytes, 0, bytes.Length), found);
                var file = found.Build(isTracked: true);
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name}\n  {file.Ecosystem} {file.Version ?? "-"}, {file.Packages} packages{(file.Unreadable is null ? "" : $", {file.Unreadable}")}{string.Concat(file.Counts.Select(count => $", {count.Kind} {count.Count}"))}"));
            }
        }

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Projects", "corpus-locks.txt"), string.Join('\n', lines) + "\n");
    }

    private static LockFormat? FormatOf(string path, byte[] bytes)
    {
        var name = Path.GetFileName(path);
        if (LockFormats.Of(name, bytes) is { } format)
        {
            return format;
        }

        var odd = Array.Find(Odd, odd => path.Contains(odd.Part, StringComparison.Ordinal) && (name.EndsWith(".lock", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal) || name.EndsWith(".toml", StringComparison.Ordinal))).Format;
        return odd is YarnClassicLock && YarnLock.IsOne(bytes) ? new YarnLock() : odd;
    }
}
