using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;

namespace PoPipeline.Tests.Settings;

/// <summary>What <c>docs/forges.md</c> says of settings is made from the code that asks for them.</summary>
public sealed class ForgesPageTests
{
    [Fact]
    public void The_page_on_forges_is_made_from_what_is_asked_of_them()
    {
        var page = new StringBuilder(
            """
            # What forges are asked

            This page is generated: `POPIPELINE_ACCEPT=1 dotnet test` writes it. Every request only reads. `po doctor` shows which of these a token can see.

            Where the forge refuses, what a rule looks at is *unknown*, with the code, the words of the forge and what the token lacks: never met, and never a fault. A rule of the
            policy's `required` that is unknown ends the run with exit code 3; so does a request that failed. What a plan or tier has not *does not apply*.

            """);
        foreach (var forge in new[] { Forge.GitHub, Forge.GitLab })
        {
            page.Append($"\n## {forge}\n\n| setting | rules | asked | token | {JobTokenOf(forge)} | account | plan |\n|---|---|---|---|---|---|---|\n");
            foreach (var setting in Enum.GetValues<ForgeSetting>())
            {
                var rules = string.Join(' ', RuleSet.All.Where(rule => rule.Settings.Contains(setting)).Select(rule => $"[{rule.Id}](rules/{rule.Id}.md)"));
                page.Append(SettingsReaders.Access.SingleOrDefault(access => access.Forge == forge && access.Setting == setting) is { } access
                    ? $"| [{SettingNames.Of(setting)}]({access.Page}) | {rules} | {string.Join("<br>", access.Endpoint.Split('\n').Select(endpoint => $"`{endpoint}`"))} | {TokenOf(access)} | {(access.JobToken is { } permission ? permission : "never")} | {access.Role} | {access.Plan} |\n"
                    : $"| {SettingNames.Of(setting)} | {rules} | not asked: no interface tells | | | | |\n");
            }
        }

        Approved.Text(Path.Combine(TestPaths.Repository, "docs", "forges.md"), page.ToString());
    }

    [Fact]
    public void Every_rule_on_settings_says_which_it_looks_at_and_every_setting_is_asked_of_some_forge()
    {
        var asked = SettingsReaders.Access.Select(access => access.Setting).ToImmutableHashSet();

        Assert.All(RuleSet.All.SelectMany(rule => rule.Settings).Where(setting => setting is not ForgeSetting.Ssh), setting => Assert.Contains(setting, asked));
        Assert.Distinct(SettingsReaders.Access.Select(access => (access.Forge, access.Setting)));
        Assert.All(SettingsReaders.Access, access => Assert.StartsWith("https://docs.git", access.Page, StringComparison.Ordinal));
    }

    private static string JobTokenOf(Forge forge) => forge is Forge.GitLab ? "`CI_JOB_TOKEN`" : "`GITHUB_TOKEN`";

    private static string TokenOf(SettingAccess access) => access.Permission == access.Scope ? $"`{access.Scope}`" : $"`{access.Permission}`; classic `{access.Scope}`";
}
