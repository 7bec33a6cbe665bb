using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Do what a change has to pass.</summary>
[TaskName("Default")]
[TaskDescription("Do what a change has to pass")]
[IsDependentOn(typeof(FormatTask))]
[IsDependentOn(typeof(TestTask))]
[IsDependentOn(typeof(PackTask))]
[IsDependentOn(typeof(CheckTask))]
public sealed class DefaultTask : FrostingTask<BuildContext>;
