namespace Cake.Frosting.Internal;

/// <summary>Runs another task before this one.</summary>
internal interface ITaskDependency
{
    /// <summary>The other task.</summary>
    Type Task { get; }
}
