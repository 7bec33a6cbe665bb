using System.IO.Compression;
using System.Text;
using CsCheck;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;

namespace PoPipeline.Audit.Tests;

public sealed class AuditFileTests
{
    [Theory]
    [InlineData("github-lines.jsonl", "github:acme", 6)]
    [InlineData("github-page.json", "github:acme", 4)]
    [InlineData("github-git.json", "github:acme", 3)]
    [InlineData("github-export.csv", "github:acme", 3)]
    [InlineData("gitlab-group.json", "gitlab:acme", 2)]
    [InlineData("gitlab-project.json", "gitlab:acme", 2)]
    [InlineData("gitlab-stream.jsonl", "gitlab:acme", 2)]
    [InlineData("gitlab-export.csv", "gitlab:acme", 2)]
    public void Each_format_is_known_by_its_content(string file, string source, int events)
    {
        var read = AuditFile.Read(Fixture.Path(file), Sample.Source(source)).ToList();
        var packed = Read(Pack(File.ReadAllBytes(Fixture.Path(file))), Sample.Source(source));

        Assert.Equal(events, read.Count);
        Assert.Equal(events, read.Select(found => found.Id).Distinct().Count());
        Assert.Equal(read.Select(found => found.Id), packed.Select(found => found.Id));
        Assert.All(read, found => Assert.True(found.Occurred > new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void The_bytes_of_an_event_are_those_of_the_file()
    {
        var text = File.ReadAllText(Fixture.Path("github-page.json"));

        Assert.Equal(text.TrimEnd(), $"[{string.Join(',', AuditFile.Read(Fixture.Path("github-page.json"), Sample.GitHub).Select(found => Encoding.UTF8.GetString(found.Raw.Span)))}]");
    }

    [Fact]
    public void A_row_of_a_table_keeps_its_header()
    {
        var last = AuditFile.Read(Fixture.Path("github-export.csv"), Sample.GitHub).Last();

        Assert.Equal("mona, \"the\" cat", last.Actor);
        Assert.Equal("acme/line break", last.Target);
        Assert.StartsWith("action,actor,actor_id", Encoding.UTF8.GetString(last.Raw.Span), StringComparison.Ordinal);
        Assert.Contains("\r\norg.rename,\"mona, \"\"the\"\" cat\"", Encoding.UTF8.GetString(last.Raw.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_streamed_files_is_read_in_the_order_of_its_paths_and_links_are_not_followed()
    {
        using var folder = new TemporaryFolder();
        Put("2026/03/02/10/59/b.json.gz", 3);
        Put("2026/03/01/10/05/a.json.gz", 1);
        Put("2026/03/01/11/05/a.json.gz", 2);
        File.WriteAllText(folder["2026/notes.txt"], "no events");
        File.CreateSymbolicLink(folder["2026/link.json"], "/etc/passwd");

        var files = AuditFile.FilesOf(folder.Path);

        Assert.Equal(["doc-1", "doc-2", "doc-3"], files.SelectMany(file => AuditFile.Read(file, Sample.GitHub)).Select(found => found.Id));

        void Put(string name, int number)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllBytes(folder[name], Pack([.. Sample.GitHubJson(number, Sample.Start), (byte)'\n']));
        }
    }

    [Theory]
    [InlineData("[", "f:1:2: the text ends where an event belongs")]
    [InlineData("[{\"a\":1}", "f:1:9: the array ends before its closing bracket")]
    [InlineData("[{\"a\":1}\n {\"b\":2}]", "f:2:2: a comma belongs between two events")]
    [InlineData("[{\"a\":1},\n\n  7]", "f:3:3: an event begins with '{'")]
    [InlineData("[{\"a\":1}] x", "f:1:11: there is more after the array")]
    [InlineData("{\"a\":1}\n{\"b\":", "f:2:6: the text ends within the event that begins in line 2")]
    [InlineData("{\"a\":1}\n  {\"b\" 7}", "f:2:8: the event is not JSON")]
    [InlineData("{\"ä\":1}\n{\"a\":\n  nope}", "f:3:4: the event is not JSON")]
    [InlineData("a,b\n1,2\n3", "f:3:1: the row has 1 field, and the header has 2")]
    [InlineData("a,b\n1,\"2", "f:2:3: the quote is not closed")]
    [InlineData("a,b\n1,\"2\"x", "f:2:6: a field goes on after its closing quote")]
    [InlineData("a,A\n1,2", "f:1:1: the column 'a' is there twice")]
    [InlineData("a,b\n1,\u00ff", null)]
    [InlineData("a,b\r\n1,\"2\r\n3\"\r\n", null)]
    public void What_is_wrong_is_told_with_line_and_column(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Single(Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));
            return;
        }

        var exception = Assert.Throws<AuditFormatException>(() => Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));
        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData(" [ ]\n")]
    [InlineData("\uFEFF[]")]
    [InlineData("a,b\r\n")]
    public void A_file_may_have_no_event(string text) => Assert.Empty(Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));

    [Fact]
    public void Deep_nesting_is_no_event()
    {
        var text = "[{\"a\":" + new string('[', 100) + new string(']', 100) + "}]";

        Assert.Throws<AuditFormatException>(() => Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));
    }

