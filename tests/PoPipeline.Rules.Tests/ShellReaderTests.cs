using System.Collections.Immutable;
using System.Text;
using CsCheck;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Tests;

public sealed class ShellReaderTests
{
    [Theory]
    [InlineData("make all", "make all")]
    [InlineData("a; b && c || d | e & f", "a / b / c / d / e / f")]
    [InlineData("echo 'a b' \"c d\" e\\ f", "echo [a b] [c d] [e f]")]
    [InlineData("echo \"a \\\"b\\\" \\$c\"", "echo [a \"b\" $c]")]
    [InlineData("make \\\n  all", "make all")]
    [InlineData("make # all", "make")]
    [InlineData("# make\nls", "ls")]
    [InlineData("echo a#b ${#x} $#", "echo a#b ${#x} $#")]
    [InlineData("echo \"curl https://x | sh\"", "echo [curl https://x | sh]")]
    [InlineData("if ! make; then ls; elif pwd; then id; else who; fi", "make / ls / pwd / id / who")]
    [InlineData("for x in a b; do echo $x; done", "for x in a b / echo $x")]
    [InlineData("for ((i=0; i<3; i++)); do echo $i; done", "for / echo $i")]
    [InlineData("while read -r x; do echo $x; done < file", "read -r x / echo $x")]
    [InlineData("case $x in a|b) ls ;; (c) pwd ;; *) id; esac; who", "case $x a|b c * / ls / pwd / id / who")]
    [InlineData("case \"$x\" in\n  a)\n    ls\n    ;;\n  *)\n    exit 1\n    ;;\nesac\nwho", "case $x a * / ls / exit 1 / who")]
    [InlineData("f() { ls; }; function g { pwd; }; g", "f / ls / g / pwd / g")]
    [InlineData("(cd x && make)", "cd x / make")]
    [InlineData("[ -f a ] && ls", "[ -f a ] / ls")]
    [InlineData("[[ $a == b && $c =~ ^(x|y)$ ]] && ls", "[[ $a == b && $c =~ ^(x|y)$ ]] / ls")]
    [InlineData("if [[ -f a ]]; then ls; fi", "[[ -f a ]] / ls")]
    [InlineData("((x > 1)) && ls", "ls")]
    [InlineData("echo $((1 + 2)) $(( (1) * 2 ))", "echo [$((1 + 2))] [$(( (1) * 2 ))]")]
    [InlineData("echo $'a\\nb'", "echo [a\nb]")]
    [InlineData("ls >out 2>&1 </dev/null", "ls")]
    [InlineData("ls 2>/dev/null >>log", "ls")]
    [InlineData("cat <<EOF\ncurl x | sh\nEOF\nls", "cat / ls")]
    [InlineData("cat <<-'EOF' > f\n\tdon't\n\tEOF\nls", "cat / ls")]
    [InlineData("cat << EOF >> \"$GITHUB_ENV\"\nx\nEOF\nls", "cat / ls")]
    [InlineData("a=(1 '2 3' $(ls)) b=2 make", "make / ls")]
    [InlineData("echo ${{ github.event.issue.title }} b", "echo [${{ github.event.issue.title }}] b")]
    [InlineData("echo '${{ toJSON('a b') }}' b", "echo [${{ toJSON('a b') }}] b")]
    [InlineData("echo << pipeline.git.branch >> x", "echo [<< pipeline.git.branch >>] x")]
    [InlineData("echo ${x:-\"a b\"} ${y#*/}", "echo [${x:-\"a b\"}] ${y#*/}")]
    [InlineData("! make", "make")]
    [InlineData("ls !(a|b) @(c)", "ls !(a|b) @(c)")]
    [InlineData("trap 'rm -rf x' EXIT", "trap [rm -rf x] EXIT / rm -rf x")]
    [InlineData("sudo -E apt-get install -y curl", "apt-get install -y curl")]
    [InlineData("sudo -u bob env A=1 timeout -k 5 30 curl x", "curl x")]
    [InlineData("command -v curl", "command -v curl")]
    [InlineData("echo x | xargs -n 1 curl -O", "echo x / curl -O")]
    [InlineData("echo \"it's\"\nls", "echo it's / ls")]
    [InlineData("{\n  echo a\n  echo b\n} >> f", "echo a / echo b")]
    [InlineData("ls\r\npwd\r\n", "ls / pwd")]
    public void Commands_and_words_are_read_as_a_shell_reads_them(string script, string expected) => Assert.Equal(expected, Describe(Read(script)));

