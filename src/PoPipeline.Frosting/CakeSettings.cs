using Cake.Core;
using PoPipeline.Running;

namespace PoPipeline.Frosting;

/// <summary>Reads the settings of a run from a build.</summary>
public static class CakeSettings
{
    extension(PoPipelineSettings)
    {
        /// <summary>Reads the arguments of a build.</summary>
        /// <param name="arguments">The arguments; those without our prefix are not looked at.</param>
        /// <exception cref="CakeException">With exit code 2: an argument with our prefix is not known, or has a wrong value.</exception>
        public static PoPipelineSettings Read(ICakeArguments arguments)
        {
            ArgumentNullException.ThrowIfNull(arguments);
            try
            {
                return PoPipelineSettings.Read(arguments.GetArguments());
            }
            catch (RunException failure)
            {
                throw CakeFailure.Of(failure);
            }
        }
    }
}
