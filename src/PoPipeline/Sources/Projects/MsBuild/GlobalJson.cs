using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Reading;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>Reads <c>global.json</c>, which says which SDK builds.</summary>
/// <remarks>Source: https://learn.microsoft.com/dotnet/core/tools/global-json.</remarks>
internal static class GlobalJson
{
    private const int Most = 100;

    /// <summary>What a file says.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="fault">Why it could not be read, as a clause; null where it was.</param>
    public static ImmutableArray<ToolSetting> Read(string path, string text, out string? fault)
    {
        fault = null;
        var found = ImmutableArray.CreateBuilder<ToolSetting>();
        try
        {
            Read(path, text, found);
        }
        catch (JsonException exception)
        {
            fault = $"it is not JSON, line {(exception.LineNumber ?? 0) + 1}";
        }
        catch (InvalidOperationException)
        {
            fault = "it holds a text that is no text";
        }

        return found.DrainToImmutable();
    }

    private static void Read(string path, string text, ImmutableArray<ToolSetting>.Builder found)
    {
        using var cursor = new JsonCursor(Encoding.UTF8.GetBytes(text), isLenient: true);
        if (!cursor.EnterTable())
        {
            return;
        }

        while (cursor.NextName())
        {
            var prefix = cursor.Name switch { "sdk" => "global.json sdk.", "msbuild-sdks" => MsBuildNames.GlobalSdk, _ => null };
            if (prefix is null || !cursor.EnterTable())
            {
                continue;
            }

            while (cursor.NextName())
            {
                var name = prefix + cursor.Name;
                if (cursor.IsScalar() && cursor.Take() is { } value && found.Count < Most && (prefix == MsBuildNames.GlobalSdk || name is MsBuildNames.SdkVersion or MsBuildNames.RollForward))
                {
                    found.Add(new ToolSetting(name, value, new Place(path, cursor.At)));
                }
            }
        }
    }
}
