using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Tests.Reproducible;

/// <summary>Conditions, as https://learn.microsoft.com/visualstudio/msbuild/msbuild-conditions has them.</summary>
public sealed class MsBuildConditionTests
{
    // 'Odd' and what is not named here are not known; 'Empty' is known not to be set.
    private static readonly MsBuildScope Scope = new()
    {
        Property = name => name.ToUpperInvariant() switch { "CI" => "true", "EMPTY" => "", "NAME" => "App.Tests", "NUMBER" => "17.8", "SWITCH" => "on", _ => null },
        Exists = path => path switch { "there.props" => true, "gone.props" => false, _ => null },
    };

    [Theory]
    [InlineData(null, true)]
    [InlineData(" ", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("'$(CI)' == 'true'", true)]
    [InlineData(" '$(CI)'=='TRUE' ", true)]
    [InlineData("$(CI)", true)]
    [InlineData("!$(CI)", false)]
    [InlineData("'$(ci)' != ''", true)]
    [InlineData("$(CI) == true", true)]
    [InlineData("'$(Switch)' == 'true'", true)]
    [InlineData("'$(Empty)' == ''", true)]
    [InlineData("'$(Empty)' == 'true'", false)]
    [InlineData("'$(Empty)$(CI)' == 'true'", true)]
    [InlineData("'$(Odd)' == 'true'", null)]
    [InlineData("'$(Odd)' == 'true' and '$(Empty)' == 'true'", false)]
    [InlineData("'$(Odd)' == 'true' and '$(CI)' == 'true'", null)]
    [InlineData("'$(Odd)' == 'true' or '$(CI)' == 'true'", true)]
    [InlineData("'$(Odd)' == 'true' OR '$(Empty)' == 'true'", null)]
    [InlineData("!('$(Odd)' == 'true')", null)]
    [InlineData("'$(CI)' == 'true' or '$(Odd)' == 'x' and '$(Empty)' == 'x'", true)]
    [InlineData("('$(CI)' == 'true' or '$(Odd)' == 'x') and '$(Empty)' == 'x'", false)]
    [InlineData("Exists('there.props')", true)]
    [InlineData("!exists( 'gone.props' )", true)]
    [InlineData("Exists('elsewhere.props')", null)]
    [InlineData("Exists('$(Odd)')", null)]
    [InlineData("HasTrailingSlash('a/')", true)]
    [InlineData("$(Number) >= 17.8", true)]
    [InlineData("'$(Number)' < '17.10.1'", true)]
    [InlineData("0x10 == 16", true)]
    [InlineData("!$(Name.EndsWith('.Tests'))", false)]
    [InlineData("'$(Name.Contains('x'))' == 'true'", false)]
    [InlineData("$([System.String]::IsNullOrEmpty('$(Empty)'))", true)]
    [InlineData("'$([MSBuild]::ValueOrDefault('$(Empty)', 'a, b'))' == 'a, b'", true)]
    [InlineData("$([MSBuild]::IsOSPlatform('Windows'))", null)]
    [InlineData("'@(Compile)' == ''", null)]
    [InlineData("'$(CI)' ==", null)]
    [InlineData("'$(CI)' == 'true", null)]
    [InlineData("('$(CI)' == 'true'", null)]
    [InlineData("'$(CI' == 'true'", null)]
    [InlineData("'true' 'true'", null)]
    [InlineData("maybe", null)]
    public void A_condition_holds_or_not_or_that_is_not_known(string? condition, bool? holds) => Assert.Equal(holds, MsBuildCondition.Holds(condition, Scope));

    [Fact]
    public void No_condition_is_too_odd()
    {
        foreach (var text in new[] { new string('(', 20_000), new string('!', 10_000), string.Concat(Enumerable.Repeat("$(", 5000)), "'" + string.Concat(Enumerable.Repeat("$(", 5000)), string.Concat(Enumerable.Repeat("'a' == 'b' or ", 500)), "$()", "$([)", "$(.x())", "'" })
        {
            Assert.Null(MsBuildCondition.Holds(text, Scope));
        }
    }

    [Fact]
    public void A_condition_sees_what_was_set_before_it_and_nothing_that_comes_later()
    {
        var ci = new MsBuildVariables { IsCi = true };
        var locked = Set("RestoreLockedMode", "true", "'$(ContinuousIntegrationBuild)' == 'true'");
        var built = Set("ContinuousIntegrationBuild", "true", "'$(CI)' == 'true'");

        Assert.True(MsBuildValues.Of([built, locked], ci).IsOn("RestoreLockedMode"));
        Assert.Equal("", MsBuildValues.Of([locked, built], ci).Value("RestoreLockedMode"));
        Assert.Null(MsBuildValues.Of([built, locked], MsBuildVariables.None).Value("RestoreLockedMode"));
    }

    [Fact]
    public void The_last_setting_that_holds_wins_and_the_command_line_before_all()
    {
        ImmutableArray<ToolSetting> settings = [Set("DebugType", "full"), Set("DebugType", "embedded", "'$(CI)' == 'true'"), Set("DebugType", "portable", "'$(DebugType)' == ''")];

        Assert.Equal("embedded", MsBuildValues.Of(settings, new MsBuildVariables { IsCi = true }).Value("debugtype"));
        Assert.Equal("full", MsBuildValues.Of(settings, new MsBuildVariables { KnowsEnvironment = true }).Value("DebugType"));
        Assert.Equal("none", MsBuildValues.Of(settings, new MsBuildVariables { Globals = ImmutableDictionary<string, ToolSetting>.Empty.Add("DebugType", new ToolSetting("DebugType", "none")) }).Value("DebugType"));
    }

    [Fact]
    public void What_could_not_be_read_may_set_anything() => Assert.Null(MsBuildValues.Of([], MsBuildVariables.None, isComplete: false).Value("RestoreLockedMode"));

    private static ToolSetting Set(string name, string value, string? condition = null) => new($"MSBuild {name}", value) { Condition = condition };
}
