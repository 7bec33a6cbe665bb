using System.Text.Json;
using PoPipeline.Snapshots;

namespace PoPipeline.Settings;

/// <summary>Settings as text, by which two are told apart: lists in a record are the same only where they are one and the same list.</summary>
internal static class SettingText
{
    /// <summary>The text of one. Equal ones have equal texts.</summary>
    /// <param name="value">Any part of the settings of a snapshot.</param>
    /// <typeparam name="T">What it is.</typeparam>
    public static string Of<T>(T value)
        where T : class => JsonSerializer.Serialize(value, SnapshotContext.Default.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"A snapshot has no {typeof(T).Name}."));
}
