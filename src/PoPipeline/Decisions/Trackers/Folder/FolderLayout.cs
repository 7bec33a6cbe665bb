using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>How records lie in their folder: one folder a request, in it the request and one file a comment.</summary>
internal static partial class FolderLayout
{
    /// <summary>The file of a request.</summary>
    public const string RequestFile = "request.md";

    /// <summary>The largest file, in bytes.</summary>
    public const int MaximumBytes = RequestBlock.MaximumLength;

    /// <summary>The largest number of files.</summary>
    public const int MaximumFiles = 20_000;

    private const int KeyDigits = 16;
    private const int MaximumRule = 40;

    /// <summary>The folder of all requests, relative to the root, with forward slashes.</summary>
    /// <param name="policy">The policy of records.</param>
    public static string Records(RecordsPolicy policy) => policy.Folder.Replace('\\', '/').Trim('/') is { Length: > 0 } folder ? $"{folder}/records" : "records";

    /// <summary>The name of the folder of a request, which its key decides, so that two runs mean the same one.</summary>
    /// <param name="request">The request.</param>
    public static string NameOf(DecisionRequest request)
    {
        var rule = string.Concat(request.Rule.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' ? character : '-')).Trim('-');
        return string.Create(CultureInfo.InvariantCulture, $"{(rule.Length > MaximumRule ? rule[..MaximumRule] : rule)}-{request.Key[..KeyDigits]}-{request.Round}").TrimStart('-');
    }

    /// <summary>Whether a path below the records is that of a request or a comment; everything else is left alone.</summary>
    /// <param name="path">The path, with forward slashes.</param>
    public static bool IsRecord(string path) => Record().IsMatch(path);

    /// <summary>Whether a name is that of a folder of a request.</summary>
    /// <param name="name">The name.</param>
    public static bool IsFolder(string name) => Folder().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Folder();

    // A name that begins with a full stop is that of a file that is being written.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}/[A-Za-z0-9][A-Za-z0-9._-]{0,127}\.md\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Record();
}
