using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Finds the images that a Dockerfile builds upon and copies from.</summary>
internal static partial class Dockerfile
{
    // A build has a few stages; more were written to take time.
    private const int Most = 100;

    /// <summary>The names, with where each is written; those of stages of the file itself are left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    public static ImmutableArray<BuiltUpon> ImagesOf(string path, string text)
    {
        var found = ImmutableArray.CreateBuilder<BuiltUpon>();
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        var isContinued = false;
        string? document = null;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsSpan()[range].TrimEnd('\r').ToString();
            if (document is not null)
            {
                document = line.Trim() == document ? null : document;
                continue;
            }

            var isComment = line.AsSpan().TrimStart().StartsWith("#");
            var starts = !isContinued && !isComment;
            isContinued = isComment ? isContinued : line.AsSpan().TrimEnd().EndsWith("\\");
            if (!starts || found.Count >= Most)
            {
                continue;
            }

            if (From().Match(line) is { Success: true } from)
            {
                Add(from.Groups["image"]);
                if (from.Groups["stage"] is { Success: true } stage)
                {
                    stages.Add(stage.Value);
                }
            }
            else if (Copy().Match(line) is { Success: true } copy)
            {
                Add(copy.Groups["image"]);
            }
            else if (found.Count == 0 && stages.Count == 0 && Argument().Match(line) is { Success: true } argument)
            {
                arguments[argument.Groups["name"].Value] = argument.Groups["value"].Value.Trim('"', '\'');
            }

            document = Document().Match(line) is { Success: true } here ? here.Groups["end"].Value : null;

            void Add(Group image)
            {
                if (stages.Contains(image.Value) || image.Value is "scratch" || int.TryParse(image.Value, out _))
                {
                    return;
                }

                var place = new Place(path, new Region(number, image.Index + 1, number, image.Index + 1 + image.Length));
                found.Add(new BuiltUpon(image.Value, Resolved(image.Value, arguments), place));
            }
        }

        return found.DrainToImmutable();
    }

    // Null where an argument has no value in the file.
    private static string? Resolved(string image, Dictionary<string, string> arguments)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (Match match in Variable().Matches(image))
        {
            var name = match.Groups["name"].Value;
            var value = arguments.GetValueOrDefault(name) is { Length: > 0 } set ? set : match.Groups["default"].Value;
            if (value.Length == 0 || value.Contains('$'))
            {
                return null;
            }

            text.Append(image, at, match.Index - at).Append(value);
            at = match.Index + match.Length;
        }

        return text.Append(image, at, image.Length - at).ToString();
    }

    [GeneratedRegex(@"^\s*FROM\s+(?:--\S+\s+)*(?<image>[^\s-]\S*)(?:\s+AS\s+(?<stage>\S+))?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex From();

    [GeneratedRegex(@"^\s*(?:COPY|ADD)\s+(?:--\S+\s+)*?--from=(?<image>[^\s$]+)\s", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Copy();

    [GeneratedRegex(@"^\s*ARG\s+(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>\S*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    [GeneratedRegex(@"^\s*(?:RUN|COPY|ADD)\s.*<<-?[""']?(?<end>[A-Za-z_][A-Za-z0-9_]*)[""']?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Document();

    [GeneratedRegex(@"\$(?:\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::?-(?<default>[^}]*))?\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}

/// <summary>An image that a Dockerfile builds upon.</summary>
/// <param name="Text">Its name as it is written.</param>
/// <param name="Name">Its name with the arguments' values; null where one has none in the file.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record BuiltUpon(string Text, string? Name, Place Place);
