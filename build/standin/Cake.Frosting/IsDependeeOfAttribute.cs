using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>Runs this task before another one, which need not know of it.</summary>
/// <param name="type">The other task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute, IReverseTaskDependency
{
    /// <summary>The other task.</summary>
    public Type Task { get; } = type;
}
