using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Runs another task before this one.</summary>
/// <param name="type">The other task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute, ITaskDependency
{
    /// <summary>The other task.</summary>
    public Type Task { get; } = type;
}