    [Theory]
    [InlineData("sh -c 'curl x | sh'", "sh -c [curl x | sh] / curl x / sh")]
    [InlineData("bash -euxc \"echo \\\"$(id)\\\" \\$(whoami)\"", "bash -euxc [echo \"$(id)\" $(whoami)] / echo $(id) $(whoami) / id / whoami")]
    [InlineData("eval \"$(ssh-agent -s)\"", "eval [$(ssh-agent -s)] / [$(ssh-agent -s)] / ssh-agent -s")]
    [InlineData("x=$(curl y)", " / curl y")]
    [InlineData("x=\"$(curl \"$(id)\")\" make", "make / curl $(id) / id")]
    [InlineData("x=`curl y`", " / curl y")]
    [InlineData("bash <(curl x)", "bash [<(curl x)] / curl x")]
    [InlineData("bash <<EOF\ncurl x\nEOF", "bash / curl x")]
    [InlineData("cat <<EOF\n$(curl x)\nEOF", "cat / curl x")]
    [InlineData("cat <<'EOF'\n$(curl x)\nEOF", "cat")]
    [InlineData("docker run --rm img bash -c 'make all'", "docker run --rm img bash -c [make all] / make all")]
    [InlineData("find . -name x -exec sudo gpg -b {} \\; -execdir sh -c 'a \"$1\"' _ {} + -print", "find . -name x -exec sudo gpg -b {} ; -execdir sh -c [a \"$1\"] _ {} + -print / gpg -b {} / sh -c [a \"$1\"] _ {} / a $1")]
    [InlineData("find . -exec a {} + b", "find . -exec a {} + b / a {}")]
    [InlineData("find . -exec a {}", "find . -exec a {}")]
    [InlineData("find . -exec a + b ';'", "find . -exec a + b ; / a + b")]
    [InlineData("find . -ok \\;", "find . -ok ;")]
    [InlineData("diff <(ls a) <(ls b)", "diff [<(ls a)] [<(ls b)] / ls a / ls b")]
    public void Texts_and_substitutions_that_run_are_followed(string script, string expected) => Assert.Equal(expected, Describe(Read(script)));

    [Fact]
    public void A_pipe_leads_from_each_command_of_a_group_to_the_reader()
    {
        var commands = Read("{ a; b; } | c | d || e");
        Assert.Equal(new int?[] { 2, 2, 3, null, null }, commands.Select(command => command.PipedTo));
        Assert.Equal(new int?[] { 4, 4, 4, 4, null }, commands.Select(command => command.OnFailure));
    }

    [Fact]
    public void A_pipe_and_an_alternative_go_over_the_end_of_a_line()
    {
        var commands = Read("a |\n  b ||\n  # why\n  c\nd");
        Assert.Equal(new int?[] { 1, null, null, null }, commands.Select(command => command.PipedTo));
        Assert.Equal(new int?[] { 2, 2, null, null }, commands.Select(command => command.OnFailure));
    }

    [Fact]
    public void What_stands_inside_a_command_knows_it()
    {
        var commands = Read("make; sh -c \"curl -k $(id)\" && x=`pwd`");
        Assert.Equal("make / sh -c [curl -k $(id)] / curl -k $(id) / id /  / pwd", Describe(commands));
        Assert.Equal(new int?[] { null, null, 1, 1, null, 4 }, commands.Select(command => command.Inside));
        Assert.Equal(
            [Nesting.None, Nesting.None, Nesting.Text, Nesting.Substitution, Nesting.None, Nesting.Substitution],
            commands.Select(command => command.Nesting));
    }

    [Fact]
    public void Assignments_files_and_documents_are_kept_apart()
    {
        var command = Read("A=1 B='x y' cat <<EOF >> \"$OUT\" 2>err <in\nbody $x\nEOF").Single();
        Assert.Equal(["A=1", "B=x y"], command.Assignments.Select(word => word.Text));
        Assert.Equal(["$OUT"], command.OutputFiles.Select(word => word.Text));
        Assert.Equal(["in"], command.InputFiles.Select(word => word.Text));
        Assert.Equal([("body $x\n", false)], command.Documents.Select(word => (word.Text, word.Literal)));
        Assert.Equal(["cat"], command.Words.Select(word => word.Text));
    }

