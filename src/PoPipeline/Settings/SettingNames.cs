using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>What people call settings.</summary>
public static partial class SettingNames
{
    /// <summary>The name of a setting in words: <c>branch protection</c>.</summary>
    /// <param name="setting">The setting.</param>
    public static string Of(ForgeSetting setting) => Words().Replace(setting.ToString(), " $0").Trim().ToLowerInvariant();

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