    [Fact]
    public void A_long_event_is_refused_and_a_long_file_too()
    {
        var text = Encoding.UTF8.GetBytes("[{\"a\":\"" + new string('x', 5000) + "\"}]");

        Assert.Contains("longer than 1000 bytes", Assert.Throws<AuditFormatException>(() => Read(text, Sample.GitHub, new ImportLimits { MaximumEvent = 1000 })).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1000 bytes", Assert.Throws<AuditException>(() => Read(text, Sample.GitHub, new ImportLimits { MaximumLength = 1000 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_unpacks_without_end_is_not_read_to_it()
    {
        var bomb = Pack(new byte[64 << 20], CompressionLevel.SmallestSize);
        var read = 0L;
        using var stream = new BoundedStream(new MemoryStream(bomb), "bomb.gz", ImportLimits.Default);
        var buffer = new byte[1 << 16];

        var exception = Assert.Throws<AuditException>(() =>
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                read += count;
            }
        });
        Assert.Contains("more than 200 times its size", exception.Message, StringComparison.Ordinal);
        Assert.True(read < 16 << 20, $"{read}");
    }

    [Fact]
    public void A_packed_file_that_is_cut_off_is_told()
    {
        var packed = Pack([.. Enumerable.Range(0, 2000).SelectMany(number => Sample.GitHubJson(number * 7919, Sample.Start.AddSeconds(number)))]);

        Assert.ThrowsAny<AuditException>(() => Read(packed[..^200], Sample.GitHub));
        Assert.ThrowsAny<AuditException>(() => Read(packed[..40], Sample.GitHub));
        Assert.ThrowsAny<AuditException>(() => Read([0x1F, 0x8B, 1, 2, 3], Sample.GitHub));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_in_plain_words() =>
        Assert.Equal("The file '/nowhere/x.json' cannot be read: it is not there. Name one that can be.", Assert.Throws<AuditException>(() => AuditFile.Read("/nowhere/x.json", Sample.GitHub).ToList()).Message);

    [Fact]
    public void Mangled_files_are_read_or_told_never_more()
    {
        var seeds = Directory.GetFiles(Fixture.Path("")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Select(File.ReadAllBytes).ToArray();
        Gen.Select(Gen.Int[0, seeds.Length - 1].Select(index => seeds[index]), Gen.Int[0, 3], Gen.Int[0, 10_000], Gen.Byte).Sample((seed, kind, at, value) =>
        {
            var place = at % seed.Length;
            byte[] mangled = kind switch
            {
                0 => [.. seed[..place], value, .. seed[(place + 1)..]],
                1 => seed[..place],
                2 => [.. seed[..place], .. seed[..place]],
                _ => Pack([.. seed[..place], value, .. seed[place..]]) is var packed && value % 2 == 0 ? packed : packed[..(packed.Length / 2)],
            };
            try
            {
                Assert.All(Read(mangled, Sample.GitLab), found => Assert.NotEmpty(found.Id));
            }
            catch (AuditException exception)
            {
                Assert.StartsWith("f:", exception.Message, StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public void Events_are_the_same_as_an_array_and_as_lines() => Gen.Int[0, 30].Sample(count =>
    {
        var events = Enumerable.Range(0, count).Select(number => Encoding.UTF8.GetString(Sample.GitHubJson(number, Sample.Start))).ToList();

        Assert.Equal(
            Read(Encoding.UTF8.GetBytes($"[{string.Join(" ,\n", events)}]"), Sample.GitHub).Select(found => found.Id),
            Read(Encoding.UTF8.GetBytes(string.Join('\n', events)), Sample.GitHub).Select(found => found.Id));
    });

    internal static byte[] Pack(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, level))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private static List<AuditEvent> Read(byte[] bytes, AuditSource source, ImportLimits? limits = null) => [.. AuditFile.Read(new MemoryStream(bytes), "f", source, limits)];
}
