using PoPipeline.Sources.Pipelines.GitLabCi.Starting;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi.Starting;

public sealed class RealRulesTests
{
    [Fact]
    public void Expressions_that_GitLab_runs_are_read()
    {
        var real = Path.Combine(TestPaths.RequireCorpora(), "real-gitlab-ci");
        var rules = new StartRules();
        var errors = new SortedSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(real, "*.y*ml", SearchOption.AllDirectories))
        {
            foreach (var condition in YamlReader.ReadAll("a.yml", File.ReadAllText(file)).Roots.SelectMany(Conditions))
            {
                count++;
                if (rules.Parse(condition).Error is { } error)
                {
                    errors.Add($"{condition.Value}: {error.Message}");
                }
            }
        }

        Assert.True(count > 100);
        Assert.Empty(errors);
    }

    private static IEnumerable<YamlScalar> Conditions(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => entry is { Key.Value: "if", Value: YamlScalar scalar } ? [scalar] : Conditions(entry.Value)),
        YamlSequence sequence => sequence.Items.SelectMany(Conditions),
        _ => [],
    };
}