    [Fact]
    public void The_redirection_of_a_group_is_that_of_its_commands()
    {
        var commands = Read("{ echo a; echo b; } >> \"$GITHUB_ENV\"; echo c");
        Assert.Equal(["$GITHUB_ENV", "$GITHUB_ENV", ""], commands.Select(command => string.Join(",", command.OutputFiles.Select(word => word.Text))));
    }

    [Theory]
    [InlineData("/usr/bin/curl x", "curl")]
    [InlineData("\"$HOME/bin/cargo\" x", "cargo")]
    [InlineData("${{ github.workspace }}/bin/tool", "tool")]
    [InlineData("$TOOL x", "")]
    [InlineData("python${{ matrix.python }} x", "")]
    [InlineData("./install.sh", "install.sh")]
    [InlineData("curl.exe x", "curl")]
    public void The_name_is_the_program_without_folder(string script, string name) => Assert.Equal(name, Read(script)[0].Name);

    [Theory]
    [InlineData("a $b 'c $d' \"e $f\" ${{ g }} *.txt ~", "a $c. True,False,True,False,False,True,True")]
    public void Only_what_is_expanded_is_not_literal(string script, string expected) =>
        Assert.Equal(expected.Split(". ")[1], string.Join(",", Read(script)[0].Words.Select(word => word.Literal)));

    [Fact]
    public void Offsets_name_the_words_also_inside_texts()
    {
        const string Script = "ls \"a b\" && sh -c \"curl \\\"http://x\\\" | sudo sh\"";
        var commands = Read(Script);
        Assert.Equal(["ls", "\"a b\"", "sh", "-c", "\"curl \\\"http://x\\\" | sudo sh\"", "curl", "\\\"http://x\\\"", "sh"], commands.SelectMany(command => command.Words).Select(word => Script.Substring(word.Offset, word.Length)).Select(text => text.StartsWith("\"http", StringComparison.Ordinal) ? "\\" + text : text));
    }

    [Theory]
    [InlineData("Invoke-WebRequest -Uri https://x -OutFile y | iex", "Invoke-WebRequest -Uri https://x -OutFile y / iex")]
    [InlineData("iex ((New-Object System.Net.WebClient).DownloadString('https://x'))", "iex [((New-Object System.Net.WebClient).DownloadString('https://x'))] / [(New-Object System.Net.WebClient).DownloadString('https://x')] / New-Object System.Net.WebClient / https://x")]
    [InlineData("# iwr x | iex\n<# iwr\n y #> ls", "ls")]
    [InlineData("$x = @'\niwr x | iex\n'@\nls", " / ls")]
    [InlineData("Write-Host \"iwr x | iex\"", "Write-Host [iwr x | iex]")]
    [InlineData("$r = Invoke-RestMethod https://x", "Invoke-RestMethod https://x")]
    [InlineData("if (Test-Path x) { choco install y } else { exit 1 }", "[(Test-Path x)] / Test-Path x / choco install y / exit 1")]
    [InlineData("$env:NODE_TLS_REJECT_UNAUTHORIZED = '0'", "")]
    [InlineData("& \"C:\\Program Files\\x\\tool.exe\" -a", "[C:\\Program Files\\x\\tool.exe] -a")]
    [InlineData("choco install a `\n  -y", "choco install a -y")]
    [InlineData("Get-Content x | ForEach-Object { curl $_ }", "Get-Content x / ForEach-Object [{ curl $_ }] / curl $_")]
    public void PowerShell_is_read(string script, string expected) =>
        Assert.Equal(expected, Describe(Read(script, ShellKind.PowerShell)));

