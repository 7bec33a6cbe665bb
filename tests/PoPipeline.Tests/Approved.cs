namespace PoPipeline.Tests;

/// <summary>Compares an output with the approved file; POPIPELINE_ACCEPT=1 approves what came out.</summary>
internal static class Approved
{
    public static void Text(string path, string actual)
    {
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("POPIPELINE_ACCEPT") is "1")
        {
            Write(path, actual);
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            return;
        }

        var received = path + ".received.txt";
        File.WriteAllText(received, actual);
        Assert.Fail($"The output differs from {path}.\nReceived, in {received}:\n{actual}");
    }

    private static void Write(string path, string actual)
    {
        if (actual.Length == 0)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, actual);
    }
}
