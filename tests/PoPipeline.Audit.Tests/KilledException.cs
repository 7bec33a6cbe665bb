namespace PoPipeline.Audit.Tests;

internal sealed class KilledException : Exception;
