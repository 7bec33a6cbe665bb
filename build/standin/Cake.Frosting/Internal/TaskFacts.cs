using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What the type of a task says of it.</summary>
/// <param name="task">The task.</param>
internal sealed class TaskFacts(IFrostingTask task)
{
    private readonly Type _type = task.GetType();

    /// <summary>The name.</summary>
    public string Name => NameOf(_type);

    /// <summary>What it is for; null where it does not say.</summary>
    public string? Description => _type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;

    /// <summary>Whether the build goes on when it fails.</summary>
    public bool ContinuesOnError => _type.IsDefined(typeof(ContinueOnErrorAttribute));

    /// <summary>The context that it needs.</summary>
    public Type ContextType => Base?.GetGenericArguments()[0] ?? typeof(ICakeContext);

    /// <summary>The names of tasks that run before it.</summary>
    public IEnumerable<string> Dependencies =>
        _type.GetCustomAttributes<IsDependentOnAttribute>().Cast<ITaskDependency>().Select(dependency => NameOfTask(dependency.Task));

    /// <summary>The names of tasks that it runs before.</summary>
    public IEnumerable<string> Dependees =>
        _type.GetCustomAttributes<IsDependeeOfAttribute>().Cast<IReverseTaskDependency>().Select(dependency => NameOfTask(dependency.Task));

    private Type? Base
    {
        get
        {
            for (var type = _type.BaseType; type is not null; type = type.BaseType)
            {
                if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(FrostingTask<>) || type.GetGenericTypeDefinition() == typeof(AsyncFrostingTask<>)))
                {
                    return type;
                }
            }

            return null;
        }
    }

    /// <summary>Whether the task brings its own method of that name; one that implements the interface itself brings all.</summary>
    /// <param name="method">The name.</param>
    public bool Overrides(string method) =>
        Base is not { } declared || _type.GetMethods().Any(candidate =>
            candidate.Name == method && candidate.GetBaseDefinition().DeclaringType == declared && candidate.DeclaringType != declared);

    private static string NameOfTask(Type type) =>
        type.IsAssignableTo(typeof(IFrostingTask)) ? NameOf(type) : throw new FrostingException($"The dependency '{type.FullName}' is not a task.");

    private static string NameOf(Type type) => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? type.Name;
}
