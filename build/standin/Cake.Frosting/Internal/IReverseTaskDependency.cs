namespace Cake.Frosting.Internal;

/// <summary>Runs this task before another one, which need not know of it.</summary>
internal interface IReverseTaskDependency
{
    /// <summary>The other task.</summary>
    Type Task { get; }
}
