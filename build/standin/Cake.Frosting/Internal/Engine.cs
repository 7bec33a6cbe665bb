using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Registers the tasks of a build, and what runs around them, with Cake's engine.</summary>
internal sealed class Engine(
    ICakeEngine engine,
    IFrostingContext context,
    ICakeLog log,
    IEnumerable<IFrostingTask> tasks,
    IFrostingSetup? setup = null,
    IFrostingTeardown? teardown = null,
    IFrostingTaskSetup? taskSetup = null,
    IFrostingTaskTeardown? taskTeardown = null)
{
    /// <summary>Registers them.</summary>
    /// <exception cref="FrostingException">A task depends on something that is not a task.</exception>
    public void Register()
    {
        foreach (var task in tasks)
        {
            Register(task);
        }

        if (setup is not null)
        {
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        }

        if (teardown is not null)
        {
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        }

        if (taskSetup is not null)
        {
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        }

        if (taskTeardown is not null)
        {
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
        }
    }

    private void Register(IFrostingTask task)
    {
        var facts = new TaskFacts(task);
        if (!facts.ContextType.IsInstanceOfType(context))
        {
            log.Warning("Task '{0}' cannot be used since the context isn't convertible to {1}.", facts.Name, facts.ContextType.FullName);
            return;
        }

        var builder = engine.RegisterTask(facts.Name);
        if (facts.Description is { Length: > 0 } description)
        {
            builder.Description(description);
        }

        if (facts.Overrides("Run") || facts.Overrides("RunAsync"))
        {
            builder.Does(_ => task.RunAsync(context));
        }

        if (facts.Overrides(nameof(task.ShouldRun)))
        {
            builder.WithCriteria(_ => task.ShouldRun(context), task.SkippedMessage ?? "");
        }

        if (facts.ContinuesOnError)
        {
            builder.ContinueOnError();
        }

        if (facts.Overrides(nameof(task.OnError)))
        {
            builder.OnError(exception => task.OnError(exception, context));
        }

        if (facts.Overrides(nameof(task.Finally)))
        {
            builder.Finally(() => task.Finally(context));
        }

        builder.IsDependentOn(facts.Dependencies);
        builder.IsDependeeOf(facts.Dependees);
    }
}
