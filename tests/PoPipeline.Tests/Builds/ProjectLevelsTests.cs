using System.Text;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Builds;

/// <summary>The levels of the projects in the cases of reproducible builds, and what holds of each of them.</summary>
public sealed class ProjectLevelsTests
{
    private const string Rules = "PO325";

    private static readonly string Folder = Path.Combine(TestPaths.Project, "Builds", "Approved");

    private static readonly Lazy<IReadOnlyList<(string Name, Snapshot Snapshot)>> Cases = new(() => [.. CaseTree.Names.Where(name => name.StartsWith(Rules, StringComparison.Ordinal)).Select(name => (name, CaseTree.Collect(name)))]);

    [Fact]
    public void The_projects_of_the_cases_are_at_the_levels_that_were_read()
    {
        var text = new StringBuilder();
        foreach (var (name, snapshot) in Cases.Value)
        {
            foreach (var level in ProjectLevels.Of(snapshot))
            {
                text.Append(name).Append(": ").Append(level.Project.Folder is "" ? "." : level.Project.Folder).Append(" (").Append(level.Tool).Append(") L").Append((int)level.Level)
                    .Append(level.IsUncertain ? "?" : "").Append(level.Hindrance is { } hindrance ? $", {hindrance.Place?.ToString() ?? "nowhere"} {hindrance.Why}" : "").Append('\n');
            }
        }

        Approved.Text(Path.Combine(Folder, "levels.txt"), text.ToString());
    }

    [Fact]
    public void A_level_is_held_by_what_speaks_for_it_and_kept_from_the_next_by_what_is_shown()
    {
        foreach (var (name, snapshot) in Cases.Value)
        {
            foreach (var level in ProjectLevels.Of(snapshot))
            {
                foreach (var held in Enum.GetValues<BuildLevel>().Where(held => held > BuildLevel.None && held <= level.Level))
                {
                    Assert.True(level.Facts.Any(fact => fact.Level == held) && level.Facts.All(fact => fact.Level != held || fact.IsMet is true), $"{name}, {level.Project.Folder}: {held}");
                }

                Assert.Equal(level.Level == BuildLevel.Deterministic, level.Hindrance is null);
                Assert.False(level.Hindrance?.IsMet is true, name);
                Assert.True(level.IsUncertain == (level.Hindrance is { IsMet: null }), name);
            }
        }
    }

    [Fact]
    public void Whatever_is_shown_lies_in_a_file_of_the_repository_and_ends_as_a_sentence()
    {
        foreach (var (name, snapshot) in Cases.Value)
        {
            foreach (var fact in ProjectLevels.Of(snapshot).SelectMany(level => level.Facts))
            {
                Assert.EndsWith(".", fact.Why, StringComparison.Ordinal);
                Assert.True(fact.Place is not { } place || Lines(name, place.Path) >= place.Region.EndLine, $"{name}: {fact.Place} {fact.Why}");
            }
        }
    }

    private static int Lines(string name, string path) =>
        Path.Combine(CaseTree.Root, name, path) is var file && File.Exists(file) ? File.ReadAllText(file).Split('\n').Length : -1;
}
