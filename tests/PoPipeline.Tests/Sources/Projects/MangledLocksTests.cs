using System.Text;
using CsCheck;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using PoPipeline.Sources.Projects.PackageManagers;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>Lock files, manifests and settings that nobody writes, through every reader of them.</summary>
public sealed class MangledLocksTests
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "\"", "'", ":", ",", "#", "\n", "\n  ", "\r", "=", "@", "(", ")", "<<<<<<<", "&a ", "*a", "|\n", "\"\"\"", "[[package]]\n", "[a.b]\n", "\0", "\uD83D\uDE00", "null", "true", "1e999", "--hash=", "\\", "-e ", "node_modules/", "!!binary x", "? ", "- ", "http_archive(", "**", "load(", "\"\"\"", "def ", "[requires]\n", "import %workspace%/"];

    // Some are read in another way under another name.
    private static readonly string[] Names = ["manifest", "MODULE.bazel", ".bazelversion", "vcpkg-configuration.json"];
    private static readonly string[] Paths = ["settings", "pyproject.toml", "rust-toolchain.toml"];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names.Where(name => name.StartsWith("PO325", StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
            .Where(path => !path.EndsWith(CaseTree.Expected, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ]);

    [Fact]
    public void No_text_is_too_odd_for_a_reader_of_lock_files() => Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60).Sample(
        text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var format in LockFormats.All.Append(new RequirementsLock()))
            {
                var found = new LockCollector("lock", format.Ecosystem);
                format.Read(new LockText("lock", bytes, 0, bytes.Length), found);
                var file = found.Build(isTracked: null);
                var lines = text.Split(['\n', '\r']).Length;
                Assert.All(file.Faults, fault => Assert.InRange(fault.Span.Region.StartLine, 1, lines + 1));
            }
        },
        iter: Mangling.Runs(2000));

    [Fact]
    public void No_text_is_too_odd_for_a_reader_of_manifests() => Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60).Sample(
        text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var format in ManifestFormats.All)
            {
                foreach (var name in Names)
                {
                    format.Read(new LockText(name, bytes, 0, bytes.Length));
                }
            }
        },
        iter: Mangling.Runs(2000));

    [Fact]
    public void No_text_is_too_odd_for_a_reader_of_settings() => Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60).Sample(
        text =>
        {
            var lines = text.Split(['\n', '\r']).Length;
            foreach (var kind in PackageManagerSettings.All)
            {
                foreach (var path in Paths)
                {
                    Assert.All(kind.Read(path, text).Settings, setting =>
                    {
                        Assert.StartsWith($"{kind.Prefix} ", setting.Name, StringComparison.Ordinal);
                        Assert.InRange(setting.Span!.Value.Region.StartLine, 1, lines + 1);
                    });
                }
            }
        },
        iter: Mangling.Runs(2000));

    [Fact]
    public void Bytes_that_are_no_text_are_refused_or_passed_over()
    {
        byte[] bytes = [0xFF, 0xFE, .. "{\"packages\": {\"node_modules/\xFF\": {}}}"u8, 0xC3, 0x28, 0x80];
        foreach (var format in LockFormats.All)
        {
            format.Read(new LockText("lock", bytes, 0, bytes.Length), new LockCollector("lock", format.Ecosystem));
        }
    }

    [Fact]
    public void Ten_thousand_open_brackets_end_with_a_reason()
    {
        foreach (var (open, format) in new (string, LockFormat)[] { ("{\"a\":", new NpmLock()), ("[", new PnpmLock()), ("a = [", new UvLock()), ("{a: ", new YarnLock()) })
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, 10_000)));
            var found = new LockCollector("lock", format.Ecosystem);
            format.Read(new LockText("lock", bytes, 0, bytes.Length), found);
            Assert.NotNull(found.Build(isTracked: null).Unreadable);
        }
    }
}
