using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Snapshots;

/// <summary>Writes the code that writes the model, by what <see cref="SnapshotContext"/> says of its types: one method a type, in the order of the model.</summary>
internal sealed class SnapshotWriterSource
{
    // What is written in the other half of the class, whatever the serializer says of it.
    private static readonly ImmutableArray<Type> ByHand = [typeof(Place), typeof(TextAnchor), typeof(string), typeof(DateOnly)];

    // What is written on its own as well.
    private static readonly ImmutableArray<Type> Roots = [typeof(Snapshot), typeof(Policy), typeof(PolicyTrust)];

    private readonly JsonSerializerOptions options = SnapshotContext.Default.Options;
    private readonly SortedSet<string> names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> namespaces = new(StringComparer.Ordinal) { "System.Collections.Immutable", "System.Text.Json" };
    private readonly HashSet<Type> known = [.. ByHand];
    private readonly StringBuilder methods = new();

    public static string Write()
    {
        var source = new SnapshotWriterSource();
        foreach (var root in Roots)
        {
            source.Add(root);
        }

        return source.File();
    }

    private string File()
    {
        var text = new StringBuilder();
        foreach (var name in namespaces.OrderByDescending(name => name.StartsWith("System", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal))
        {
            Line(text, $"using {name};");
        }

        Line(text, "");
        Line(text, "namespace PoPipeline.Snapshots;");
        Line(text, "");
        Line(text, "// SnapshotWriterTests writes this half from the model: after a change of it run them with POPIPELINE_ACCEPT=1. What the model has lost, and does not");
        Line(text, "// compile here any more, is struck out by hand before.");
        Line(text, "internal sealed partial class SnapshotWriter");
        Line(text, "{");
        text.Append(methods.ToString().TrimStart('\n'));
        Line(text, "");
        Line(text, "    private static class Names");
        Line(text, "    {");
        foreach (var name in names)
        {
            Line(text, $"        public static readonly JsonEncodedText {Pascal(name)} = JsonEncodedText.Encode(\"{name}\");");
        }

        Line(text, "    }");
        Line(text, "}");
        return text.ToString();
    }

    private void Add(Type type)
    {
        if (!known.Add(type))
        {
            return;
        }

        if (ItemOf(type) is { } item)
        {
            AddRow(type, item);
            Add(item);
        }
        else if (type.IsEnum)
        {
            AddEnum(type);
        }
        else
        {
            AddObject(type);
        }
    }

    private void AddObject(Type type)
    {
        var info = options.GetTypeInfo(type);
        Assert.Equal(JsonTypeInfoKind.Object, info.Kind);
        Assert.Null(info.PolymorphismOptions);
        var parameter = Camel(type.Name.Split('`')[0]);
        Begin(type, Roots.Contains(type) ? "public" : "private", parameter);
        Line(methods, "        json.WriteStartObject();");
        List<Type> used = [];

        // What can only be read is left out, but for rows, which the serializer writes all the same.
        foreach (var property in info.Properties.Where(property => property.Get is not null && (property.Set is not null || ItemOf(property.PropertyType) is not null)))
        {
            Assert.Matches("^[a-zA-Z]+$", property.Name);
            Assert.Null(property.CustomConverter);
            names.Add(property.Name);
            var member = type.GetProperties().Single(member => options.PropertyNamingPolicy!.ConvertName(member.Name) == property.Name);
            used.Add(AddProperty($"Names.{Pascal(property.Name)}", parameter, member));
        }

        Line(methods, "        json.WriteEndObject();");
        Line(methods, "    }");
        used.ForEach(AddUsed);
    }

    // What is not there is left out.
    private Type AddProperty(string name, string owner, PropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (new NullabilityInfoContext().Create(member).ReadState is not NullabilityState.Nullable)
        {
            AddValue("        ", name, $"{owner}.{member.Name}", type);
            return type;
        }

        Line(methods, $"        if ({owner}.{member.Name} is {{ }} {Camel(member.Name)})");
        Line(methods, "        {");
        AddValue("            ", name, Camel(member.Name), type);
        Line(methods, "        }");
        Line(methods, "");
        return type;
    }

    private void AddValue(string indent, string name, string value, Type type)
    {
        var method = type == typeof(string) || type == typeof(DateTimeOffset) ? "WriteString"
            : type == typeof(bool) ? "WriteBoolean"
            : type == typeof(int) || type == typeof(long) || type == typeof(double) ? "WriteNumber"
            : null;
        if (method is not null)
        {
            Line(methods, $"{indent}json.{method}({name}, {value});");
            return;
        }

        Line(methods, $"{indent}json.WritePropertyName({name});");
        Line(methods, $"{indent}Write({value});");
    }

    private void AddUsed(Type type)
    {
        if (!type.IsPrimitive && type != typeof(DateTimeOffset))
        {
            Add(type);
        }
    }

    private void AddRow(Type type, Type item)
    {
        Begin(type, "private", "items");
        Line(methods, "        json.WriteStartArray();");
        Line(methods, "        foreach (var item in items)");
        Line(methods, "        {");
        Line(methods, "            Write(item);");
        Line(methods, "            SendOn();");
        Line(methods, "        }");
        Line(methods, "");
        Line(methods, "        json.WriteEndArray();");
        Line(methods, "    }");
    }

    private void AddEnum(Type type)
    {
        Assert.Equal(typeof(int), Enum.GetUnderlyingType(type));
        var values = Enum.GetValuesAsUnderlyingType(type).Cast<int>().Order().ToList();
        var name = NameOf(type);
        Line(methods, "");
        if (type.GetCustomAttribute<FlagsAttribute>() is not null)
        {
            // Nothing, and one bit after the other.
            Assert.Equal([0, .. Enumerable.Range(0, values.Count - 1).Select(bit => 1 << bit)], values);
            var all = values.Select(value => Enum.ToObject(type, value)).ToList();
            Line(methods, $"    private static readonly string[] NamesOf{name} = [{string.Join(", ", all.Select(value => JsonSerializer.Serialize(value, type, options)))}];");
            Line(methods, "");
            Line(methods, $"    private void Write({name} value) => WriteNames(NamesOf{name}, (int)value);");
            return;
        }

        Line(methods, $"    private void Write({name} value) => WriteName(");
        Line(methods, "        value switch");
        Line(methods, "        {");
        foreach (var value in values.Select(value => Enum.ToObject(type, value)))
        {
            Line(methods, $"            {name}.{value} => {JsonSerializer.Serialize(value, type, options)},");
        }

        Line(methods, "            _ => null,");
        Line(methods, "        },");
        Line(methods, "        (int)value);");
    }

    private void Begin(Type type, string access, string parameter)
    {
        Line(methods, "");
        Line(methods, $"    {access} void Write({NameOf(type)} {parameter})");
        Line(methods, "    {");
    }

    private string NameOf(Type type)
    {
        if (type == typeof(string))
        {
            return "string";
        }

        namespaces.Add(type.Namespace!);
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
    }

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..] is var camel && camel is "lock" or "ref" or "default" or "fixed" or "base" ? $"@{camel}" : camel;

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
