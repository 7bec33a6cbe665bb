using System.Text.Json.Serialization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Snapshots;

/// <summary>
/// How a snapshot is written, and what reads one; generated when compiled, so that nothing is looked up when started. <see cref="SnapshotWriter"/> writes the same.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(PlaceConverter), typeof(TextAnchorConverter)])]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotContext : JsonSerializerContext;
