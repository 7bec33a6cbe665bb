using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Conventions;

/// <summary>Names of others are theirs. SP 800-218 calls its group PO "Prepare the Organization"; the verb of the group PS is easily taken for it.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Made = ["bin", "obj", "node_modules", "TestResults", "po-report"];

    [Fact]
    public void The_practices_prepare_the_organization()
    {
        var files = Texts(TestPaths.Repository).ToList();
        Assert.Contains(files, file => Path.GetFileName(file) is "README.md");
        Assert.Contains(files, file => file.EndsWith(".sarif", StringComparison.Ordinal));

        Assert.Empty(files.Where(file => Misnamed().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(TestPaths.Repository, file)));
    }

    [Theory]
    [InlineData("the \"Protect the {0}\" practices", true)]
    [InlineData("Protect (the {0})", true)]
    [InlineData("practices that *protect\n    the* {0}", true)]
    [InlineData("/// Protecting\r\n    /// your {0}", true)]
    [InlineData("Prepare the {0}", false)]
    [InlineData("Protect the branch of the {0}", false)]
    public void The_wrong_name_is_found_in_any_writing(string text, bool wrong)
    {
        Assert.Equal(wrong, Misnamed().IsMatch(string.Format(text, "Organization")));
        Assert.Equal(wrong, Misnamed().IsMatch(string.Format(text, "organisation")));
    }

    private static IEnumerable<string> Texts(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsText)
            .Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Texts));

    // Folders of git and of what is built or restored are not ours; links lead to what is elsewhere.
    private static bool IsOurs(string folder) =>
        Path.GetFileName(folder) is var name && name is not ".git" && !Made.Contains(name, StringComparer.Ordinal) && new DirectoryInfo(folder).LinkTarget is null;

    private static bool IsText(string file) =>
        new FileInfo(file) is { LinkTarget: null, Length: < 4_000_000 } && Path.GetExtension(file) is not (".png" or ".dll" or ".gz" or ".zip" or ".tar" or ".nupkg" or ".pack" or ".idx");

    [GeneratedRegex(@"\bprotect(?:s|ing)?[\s/*_""'(]+(?:(?:the|your|an|our)[\s/*_""'()]+)?organi[sz]ation", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Misnamed();
}
