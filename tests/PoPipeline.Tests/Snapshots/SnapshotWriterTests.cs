using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Snapshots;
using PoPipeline.Tests.Conventions;
using PoPipeline.Tests.Outputs;

namespace PoPipeline.Tests.Snapshots;

/// <summary>The code that writes a snapshot is the serializer's, written out.</summary>
public sealed class SnapshotWriterTests
{
    private static readonly JsonSerializerOptions Serializer = new(SnapshotContext.Default.Options) { Encoder = JsonText.Encoder };

    [Fact]
    public void The_writer_is_the_one_of_the_model() =>
        Approved.Text(Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Snapshots", "SnapshotWriter.Model.cs"), SnapshotWriterSource.Write());

    [Fact]
    public void A_snapshot_is_written_as_the_serializer_writes_it()
    {
        Assert.All(CaseTree.Names, name => AssertSame(CaseTree.Collect(name)));
        Assert.All([Samples.Every(), Samples.OfOthers(), Samples.Recorded(), Samples.Recorded(Samples.Hostile), Samples.Many(2000)], assessment => AssertSame(assessment.Snapshot));
    }

    [Fact]
    public void A_snapshot_of_a_real_repository_is_written_as_the_serializer_writes_it() =>
        Assert.All(Directory.GetDirectories(Path.Combine(TestPaths.RequireCorpora(), "real")), folder => AssertSame(CaseTree.CollectFolder(folder)));

    [Fact]
    public void A_generated_snapshot_is_written_as_the_serializer_writes_it() => ModelGen.Snapshot.Sample(AssertSame, iter: 500);

    [Fact]
    public void Whatever_the_model_can_hold_is_written_as_the_serializer_writes_it() =>
        Gen.Select(Gen.Int, HostileText.Any).Sample((seed, text) => AssertSame((Snapshot)new AnyValue(seed, text).Of(typeof(Snapshot))!), iter: 300);

    [Fact]
    public void Every_set_of_effects_is_written_as_the_serializer_writes_it() => Assert.All(
        Enumerable.Range(-1, 70),
        bits => AssertSame(new Snapshot
        {
            ObservedAt = CaseTree.ObservedAt,
            Repository = new Repository { Forge = (Forge)bits },
            Pipelines =
            [
                new Pipeline
                {
                    Platform = Platform.GitHubActions,
                    Path = "a",
                    Kind = PipelineKind.Workflow,
                    Jobs = [new Job { Id = "a", Span = Place.StartOf("a"), Steps = [new Step { Key = "a", Span = Place.StartOf("a"), Effects = (StepEffects)bits }] }],
                },
            ],
        }));

    [Fact]
    public void A_part_is_written_as_the_serializer_writes_it()
    {
        var values = new AnyValue(1, Samples.Hostile);
        var policy = (Policy)values.Of(typeof(Policy))!;
        var trust = (PolicyTrust)values.Of(typeof(PolicyTrust))!;

        PlaceConverter.Begin();
        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(policy, Serializer), Written(writer => writer.Write(policy)));
        PlaceConverter.Begin();
        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(trust, Serializer), Written(writer => writer.Write(trust)));
    }

    [Fact]
    public void A_large_snapshot_is_sent_on_while_it_is_written()
    {
        using var stream = new PieceStream();
        SnapshotJson.Write(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository { Files = [.. Enumerable.Range(0, 100_000).Select(number => $"src/file-{number}.txt")] } }, stream);

        Assert.True(stream.Length > 1024 * 1024);
        Assert.InRange(stream.Longest, 1, 64 * 1024);
    }

    private static void AssertSame(Snapshot snapshot)
    {
        PlaceConverter.Begin();
        var expected = JsonSerializer.SerializeToUtf8Bytes(snapshot, Serializer);
        using var stream = new MemoryStream();
        SnapshotJson.Write(snapshot, stream);

        Assert.Equal(Encoding.UTF8.GetString(expected) + "\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static byte[] Written(Action<SnapshotWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new SnapshotWriter(stream))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    // A value of any type of the model, with everything that can be there there or not there.
    private sealed class AnyValue(int seed, string text)
    {
        private static readonly MethodInfo RowMethod = typeof(AnyValue).GetMethod(nameof(Row), BindingFlags.NonPublic | BindingFlags.Static)!;

        private readonly Random random = new(seed);

        public object? Of(Type type)
        {
            if (type == typeof(string))
            {
                return random.Next(4) switch { 0 => text, 1 => "a", 2 => "src/ä.yml", _ => $"{random.Next(9)}" };
            }

            if (type == typeof(Place))
            {
                return new Place($"{random.Next(3)}.yml", new Region(random.Next(99), random.Next(99), random.Next(99), random.Next(99)));
            }

            if (Nullable.GetUnderlyingType(type) is { } inner)
            {
                return random.Next(2) == 0 ? null : Of(inner);
            }

            if (type.IsEnum)
            {
                var values = Enum.GetValues(type);
                return values.GetValue(random.Next(values.Length));
            }

            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            {
                var item = type.GetGenericArguments()[0];
                return RowMethod.MakeGenericMethod(item).Invoke(null, [Enumerable.Range(0, random.Next(3)).Select(_ => Of(item)).ToList()]);
            }

            return Type.GetTypeCode(type) switch
            {
                TypeCode.Boolean => random.Next(2) == 0,
                TypeCode.Int32 => random.Next(),
                TypeCode.Int64 => random.NextInt64(),
                TypeCode.Double => random.NextDouble(),
                _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
                _ when type == typeof(DateTimeOffset) => new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks / 2), TimeSpan.FromMinutes(random.Next(-600, 600))),
                _ when type == typeof(TextAnchor) => new TextAnchor(random.Next(), random.Next(), random.Next()),
                _ => Object(type),
            };
        }

        private object Object(Type type)
        {
            var constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;
            var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
            foreach (var property in type.GetProperties().Where(property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute))))
            {
                var isNullable = new NullabilityInfoContext().Create(property).WriteState is NullabilityState.Nullable;
                property.SetValue(value, isNullable && random.Next(2) == 0 ? null : Of(property.PropertyType));
            }

            return value;
        }

        private static ImmutableArray<T> Row<T>(IEnumerable items) => [.. items.Cast<T>()];
    }
}
