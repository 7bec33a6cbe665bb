namespace Cake.Frosting.Internal;

/// <summary>What a host does with its tasks.</summary>
internal enum HostMode
{
    /// <summary>Runs them.</summary>
    Run,

    /// <summary>Says which would run.</summary>
    DryRun,

    /// <summary>Shows what depends on what.</summary>
    Tree,

    /// <summary>Says what each is for.</summary>
    Description,

    /// <summary>Shows the version of Cake.</summary>
    Version,

    /// <summary>Shows the version of Cake, with its logo.</summary>
    Info,

    /// <summary>Shows the options.</summary>
    Help,
}
