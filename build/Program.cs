using Cake.Frosting;
using PoPipeline.Build;
using PoPipeline.Frosting;

return new CakeHost()
    .UsePoPipeline<BuildContext>()
    .UseWorkingDirectory(BuildContext.Root)
    .Run(args);
