namespace PoPipeline.Tool;

/// <summary>The program.</summary>
internal static class Program
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The command line.</param>
    public static int Main(string[] args) => Application.Run(args, new PoPipeline.Frosting.PoPipelineTerminal());
}
