using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Cake.Frosting;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class CakeFrostingTests
{
    [Fact]
    public void The_types_of_Cake_Frosting_that_the_library_uses_are_those_approved()
    {
        using var stream = File.OpenRead(typeof(PoPipelineHost).Assembly.Location);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var names = metadata.TypeReferences
            .Select(metadata.GetTypeReference)
            .Where(type => type.ResolutionScope.Kind is HandleKind.AssemblyReference
                && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) is "Cake.Frosting")
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}\n")
            .Order(StringComparer.Ordinal);

        Approved.Text(Paths.ApprovedFile("cake-frosting-types-used.txt"), string.Concat(names));
    }

    // The approved file is what reflection says of the package Cake.Frosting 6.0.0; it is never written from the stand-in.
    [Fact]
    public void The_stand_in_offers_every_member_of_the_real_one()
    {
#if CAKE_FROSTING_PACKAGE
        Assert.Skip("This is a build on the package.");
#endif
        var expected = File.ReadAllLines(Paths.ApprovedFile("cake-frosting-api.txt")).Where(line => line.Length > 0 && !line.StartsWith('#'));
        var actual = typeof(CakeHost).Assembly.GetExportedTypes().SelectMany(Describe).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Qualified(expected).Except(actual, StringComparer.Ordinal));
        Assert.Empty(actual.Except(Qualified(expected), StringComparer.Ordinal));
    }

    [Fact]
    public void The_stand_in_does_not_claim_to_be_newer_than_the_real_one()
    {
#if CAKE_FROSTING_PACKAGE
        Assert.Skip("This is a build on the package.");
#endif
        Assert.True(typeof(CakeHost).Assembly.GetName().Version <= new Version(6, 0, 0, 0));
    }

    // Members follow their type, indented: each is told apart by it.
    private static IEnumerable<string> Qualified(IEnumerable<string> lines)
    {
        var type = "";
        foreach (var line in lines)
        {
            if (line.StartsWith(' '))
            {
                yield return $"{type} {line.Trim()}";
            }
            else
            {
                type = line.Split(' ').SkipWhile(word => word is "abstract" or "sealed" or "static" or "class" or "interface").First();
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Describe(Type type)
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var name = NameOf(type);
        var kind = type.IsInterface ? "interface" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var interfaces = type.GetInterfaces().Where(candidate => candidate.IsVisible).Select(NameOf).Order(StringComparer.Ordinal);
        yield return $"{kind} {name} : {(type.BaseType is { } parent ? NameOf(parent) : "")} [{string.Join(", ", interfaces)}]{Constraints(type.GetGenericArguments())}";
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible))
        {
            yield return $"{name} {(constructor.IsFamily ? "protected " : "")}ctor({Parameters(constructor)})";
        }

        foreach (var method in type.GetMethods(Declared).Where(IsVisible))
        {
            var modifier = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
            var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>{Constraints(method.GetGenericArguments())}" : "";
            yield return $"{name} {modifier}{NameOf(method.ReturnType)} {method.Name}{generics}({Parameters(method)})";
        }
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}"));

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(parameter =>
        $" where {parameter.Name}:{string.Join('+', parameter.GetGenericParameterConstraints().Select(NameOf))}/{parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask}"));

    private static string NameOf(Type type) =>
        type.IsGenericParameter ? type.Name
        : !type.IsGenericType ? type.FullName ?? type.Name
        : $"{type.Namespace}.{type.Name.Split('`')[0]}<{string.Join(",", type.GetGenericArguments().Select(NameOf))}>";
}
