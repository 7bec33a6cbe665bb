using System.Globalization;
using System.Text;
using CsCheck;
using PoPipeline.Sources.Projects.Reading;
using Tomlyn;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>TOML that is read in pieces, mostly without Tomlyn, beside what Tomlyn reads of the whole.</summary>
public sealed class TomlCursorTests
{
    private const int Small = 100;

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "[[", "]]", "\"", "'", "\"\"\"", "'''", "#", ",", "=", ".", "\n", "\r", "\r\n", "\\", "\\\"", " ", "\t", "[[package]]\n", "\n[a]\n", "\n[a.b]\n", "a = 1\n", "\"a\" = 1 # b\n", "true", "1", "-", "é", "\uD83D\uDE00", "\0", "<<<<<<<"];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names.SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
            .Where(IsToml).Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ]);

    private static readonly string[] Folders = ["lockfiles", "real-reproducible"];

    [Fact]
    public void Real_files_are_read_as_Tomlyn_reads_them()
    {
        var corpora = TestPaths.RequireCorpora();
        var files = Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(corpora, folder), "*", SearchOption.AllDirectories))
            .Where(IsToml).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Alike(File.ReadAllBytes(file)));
    }

    [Theory]
    [InlineData("a = 1\nb = \"x\\\"y\\\\z\"\nc = 'w'\n[[p]]\nn = \"é\" # … \n[[p]]\nn = { x = [1, 2,], \"y.z\" = true }\n[p.q]\nr = 0\n[[p.s]]\nt = 1\n[[p.s]]\nt = 2\n[u]\nv = []\n")]
    [InlineData("[[a]]\nx = [\n[1],\n[[2]],\n]\ny = \"\"\"\n[[b]]\n\\\"\"\"\"\n[[b]]\nz = '''\n[[c]]'''''\n[[c]]\nw = 1979-05-27\n")]
    [InlineData("[[a]]\nx = 1.5\n[[b]]\ny = 0x1f\n[[c]]\nz = 1_000\n[[d]]\nw = -1\n[[e]]\na.b = 1\na.c = 2\n[[f]]\nm = 012\n")]
    [InlineData("[[a]]\nx = 1\n<<<<<<< HEAD\n[[a]]\nx = 2\n=======\n")]
    [InlineData("[[a]]\nx = \"never closed\n[[b]]\ny = 1\n")]
    [InlineData("[[a]]\nx = [1, 2\n[[b]]\ny = 1\n")]
    [InlineData("[[a]]\r\nx = 1\r\ny = \"é\"\r\n[[a]]\r\n\r\nx = 2 # …\r\n")]
    [InlineData("[a]\nx = 1\n[a]\ny = 2\n[[b]]\nx = 1\nx = 2\n[[b]]\n[b.c]\n[b.c]\n[a]\n")]
    [InlineData("[tool.a]\nx = 1\n[tool]\ny = 1\n[tool.b.c]\nz = 1\n[[tool.d]]\n[[tool.d]]\nv = 1\n[ e ]\nw = 1\n[\"f\".g]\nx = 1")]
    [InlineData("[[a]]\nx = {}\ny = {a = 1,}\n[[a]]\nz = [ # one\n  1, # two\n\n  \"b\",\n]\n[[a]]\nu = [,]\n")]
    [InlineData("[[a]]\nx = \"tab\\t\"\n[[a]]\nx = \"\\u00e9\"\n[[a]]\nx = \"\u0001\"\n")]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("[[a]]")]
    [InlineData("[[a]] x = 1\n")]
    [InlineData("x\n")]
    [InlineData("x = true1\n")]
    [InlineData("x = \"\"\"\"\n")]
    public void Texts_are_read_as_Tomlyn_reads_them(string text) => Alike(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Mangled_texts_are_read_as_Tomlyn_reads_them() =>
        Mangling.Of(() => Texts.Value, Pieces, fewest: 1, longest: 40).Sample(text => Alike(Encoding.UTF8.GetBytes(text)), iter: Mangling.Runs(1000));

    [Fact]
    public void A_fault_is_told_at_its_line_of_the_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(number => string.Create(CultureInfo.InvariantCulture, $"[[package]]\nname = \"p{number}\"\n"))) + "[[package]]\nname = oops\n";

        Assert.StartsWith("refused at 202:", Read(new TomlCursor(Encoding.UTF8.GetBytes(text), Small)).Split('\n')[^1], StringComparison.Ordinal);
    }

    private static bool IsToml(string path) => Path.GetExtension(path) is ".toml" || Path.GetFileName(path) is "uv.lock" or "poetry.lock" or "pdm.lock" or "Cargo.lock";

    private static void Alike(byte[] bytes)
    {
        var text = bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        var expected = Read(new WholeTomlCursor(Encoding.UTF8.GetString(text.Span)));
        Assert.Equal(expected, Read(new TomlCursor(text)));
        Assert.Equal(expected, Read(new TomlCursor(text, Small)));
    }

    // Lists of tables of the root may come in parts, so that what is in them is told, and not where they begin.
    private static string Read(DataCursor cursor)
    {
        var told = new StringBuilder();
        try
        {
            cursor.EnterTable();
            ReadTable(cursor, "", told);
        }
        catch (TomlException exception)
        {
            told.Append(CultureInfo.InvariantCulture, $"refused at {exception.Line}:{exception.Column}");
        }
        catch (ArgumentException)
        {
            // Tomlyn does not expect an escape that is half of a character.
            told.Append("refused");
        }

        return told.ToString();
    }

    private static void ReadTable(DataCursor cursor, string above, StringBuilder told)
    {
        while (cursor.NextName())
        {
            var path = $"{above}.{cursor.Name}";
            var at = cursor.At;
            if (cursor.IsTable() || cursor.IsScalar())
            {
                told.Append(CultureInfo.InvariantCulture, $"{path} {at}\n");
            }

            ReadValue(cursor, path, told);
        }
    }

    private static void ReadValue(DataCursor cursor, string path, StringBuilder told)
    {
        if (cursor.IsTable())
        {
            cursor.EnterTable();
            ReadTable(cursor, path, told);
        }
        else if (cursor.IsScalar())
        {
            told.Append(CultureInfo.InvariantCulture, $"{path} = {cursor.Take()} {cursor.At}\n");
        }
        else if (cursor.EnterList())
        {
            while (cursor.NextItem())
            {
                told.Append(CultureInfo.InvariantCulture, $"{path}[]\n");
                ReadValue(cursor, $"{path}[]", told);
            }
        }
    }
}
