using System.Text.RegularExpressions;
using PoPipeline.Ledger;

namespace PoPipeline.Tests.Ledger;

/// <summary>What the system refuses is said in plain words.</summary>
public sealed partial class RefusalTests
{
    public static TheoryData<Exception, string> Refusals() => new()
    {
        { new FileNotFoundException("Could not find file '/a/b'.", "/a/b"), "it is not there" },
        { new DirectoryNotFoundException("Could not find a part of the path '/a/b'."), "it is not there" },
        { new UnauthorizedAccessException("Access to the path '/a/b' is denied."), "access is denied" },
        { new PathTooLongException("The path '/a' is too long, or a component of the specified path is too long."), "its path is too long" },
        { new NotSupportedException("The given path's format is not supported."), "its path holds a character that no path can have" },
        { new IOException("No space left on device : '/a/b'", 28), "the disk is full" },
        { new IOException("There is not enough space on the disk.", unchecked((int)0x80070070)), "the disk is full" },
        { new IOException("Read-only file system : '/a/b'", 30), "the file system is read-only" },
        { new IOException("Disk quota exceeded : '/a/b'", 122), "the quota of the disk is used up" },
        { new IOException("Too many open files : '/a/b'", 24), "too many files are open" },
        { new IOException("The file '/a/b' already exists.", 17), "something else is there already" },
        { new IOException("The process cannot access the file", unchecked((int)0x80070020)), "another program is using it" },
        { new IOException("No such device or address : '/a/b'", 6), "the system refuses it (error 6)" },
        { new IOException("Something went wrong."), "the system refuses it" },
        { new RefusedException("'a' is not written: it changed meanwhile."), "'a' is not written: it changed meanwhile" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_has_plain_words(Exception exception, string expected) => Assert.Equal(expected, Refusal.Of(exception));

    [Fact]
    public void What_is_to_be_made_is_not_missing() => Assert.Equal("nothing can be made there", Refusal.OfWriting(new DirectoryNotFoundException("Could not find a part of the path.")));

    // The runtime's words are for programmers, and name paths that nobody asked for.
    [Fact]
    public void No_source_shows_what_the_runtime_says_of_a_file()
    {
        var shown = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("Refusal.cs", StringComparison.Ordinal))
            .SelectMany(file => Caught().Matches(File.ReadAllText(file)).Where(match => match.Groups["body"].Value.Contains("exception.Message", StringComparison.Ordinal)).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(shown);
    }

    [GeneratedRegex(@"catch \(Exception exception\) when \([^{]*(?<!LibGit2SharpException[^{]*)(IOException|UnauthorizedAccessException)[^{]*\{(?<body>[^}]*\}?[^}]*)\}")]
    private static partial Regex Caught();
}
