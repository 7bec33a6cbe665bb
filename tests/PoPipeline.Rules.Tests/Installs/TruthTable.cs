using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Tests.Installs;

/// <summary>The rows of commands.txt.</summary>
internal static class TruthTable
{
    /// <summary>The lines that are rows.</summary>
    public static IEnumerable<string> Rows([CallerFilePath] string path = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(path)!, "commands.txt")).Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>The parts of a row.</summary>
    public static string[] Parts(string row) => row.Split(" | ");

    /// <summary>What a script installs.</summary>
    public static ImmutableArray<InstallAct> Of(string script, InstallSurroundings? around = null) =>
        [.. ShellReader.Read(ShellKind.Posix, script).SelectMany(command => InstallCommands.Of(command, around ?? InstallSurroundings.None))];

    /// <summary>The surroundings, as a row writes them.</summary>
    public static InstallSurroundings Around(string text)
    {
        var around = InstallSurroundings.None;
        foreach (var part in text.Split("; "))
        {
            around = part switch
            {
                "-" => around,
                "ci" => around with { IsCi = true },
                "known" => around with { KnowsSettings = true },
                _ when part.StartsWith("set:", StringComparison.Ordinal) && Pair(part[4..]) is var (name, value) => around with { Settings = around.Settings.Add(new ToolSetting(name, value)) },
                _ when part.StartsWith("when:", StringComparison.Ordinal) && Pair(part[5..]) is var (name, condition) => around with { Settings = [.. around.Settings.Select(setting => setting.Name == name ? setting with { Condition = condition } : setting)] },
                _ when part.StartsWith("lock:", StringComparison.Ordinal) => around with { Locks = around.Locks.SetItem(Enum.Parse<Ecosystem>(part[5..]), true) },
                _ when part.StartsWith("nolock:", StringComparison.Ordinal) => around with { Locks = around.Locks.SetItem(Enum.Parse<Ecosystem>(part[7..]), false) },
                _ when part.StartsWith("hashed:", StringComparison.Ordinal) => around with { HashedFiles = around.HashedFiles.SetItem(part[7..], true) },
                _ when part.StartsWith("unhashed:", StringComparison.Ordinal) => around with { HashedFiles = around.HashedFiles.SetItem(part[9..], false) },
                _ when part.StartsWith("local:", StringComparison.Ordinal) => around with { LocalPrograms = [.. part[6..].Split(',')] },
                _ when part.StartsWith("version:", StringComparison.Ordinal) && Pair(part[8..]) is var (name, value) => around with { Versions = around.Versions.SetItem(name, value!) },
                _ when Pair(part) is var (name, value) => around with { Variables = around.Variables.SetItem(name, new ToolSetting(name, value)) },
                _ => throw new InvalidOperationException(part),
            };
        }

        return around;
    }

    private static (string Name, string? Value) Pair(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return (text[..equals], text[(equals + 1)..] is "?" ? null : text[(equals + 1)..]);
    }
}
