namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>What can go wrong on purpose.</summary>
public enum FaultKind
{
    /// <summary>The request is answered with a status of the test's choice, and nothing is done.</summary>
    Answer,

    /// <summary>The connection is cut before anything is done.</summary>
    Reset,

    /// <summary>Nothing is done and no answer comes until the client gives up.</summary>
    Hang,

    /// <summary>All is done, and the connection is cut before the answer.</summary>
    Cut,

    /// <summary>All is done and answered, but the links to other pages lead to another host.</summary>
    Link,
}
