using System.Reflection;
using Microsoft.CodeAnalysis.Sarif;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace PoPipeline.Outputs.Sarif;

/// <summary>
/// How objects of the SARIF SDK become JSON: every level is written. The SDK leaves out the one that is the standard's default,
/// <c>warning</c>, and a reader then takes the level of the rule for that of the result.
/// </summary>
internal sealed class SarifContract : DefaultContractResolver
{
    /// <summary>The only one: it keeps what it found out of each type.</summary>
    public static SarifContract Shared { get; } = new();

    private SarifContract()
    {
    }

    /// <inheritdoc/>
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (property.PropertyType == typeof(FailureLevel))
        {
            property.DefaultValueHandling = DefaultValueHandling.Include;
            property.ShouldSerialize = static _ => true;
        }
        else if (property.PropertyType == typeof(ReportingConfiguration))
        {
            // The SDK takes one that says nothing but the default level for none.
            property.ShouldSerialize = target => property.ValueProvider?.GetValue(target) is not null;
        }

        return property;
    }
}
