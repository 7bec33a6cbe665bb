namespace PoPipeline.InToto;

/// <summary>Carries a fault out of a reader to where reading began. It never leaves this library.</summary>
/// <param name="fault">What is wrong.</param>
internal sealed class FaultException(Fault fault) : Exception(fault.Reason)
{
    /// <summary>What is wrong.</summary>
    public Fault Fault { get; } = fault;
}
