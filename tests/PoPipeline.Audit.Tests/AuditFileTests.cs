using System.IO.Compression;
using System.Text;
using CsCheck;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Tests;

namespace PoPipeline.Audit.Tests;

public sealed class AuditFileTests
{
    private const string Event = """{"action":"a","created_at":1614692700}""";

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

        Directory.CreateDirectory(folder["elsewhere"]);
        Directory.CreateSymbolicLink(folder["2026/folder"], folder["elsewhere"]);
        File.WriteAllText(folder["2026/archive.zip"], "PK");

        var (files, passed) = AuditFile.FilesOf(folder.Path);

        Assert.Equal(
            [("archive.zip", "its name does not end as those of audit logs do"), ("folder", "it is a symbolic link"), ("link.json", "it is a symbolic link"), ("notes.txt", "its name does not end as those of audit logs do")],
            passed.Select(file => (Path.GetFileName(file.Path), file.Reason)));
        Assert.Equal(["doc-1", "doc-2", "doc-3"], files.SelectMany(file => AuditFile.Read(file, Sample.GitHub)).Select(found => found.Id));

        void Put(string name, int number)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllBytes(folder[name], Pack([.. Sample.GitHubJson(number, Sample.Start), (byte)'\n']));
        }
    }

    [Theory]
    [InlineData("[", "f:1:2: the text ends where an event belongs")]
    [InlineData($"[{Event}", "f:1:40: the array ends before its closing bracket")]
    [InlineData($"[{Event}\n {Event}]", "f:2:2: a comma belongs between two events")]
    [InlineData($"[{Event},\n\n  7]", "f:3:3: an event begins with '{'")]
    [InlineData($"[{Event}] x", "f:1:42: there is more after the array")]
    [InlineData($"{Event}\n{{\"b\":", "f:2:6: the text ends within the event that begins in line 2")]
    [InlineData($"{Event}\n  {{\"b\" 7}}", "f:2:8: the event is not JSON")]
    [InlineData($"{Event}\n{{\"a\":\n  nope}}", "f:3:4: the event is not JSON")]
    [InlineData($"{Event}\n\0{Event}", "f:2:1: an event begins with '{'")]
    [InlineData("action,created_at\n1,2021-03-02T13:45:00Z\n3", "f:3:1: the row has 1 field, and the header has 2")]
    [InlineData("action,created_at\n1,\"2", "f:2:3: the quote is not closed")]
    [InlineData("action,created_at\n1,\"2\"x", "f:2:6: a field goes on after its closing quote")]
    [InlineData("action,Action\n1,2", "f:1:1: the column 'action' is there twice")]
    [InlineData("action,note,created_at\na,\u00ff,1614692700", null)]
    [InlineData("created_at,action\r\n1614692700,\"2\r\n3\"\r\n", null)]
    [InlineData("\uFEFFaction,created_at\na,1614692700\n", null)]
    [InlineData("\n\naction,created_at\na,1614692700\n\n", null)]
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
    [InlineData("[]")]
    [InlineData(" [ ]\n")]
    [InlineData("\uFEFF[]")]
    [InlineData("action,created_at\r\n")]
    public void A_file_may_have_no_event(string text) => Assert.Empty(Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));

    [Theory]
    [InlineData("", "f:1:1: the file is empty")]
    [InlineData("\uFEFF", "f:1:1: the file is empty")]
    [InlineData(" \n ", "f:2:2: the file is empty")]
    [InlineData("null", "f:1:1: it is neither JSON nor the header of an export of GitHub")]
    [InlineData("\n<!DOCTYPE html><html><body>Sign in to GitHub</body></html>", "f:2:1: the file is a page of HTML or XML")]
    [InlineData($"\0{Event}", "f:1:1: a control character is there")]
    [InlineData("PK\u0003\u0004rest", "f:1:1: the file is a zip archive")]
    [InlineData("{\"message\":\"Not Found\"}", "f:1:1: it has no 'action'")]
    [InlineData("{\"action\":\"a\"}", "f:1:1: the event has no time")]
    [InlineData("{\"action\":\"a\",\"@timestamp\":-1}", "f:1:1: '-1' is no time that GitHub writes")]
    [InlineData("foo,bar\n1,2", "f:1:1: it is neither JSON nor the header of an export of GitHub")]
    [InlineData("action;created_at\na;1614692700", "f:1:1: the columns are separated by ';'")]
    [InlineData("action\tcreated_at\na\t1614692700", "f:1:1: the columns are separated by tabulators")]
    [InlineData("action,created_at\na,", "f:2:1: the event has no time")]
    public void What_is_no_audit_log_is_refused(string text, string expected)
    {
        var exception = Assert.Throws<AuditFormatException>(() => Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));

        Assert.StartsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_UTF_16_is_refused() => Assert.All<byte[]>(
        [[.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Event)], [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Event)], Encoding.Unicode.GetBytes($"[{Event}]"), Encoding.BigEndianUnicode.GetBytes(Event)],
        bytes => Assert.StartsWith("f:1:1: the text is UTF-16", Assert.Throws<AuditFormatException>(() => Read(bytes, Sample.GitHub)).Message, StringComparison.Ordinal));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Events_are_the_same_however_the_stream_hands_out_its_bytes(int most)
    {
        var lines = string.Join('\n', Enumerable.Range(0, 5).Select(number => Encoding.UTF8.GetString(Sample.GitHubJson(number, Sample.Start))));
        var array = $"[\n  {lines.Replace("\n", ",\n  ", StringComparison.Ordinal)}\n]";
        byte[][] files =
        [
            .. new[] { lines, array, $"\uFEFF{lines}", $"\uFEFF{array}", "\uFEFFaction,created_at\n" + string.Concat(Enumerable.Range(0, 5).Select(number => $"{number},1614692700\n")) }.Select(Encoding.UTF8.GetBytes),
        ];

        Assert.All(files, bytes =>
        {
            Assert.Equal(5, AuditFile.Read(new SlowStream(bytes, most), "f", Sample.GitHub).Count());
            Assert.Equal(5, AuditFile.Read(new SlowStream(Pack(bytes), most), "f", Sample.GitHub).Count());
            Assert.Equal(10, AuditFile.Read(new SlowStream([.. Pack(Encoding.UTF8.GetBytes(lines + "\n")), .. Pack(Encoding.UTF8.GetBytes(lines))], most), "f", Sample.GitHub).Count());
        });
    }

    [Theory]
    [InlineData("github:acme", """{"action":"a","created_at":1614692700,"org":"ACME"}""", null)]
    [InlineData("github:acme", """{"action":"a","created_at":1614692700,"org":"globex","business":"acme"}""", "the event is of 'globex', and not of 'acme'")]
    [InlineData("github:acme", """{"action":"a","created_at":1614692700,"org":["globex","acme"]}""", null)]
    [InlineData("github:acme", """{"action":"business.add_admin","created_at":1614692700,"business":"acme"}""", "the event is of 'enterprises/acme', and not of 'acme'")]
    [InlineData("github:https://git.acme.example/acme", """{"action":"a","created_at":1614692700,"org":"acme"}""", null)]
    [InlineData("github:enterprises/acme-inc", """{"action":"a","created_at":1614692700,"org":"globex","business":"Acme-Inc"}""", null)]
    [InlineData("github:enterprises/acme-inc", """{"action":"a","created_at":1614692700,"org":"acme","business":"globex-inc"}""", "the event is of 'enterprises/globex-inc'")]
    [InlineData("github:acme", """{"id":1,"author_id":1,"entity_type":"Group","created_at":"2021-03-02T13:45:00Z"}""", "the event is one of GitLab, and 'github:acme' is of GitHub")]
    [InlineData("gitlab:acme", """{"action":"a","created_at":1614692700,"org":"acme","actor":"mona"}""", "the event is one of GitHub, and 'gitlab:acme' is of GitLab")]
    [InlineData("gitlab:acme", """{"message":"401 Unauthorized"}""", "it has no 'author_id'")]
    [InlineData("gitlab:acme", """{"id":1,"author_id":1,"entity_type":"Group","details":{"entity_path":"acme"}}""", "the event has no time")]
    [InlineData("gitlab:acme", """{"id":1,"author_id":1,"entity_type":"Project","details":{"entity_path":"Acme/web/app"},"created_at":"2021-03-02T13:45:00Z"}""", null)]
    [InlineData("gitlab:acme", """{"id":1,"author_id":1,"entity_type":"Project","entity_path":"acmeother/app","created_at":"2021-03-02T13:45:00Z"}""", "the event is of 'acmeother/app', and not of 'acme'")]
    [InlineData("gitlab:acme", """{"id":1,"author_id":1,"entity_type":"User","entity_path":"mona","created_at":"2021-03-02T13:45:00Z"}""", null)]
    public void An_event_is_one_of_the_source(string source, string json, string? fault)
    {
        if (fault is null)
        {
            Assert.Single(Read(Encoding.UTF8.GetBytes(json), Sample.Source(source)));
            return;
        }

        var exception = Assert.Throws<AuditFormatException>(() => Read(Encoding.UTF8.GetBytes($"[\n  {json}]"), Sample.Source(source)));
        Assert.StartsWith($"f:2:3: {fault}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_called_otherwise_now_was_called_so_before()
    {
        const string Now = """{"action":"a","created_at":1614692700,"org":"acme","org_id":9}""";
        const string Before = """{"action":"b","created_at":1614692600,"org":"acme-old","org_id":9}""";
        const string Other = """{"action":"b","created_at":1614692600,"org":"globex","org_id":8}""";

        Assert.Equal(2, Read(Encoding.UTF8.GetBytes($"{Now}\n{Before}"), Sample.GitHub).Count);
        Assert.Equal(2, Read(Encoding.UTF8.GetBytes($"{Before}\n{Now}"), Sample.GitHub).Count);
        Assert.StartsWith("f:2:1: the event is of 'globex'", Assert.Throws<AuditFormatException>(() => Read(Encoding.UTF8.GetBytes($"{Now}\n{Other}\n{Before}"), Sample.GitHub)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github-export.csv", "gitlab:acme", "the table is an export of GitHub")]
    [InlineData("gitlab-export.csv", "github:acme", "the table is an export of GitLab")]
    [InlineData("gitlab-export.csv", "gitlab:globex", "the event is of 'acme/platform'")]
    [InlineData("github-export.csv", "github:globex", "the event is of 'acme'")]
    [InlineData("github-page.json", "gitlab:acme", "the event is one of GitHub")]
    [InlineData("gitlab-group.json", "github:acme", "the event is one of GitLab")]
    [InlineData("gitlab-stream.jsonl", "github:acme", "the event is one of GitLab")]
    public void An_export_of_another_is_refused(string file, string source, string fault) =>
        Assert.Contains(fault, Assert.Throws<AuditFormatException>(() => AuditFile.Read(Fixture.Path(file), Sample.Source(source)).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void Columns_are_known_by_their_names_and_quotes_go_over_lines()
    {
        var rows = File.ReadAllText(Fixture.Path("gitlab-export.csv"));
        var turned = "\"Created At (UTC)\",Action,Author Name,ID\r\n2020-05-27 10:00:00,\"Added user access\r\nas \"\"Owner\"\"\",Mona,9\r\n";
        var found = Assert.Single(Read(Encoding.UTF8.GetBytes(turned), Sample.GitLab));

        Assert.Equal(2, Read(Encoding.UTF8.GetBytes(rows.Replace("\n", "\r\n", StringComparison.Ordinal)), Sample.Source("gitlab:acme")).Count);
        Assert.Equal(("9", "Mona", "Added user access  as \"Owner\""), (found.Id, found.Actor, found.Action));
        Assert.Equal("2020-05-27T10:00:00.000Z", AuditTime.Write(found.Occurred!.Value));
    }

    [Fact]
    public void Deep_nesting_is_no_event()
    {
        var text = "[{\"a\":" + new string('[', 100) + new string(']', 100) + "}]";

        Assert.Throws<AuditFormatException>(() => Read(Encoding.UTF8.GetBytes(text), Sample.GitHub));
    }

    [Fact]
    public void A_long_event_is_refused_and_a_long_file_too()
    {
        var text = Encoding.UTF8.GetBytes($"[{Event[..^1]},\"a\":\"" + new string('x', 5000) + "\"}]");

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
        for (var cut = 2; cut < packed.Length; cut += cut < packed.Length - 12 ? 997 : 1)
        {
            Assert.Contains("f:", Assert.ThrowsAny<AuditException>(() => Read(packed[..cut], Sample.GitHub)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_packed_file_that_was_cut_off_where_what_is_packed_was_flushed_is_told()
    {
        using var packed = new MemoryStream();
        using var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
        stream.Write([.. Sample.GitHubJson(1, Sample.Start), (byte)'\n']);
        stream.Flush();
        var flushed = packed.ToArray();
        stream.Write([.. Sample.GitHubJson(2, Sample.Start), (byte)'\n']);
        stream.Dispose();
        var whole = packed.ToArray();

        Assert.Equal(2, Read(whole, Sample.GitHub).Count);
        byte[][] cut = [flushed, whole[..^8], whole[..^1], [.. whole, .. whole[..^8]], [.. whole, .. flushed], [.. whole, .. "rest"u8]];
        Assert.All(cut, bytes =>
        {
            Assert.Contains("cut off", Assert.Throws<AuditException>(() => Read(bytes, Sample.GitHub)).Message, StringComparison.Ordinal);
            Assert.Contains("cut off", Assert.Throws<AuditException>(() => AuditFile.Read(new SlowStream(bytes, 1), "f", Sample.GitHub).ToList()).Message, StringComparison.Ordinal);
            Assert.Contains("cut off", Assert.Throws<AuditException>(() => AuditFile.Read(new SlowStream(bytes, whole.Length), "f", Sample.GitHub).ToList()).Message, StringComparison.Ordinal);
        });
        byte[] wrongSum = [.. whole[..^8], (byte)(whole[^8] ^ 1), .. whole[^7..]];
        byte[] wrongLength = [.. whole[..^1], (byte)(whole[^1] ^ 1)];
        Assert.Throws<AuditException>(() => Read(wrongSum, Sample.GitHub));
        Assert.Throws<AuditException>(() => Read(wrongLength, Sample.GitHub));
        Assert.Equal(4, Read([.. whole, .. whole], Sample.GitHub).Count);
    }

    [Fact]
    public void A_long_field_is_read()
    {
        var field = new string('x', 10 << 20);

        Assert.Equal(10 << 20, Read(Encoding.UTF8.GetBytes($"action,created_at,note\na,1614692700,\"{field}\"\n"), Sample.GitHub).Single().Raw.Length - "action,created_at,note\r\na,1614692700,\"\"".Length);
    }

    [Fact]
    public void What_is_no_regular_file_is_told_and_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        ChildProcess.Demand("mkfifo", [folder["pipe.json"]]);

        File.CreateSymbolicLink(folder["link.json"], folder["pipe.json"]);
        File.WriteAllText(folder["one.json"], Event);
        var (files, passed) = AuditFile.FilesOf(folder.Path);

        Assert.All([folder["pipe.json"], folder["link.json"], "/dev/null"], path =>
            Assert.Equal(
                $"'{path}' is no regular file but a pipe or a device, which cannot be read twice. Write what comes of it into a file, and import that.",
                Assert.Throws<AuditException>(() => AuditFile.Read(path, Sample.GitHub).ToList()).Message));
        Assert.Equal("one.json", Path.GetFileName(Assert.Single(files)));
        Assert.Contains(passed, file => file is { Reason: "it is no regular file" });
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
    public void Events_are_the_same_as_an_array_and_as_lines() => Gen.Int[1, 30].Sample(count =>
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