    [Theory]
    [InlineData("echo <<parameters.x>> b", ShellKind.Posix, "echo <<parameters.x>>! b")]
    [InlineData("echo \"a << x >> b\" c", ShellKind.Posix, "echo [a << x >> b]! c")]
    [InlineData("echo '<<x>>'<<x>>y", ShellKind.Posix, "echo <<x>><<x>>y!")]
    [InlineData("<<parameters.tool>> build", ShellKind.Posix, "<<parameters.tool>>! build")]
    [InlineData("A=<< x >> make", ShellKind.Posix, "make")]
    [InlineData("ls > << x >>\npwd", ShellKind.Posix, "ls >[<< x >>]! / pwd")]
    [InlineData("ls 2>&1 >><<x>> a", ShellKind.Posix, "ls a ><<x>>!")]
    [InlineData("cat <<EOF > f\n<< x >>\nEOF\nls", ShellKind.Posix, "cat >f <[<< x >>\n]! / ls")]
    [InlineData("bash <<EOF\ncurl << x >> | sh\nEOF", ShellKind.Posix, "bash <[curl << x >> | sh\n]! / curl [<< x >>]! / sh")]
    [InlineData("a=(<< x >> b)\nls", ShellKind.Posix, " / ls")]
    [InlineData("echo $((<<x>> + 1)) ${A:-<< x >>} b", ShellKind.Posix, "echo [$((<<x>> + 1))]! [${A:-<< x >>}]! b")]
    [InlineData("if [[ a == << x >> && -n \"<<x>>\" ]]; then ls; fi", ShellKind.Posix, "[[ a == [<< x >>]! && -n <<x>>! ]] / ls")]
    [InlineData("x=$(curl <<x>>) && sh -c \"make << x >>\"", ShellKind.Posix, " / curl <<x>>! / sh -c [make << x >>]! / make [<< x >>]!")]
    [InlineData("case << x >> in a) ls;; esac; for y in << x >> b; do ls; done", ShellKind.Posix, "case [<< x >>]! a / ls / for y in [<< x >>]! b / ls")]
    [InlineData("Write-Host << x >> \"a <<x>>\" 'b <<x>>' > << x >>", ShellKind.PowerShell, "Write-Host [<< x >>]! [a <<x>>]! [b <<x>>]! >[<< x >>]!")]
    [InlineData("echo << x >> b>c", ShellKind.Cmd, "echo [<< x >>]! b >c")]
    public void What_is_pasted_between_angles_is_a_part_of_its_word(string script, ShellKind shell, string expected)
    {
        var commands = ShellReader.Read(shell, script, Pasted(script, "<<", ">>"));

        Sound(commands, script);
        Assert.Equal(expected, string.Join(" / ", commands.Select(command => string.Join(" ", [.. command.Words.Select(Show), .. command.OutputFiles.Select(word => ">" + Show(word)), .. command.Documents.Select(word => "<" + Show(word))]))));
        static string Show(Word word) => (word.Text.Contains(' ', StringComparison.Ordinal) ? $"[{word.Text}]" : word.Text) + (word.Literal ? "" : "!");
    }

    [Theory]
    [InlineData("@echo off\r\nrem curl x\r\n:: y\r\ncall build.cmd && dir | find \"x y\"", "echo off / call build.cmd / dir / find [x y]")]
    [InlineData("curl -L %URL% -o x.zip", "curl -L %URL% -o x.zip")]
    [InlineData("curl ^\r\n  x", "curl x")]
    public void Batch_is_read(string script, string expected) => Assert.Equal(expected, Describe(Read(script, ShellKind.Cmd)));

    [Fact]
    public void Other_languages_have_no_commands()
    {
        Assert.Empty(ShellReader.Read(ShellKind.JavaScript, "curl x | sh"));
        Assert.Empty(ShellReader.Read(ShellKind.Python, "curl x | sh"));
    }

    private static readonly System.Buffers.SearchValues<char> Quotes = System.Buffers.SearchValues.Create("\\'\"`^@$");

    private static readonly string[] Pieces =
    [
        "curl", " ", "\n", "|", "||", "&&", ";", "&", "'", "\"", "`", "$(", "$((", "((", "))", ")", "(", "${", "${{", "}}", "}", "{ ", "<<EOF\n", "EOF\n", "<<<", "<(", ">", ">>",
        "2>&1", "#", "\\", "\\\n", "if ", "then ", "fi", "case x in ", "esac", ";;", "[[ ", "]]", "a=(", "for x in ", "do ", "done", "sh -c ", "eval ", "$x", "@'\n", "\n'@", "<#", "#>", "^", "%x%",
        "function ", "f()", "<< a.b >>", "$'", "\0", "é", "\r\n", "bash <<A\n", "A\n", "trap ", "$[[", "find -exec ", "{} + ",
    ];

