using System.Text.Json.Serialization;

namespace PoPipeline.Audit.Events;

[JsonSerializable(typeof(string[][]))]
internal sealed partial class EventFieldsJson : JsonSerializerContext;
