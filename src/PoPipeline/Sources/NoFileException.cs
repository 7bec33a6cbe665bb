namespace PoPipeline.Sources;

/// <summary>What lies at a path is a pipe, a socket or a device, which is never opened.</summary>
internal sealed class NoFileException() : IOException("It is no file, but a pipe, a socket or a device.");