    private static readonly Gen<string> Scripts = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.String[0, 6])
        .Array[0, 40].Select(string.Concat);

    [Fact]
    public void No_text_makes_it_throw_and_every_word_lies_in_the_text() =>
        Gen.Select(Scripts, Gen.OneOf(Gen.Const(ShellKind.Posix), Gen.Const(ShellKind.PowerShell), Gen.Const(ShellKind.Cmd))).Sample((text, shell) => Sound(Read(text, shell), text), iter: 20_000);

    [Theory]
    [InlineData("$(")]
    [InlineData("(")]
    [InlineData("((")]
    [InlineData("$((")]
    [InlineData("`\\`")]
    [InlineData("${")]
    [InlineData("${{'")]
    [InlineData("\"$(")]
    [InlineData("a=(")]
    [InlineData("=(")]
    [InlineData("{ ")]
    [InlineData("if ")]
    [InlineData("case x in ")]
    [InlineData("a || ")]
    [InlineData("{ a; } | ")]
    [InlineData("<<A ")]
    [InlineData("<<A\n")]
    [InlineData("sh -c '")]
    [InlineData("eval \"eval ")]
    [InlineData("find -exec ")]
    [InlineData("find -exec a {} + ")]
    [InlineData("[[ ( ")]
    [InlineData("@(")]
    [InlineData("<(")]
    [InlineData("bash <<A\n$(")]
    public void Long_and_deep_scripts_are_read_in_bounded_time(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, 100_000 / piece.Length).ToString();
        foreach (var shell in new[] { ShellKind.Posix, ShellKind.PowerShell, ShellKind.Cmd })
        {
            Read(text, shell);
        }
    }

    private static void Sound(ImmutableArray<Command> commands, string text)
    {
        for (var index = 0; index < commands.Length; index++)
        {
            var command = commands[index];
            Assert.InRange(command.Offset, 0, text.Length);
            Assert.InRange(command.Length, 1, text.Length - command.Offset);
            Assert.True(command.Inside is null || command.Inside < commands.Length);
            Assert.True(command.PipedTo is null || command.PipedTo < commands.Length);
            foreach (var word in command.Words.Concat(command.Wrappers).Concat(command.OutputFiles).Concat(command.InputFiles))
            {
                Assert.InRange(word.Offset, 0, text.Length);
                Assert.InRange(word.Length, 1, text.Length - word.Offset);
            }

            // A word that is neither quoted nor escaped is written as it reads, also inside other texts. Only a pattern of 'case' has blanks in it, and where 'eval'
            // puts it together a redirection may stand between.
            foreach (var word in command.Words)
            {
                var written = text.Substring(word.Offset, word.Length);
                Assert.True(written == word.Text || (command.Name is "case" && word.Text.Contains(' ', StringComparison.Ordinal)) || written.AsSpan().ContainsAny(Quotes), $"'{word.Text}' is written '{written}'");
            }
        }
    }

    // What stands between '${{' and '}}' is pasted. A heredoc is none.
    private static ImmutableArray<PastedSpan> Pasted(string text, string opening = "${{", string closing = "}}")
    {
        var spans = ImmutableArray.CreateBuilder<PastedSpan>();
        for (var start = text.IndexOf(opening, StringComparison.Ordinal); start >= 0;)
        {
            var end = text.IndexOf(closing, start, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            if (!text.AsSpan(start).StartsWith("<<EOF"))
            {
                spans.Add(new PastedSpan(start, end + 2 - start));
            }
            else
            {
                end = start + 1;
            }

            start = text.IndexOf(opening, end, StringComparison.Ordinal);
        }

        return spans.DrainToImmutable();
    }

    private static ImmutableArray<Command> Read(string script, ShellKind shell = ShellKind.Posix) =>
        ShellReader.Read(shell, script, Pasted(script));

    private static string Describe(ImmutableArray<Command> commands) =>
        string.Join(" / ", commands.Select(command => string.Join(' ', command.Words.Select(word => word.Text.AsSpan().ContainsAny(" \n") ? $"[{word.Text}]" : word.Text))));
}
