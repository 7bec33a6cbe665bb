
namespace PoPipeline.Sources.Pipelines.Dinghy.Formats;

/// <summary>Tells in which format a rendered text is, and reads it. Which one Dinghy takes is set in its server, for all files.</summary>
internal static class DinghyFormats
{
    /// <summary>Reads a text.</summary>
    /// <param name="rendered">The text.</param>
    /// <param name="isModule">Whether others put it into theirs, so that it may be a part of something.</param>
    public static DinghyTree Read(RenderedText rendered, bool isModule = false)
    {
        var start = rendered.Text.AsSpan().TrimStart();
        if (start.IsEmpty || (isModule && start[0] is '"'))
        {
            return new DinghyTree();
        }

        if (start[0] is '{' or '[' || (start[0] is '"' && !IsHcl(rendered.Text)) || rendered.UnknownAt(rendered.Text.Length - start.Length) is not null)
        {
            var json = JsonReader.Read(rendered, isModule);

            // Keys without quotes are YAML's, between braces as well.
            return json is { IsBroken: true, HasBareKeys: true } && YamlPlacer.Read(rendered) is { IsBroken: false, Root: not null } yaml ? yaml : json;
        }

        return IsHcl(rendered.Text) ? HclReader.Read(rendered) : YamlPlacer.Read(rendered);
    }

    // The first line that is no comment: 'key = value', '"key" = value' or 'key {'.
    private static bool IsHcl(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var code = line.Trim();
            if (code.IsEmpty || code[0] is '#' || code.StartsWith("//"))
            {
                continue;
            }

            var key = code[0] is '"' ? code[1..].IndexOf('"') + 2 : 0;
            while (key < code.Length && (char.IsLetterOrDigit(code[key]) || code[key] is '_' or '-'))
            {
                key++;
            }

            return key > 0 && code[key..].TrimStart() is ['=' or '{', ..];
        }

        return false;
    }
}
