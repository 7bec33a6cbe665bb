using System.Reflection;
using System.Text.Json;
using CsCheck;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Tests.Outputs;

/// <summary>The one way to a terminal: nothing that others wrote is a command of a runner, or moves what a person sees.</summary>
public sealed class TerminalWriterTests
{
    [Fact]
    public void What_stands_in_a_hole_is_escaped_and_what_is_ours_is_not() =>
        Assert.Equal("a\n\e[1mb\\u000A\\u001B[2J 7  c\\u202E\n", Written(writer => writer.WriteLine($"a\n\e[1m{"b\n\e[2J"} {7,-2} {"c\u202E"}")));

    [Theory]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("  ::error::x", "  : :error::x")]
    [InlineData("\u00A0::error::x", "\u00A0: :error::x")]
    [InlineData("\uFE0F::error::x", "\\uFE0F::error::x")]
    [InlineData(":\u0301:error::x", ":\u0301 :error::x")]
    [InlineData("a::error::x", "a::error::x")]
    [InlineData(": x", ": x")]
    [InlineData("a ##[error]x", "a # #[error]x")]
    [InlineData("a ##vso[task]x", "a # #vso[task]x")]
    [InlineData("###[error]x", "## #[error]x")]
    [InlineData("#\uFE0F#[error]x", "#\\uFE0F#[error]x")]
    [InlineData("#\u0301#[error]x", "#\u0301 #[error]x")]
    [InlineData("⚠\uFE0F::error::x", "⚠\uFE0F::error::x")]
    [InlineData("# Heading ## x", "# Heading ## x")]
    public void No_line_is_a_command_of_a_runner(string text, string expected)
    {
        Assert.Equal($"{expected}\n", Written(writer => writer.WriteLine($"{text}")));
        Assert.Equal($"{expected}\n", Written(writer => writer.WriteLine(SafeText.Lines(text))));
        Assert.Equal(expected, SafeText.Of($"{text}").Disarmed().ToString());
    }

    [Fact]
    public void No_command_is_put_together_of_several_writes()
    {
        var written = Written(writer =>
        {
            foreach (var character in "::error::x ##[add-mask]y")
            {
                writer.Write($"{character}");
            }
        });

        Assert.Equal(": :error::x ## [add-mask]y", written);
    }

    [Fact]
    public void A_colour_before_a_command_does_not_hide_it() =>
        Assert.Equal("\e[1m: :error::x\e[0m\n", Written(writer => writer.WriteLine($"\e[1m{"::error::x"}\e[0m")));

    [Fact]
    public void No_text_is_a_command_or_unseen_whatever_it_is() => HostileText.Any.Array[1, 4].Sample(
        texts =>
        {
            var written = Written(writer =>
            {
                foreach (var text in texts)
                {
                    writer.Write($"{text}");
                    writer.WriteLine($"{text}: {text,-12}{text}");
                    writer.WriteLine(SafeText.Lines($"{text}\n{text}"));
                }
            });
            return Runner.Fault(written) is null;
        },
        iter: 2000);

    [Fact]
    public void A_command_of_ours_says_what_it_is_told_and_nothing_else() => Gen.Select(HostileText.Any, HostileText.Any).Sample(
        (file, message) =>
        {
            var line = Written(writer => writer.WriteCommand(new WorkflowCommand("error", [("file", file), ("line", "1"), ("endLine", "2"), ("title", "x")], message))).TrimEnd('\n');
            var (properties, data) = (line["::error ".Length..line.IndexOf("::", 2, StringComparison.Ordinal)].Split(','), line[(line.IndexOf("::", 2, StringComparison.Ordinal) + 2)..]);
            return properties.Length == 4
                && Unescaped(properties[0]) == $"file={Untrusted.Plain(file)}"
                && Unescaped(data) == Untrusted.Plain(message)
                && Runner.Fault(line, annotates: true) is null;
        },
        iter: 2000);

    [Fact]
    public void JSON_on_a_terminal_is_no_command_and_keeps_its_values() => HostileText.Any.Sample(
        text =>
        {
            var wellFormed = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
            var written = Written(writer => writer.WriteDocument(json => json.Write(JsonSerializer.Serialize(new[] { wellFormed }, RelaxedJson))));
            return Runner.Fault(written) is null && JsonSerializer.Deserialize<string[]>(written)?[0] == wellFormed;
        },
        iter: 2000);

    [Fact]
    public void Nothing_can_be_written_that_is_not_escaped()
    {
        var open = typeof(TerminalWriter).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType))
            .Distinct();

        Assert.Equal([typeof(SafeText), typeof(SafeTextHandler)], open.OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.DoesNotContain(typeof(SafeText).GetConstructors(), constructor => constructor.IsPublic && constructor.GetParameters().Length > 0);
        Assert.DoesNotContain(typeof(SafeText).GetMethods(), method => method.Name is "op_Implicit" or "op_Explicit");
    }

    private static JsonSerializerOptions RelaxedJson { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Written(Action<TerminalWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(new TerminalWriter(text));
        return text.ToString();
    }

    // By the order of the runner: the percent sign last.
    private static string Unescaped(string text) => text
        .Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%2C", ",", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);
}
