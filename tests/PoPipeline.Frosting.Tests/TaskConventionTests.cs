using System.Reflection;
using Cake.Frosting;
using PoPipeline.Frosting.Tasks;

namespace PoPipeline.Frosting.Tests;

public sealed class TaskConventionTests
{
    private static readonly IReadOnlyDictionary<string, string> Names = typeof(PoPipelineTasks).GetFields()
        .Where(field => field.IsLiteral && field.Name is not nameof(PoPipelineTasks.Prefix))
        .ToDictionary(field => field.Name, field => (string)(field.GetRawConstantValue() ?? ""), StringComparer.Ordinal);

    public static TheoryData<Type> Tasks() => [.. typeof(PoPipelineTasks).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IFrostingTask)))];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_is_a_public_sealed_class_directly_below_the_task_of_our_context(Type task)
    {
        Assert.True(task is { IsPublic: true, IsSealed: true });
        Assert.Contains(task.BaseType, new[] { typeof(FrostingTask<IPoPipelineContext>), typeof(AsyncFrostingTask<IPoPipelineContext>) });
        Assert.EndsWith("Task", task.Name, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_is_named_by_a_constant_of_its_own_name_with_our_prefix_and_says_what_it_does(Type task)
    {
        var name = task.GetCustomAttribute<TaskNameAttribute>()?.Name;

        Assert.Equal(name, Assert.Contains(task.Name[..^"Task".Length], Names));
        Assert.StartsWith(PoPipelineTasks.Prefix, name, StringComparison.Ordinal);
        Assert.NotEqual("", task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? "");
    }

    [Fact]
    public void Every_name_is_one_task_and_none_is_the_default_one()
    {
        Assert.Equal(Names.Count, Tasks().Count);
        Assert.Equal(Names.Count, Names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain("Default", Names.Values, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_task_of_the_framework_has_a_task() => Assert.Equal(
        [.. PoPipelineTasks.Ssdf.Select(task => task)],
        Ssdf.Tasks);

    [Fact]
    public void Every_task_that_a_rule_judges_is_one_of_the_framework() => Assert.Empty(Ssdf.Judged.Except(Ssdf.Tasks));

    [Fact]
    public void Every_report_is_written_before_the_gate_speaks()
    {
        var before = new HashSet<Type>();
        Visit(typeof(GateTask));

        Assert.Superset(new HashSet<Type> { typeof(SnapshotTask), typeof(SarifTask), typeof(SummaryTask), typeof(ReportTask) }, before);

        void Visit(Type task)
        {
            foreach (var dependency in task.GetCustomAttributes<IsDependentOnAttribute>().Where(dependency => before.Add(dependency.Task)))
            {
                Visit(dependency.Task);
            }
        }
    }
}
