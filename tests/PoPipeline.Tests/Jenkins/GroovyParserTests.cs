using System.Diagnostics;
using System.Text;
using CsCheck;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Tests.Jenkins;

/// <summary>Programs in Groovy.</summary>
public sealed class GroovyParserTests
{
    private static readonly string[] Pieces =
    [
        "${", "}", "{", "(", ")", "[", "]", "'", "\"", "'''", "\"\"\"", "/", "$/", "/$", "//", "/*", "*/", "\\", "\n", "\r\n", "$x.y", " in ", "as", "->", ":", "?", "?:", ",", ";", "=", "@", "def ", "class A {", "if (", "else", "switch (a) { case 1: ", "try {",
        "catch (e)", "new ", "<", ">", "return ", "!", "..", ".", "\0", "\uFEFF", "ä", "#!", "sh ", "import ", "void f(", " \\\n", "$", "*", "static {", "enum E {", "assert ", "for (x in ", "throws ", "@A(",
    ];

    [Fact]
    public void Samples_are_read_whole()
    {
        foreach (var text in GroovySamples.All)
        {
            var script = GroovyParser.Parse(text);

            Assert.Empty(script.Problems);
            Assert.Null(script.TooDeep);
            Assert.Empty(script.All().OfType<GroovyUnread>());
        }
    }

    [Fact]
    public void Real_pipelines_are_read_whole()
    {
        foreach (var file in GroovyFiles.Of(TestPaths.RequireCorpora()))
        {
            var script = GroovyParser.Parse(File.ReadAllText(file));

            Assert.True(script.Problems.IsEmpty, $"{file}: {script.Problems.FirstOrDefault()?.Message}");
            Assert.Null(script.TooDeep);
        }
    }

    [Theory]
    [InlineData("sh 'a'", "sh('a')")]
    [InlineData("sh script: 'a', returnStdout: true", "sh(script: 'a', returnStdout: true)")]
    [InlineData("sh(script: 'a')", "sh(script: 'a')")]
    [InlineData("a b c d", "a(b).c(d)")]
    [InlineData("node('x') { sh 'a' }", "node('x', {sh('a')})")]
    [InlineData("stage('x')\n{\n sh 'a'\n}", "stage('x', {sh('a')})")]
    [InlineData("parallel a: { x() }, b: { y() }", "parallel(a: {x()}, b: {y()})")]
    [InlineData("docker.image('x').inside('-u 0') { sh 'a' }", "docker.image('x').inside('-u 0', {sh('a')})")]
    [InlineData("def x = sh script: 'a'", "def x = sh(script: 'a')")]
    [InlineData("x = y ?: z", "x = (y ?: z)")]
    [InlineData("a ? b : c ? d : e", "(a ? b : (c ? d : e))")]
    [InlineData("a\n  .b()\n  .c 'd'", "a.b().c('d')")]
    [InlineData("echo a + 'b' + \"${c}\"", "echo((a + 'b' + \"{c}\"))")]
    [InlineData("[a: 1, 'b': 2, (c): 3]", "[a: 1, 'b': 2, c: 3]")]
    [InlineData("[]", "[]")]
    [InlineData("[:]", "[:]")]
    [InlineData("a[0]['b']", "a[0]['b']")]
    [InlineData("f({ x, y = 1 -> x })", "f({x, y -> x})")]
    [InlineData("a as String", "a as String")]
    [InlineData("(String) a", "a as String")]
    [InlineData("(a)", "a")]
    [InlineData("new Date().format('y')", "new Date().format('y')")]
    [InlineData("!a && b in c", "((!a) && b in c)")]
    [InlineData("agent any", "agent(any)")]
    [InlineData("String x", "String x")]
    [InlineData("final int x = 1", "int x = 1")]
    [InlineData("@Library('a') _", "@Library('a') _")]
    [InlineData("@Library('a')\nimport x.Y", "@Library('a') import x.Y")]
    [InlineData("import static a.B.*", "import a.B.*")]
    [InlineData("a.\"b\"(c)", "a.b(c)")]
    [InlineData("a?.b*.c", "a.b.c")]
    [InlineData("def call(Map c = [:]) { c.x }", "call(c){c.x}")]
    [InlineData("String call() { 'a' }", "call(){'a'}")]
    [InlineData("call('a') { b }", "call('a', {b})")]
    [InlineData("return sh('a') == 0", "return (sh('a') == 0)")]
    [InlineData("if (a) b() else c()", "if (a) b() else c()")]
    [InlineData("withEnv(['A=b']) { }", "withEnv(['A=b'], {})")]
    [InlineData("input message: 'x'", "input(message: 'x')")]
    [InlineData("sh (\n 'a'\n)", "sh('a')")]
    [InlineData("x += 'a'", "x += 'a'")]
    [InlineData("echo 'a'; echo 'b'", "echo('a')|echo('b')")]
    [InlineData("a { } \n b { }", "a({})|b({})")]
    public void A_program_is_read_as_Groovy_reads_it(string text, string expected)
    {
        var script = GroovyParser.Parse(text);

        Assert.Empty(script.Problems);
        Assert.Equal(expected, string.Join('|', script.Statements.Select(Written)));
    }

    [Theory]
    [InlineData("sh 'a", 3, "The text that begins with ' is never closed")]
    [InlineData("node { sh 'a'", 5, "The '{' is never closed")]
    [InlineData("node { } }", 9, "The '}' closes nothing")]
    [InlineData("f(a b)", 4, "'b' is not expected here")]
    [InlineData("f(a, {)", 5, "The '{' is never closed")]
    [InlineData("x = ", 4, "The file ends where more is expected")]
    [InlineData("else { }", 0, "'else' is not expected here")]
    [InlineData("\"${a", 1, "The '${' is never closed")]
    [InlineData("a ? b", 5, "The file ends where more is expected")]
    public void What_cannot_be_read_is_told_with_its_place(string text, int start, string message) =>
        Assert.Contains(GroovyParser.Parse(text).Problems, problem => problem.Start == start && problem.Message == message);

    [Fact]
    public void Behind_what_cannot_be_read_the_rest_is()
    {
        var script = GroovyParser.Parse("""
            stage('a') { sh 'one' }
            stage('b') { x = = ; sh 'two' }
            stage('c') { sh 'three }
            stage('d') { sh 'four' }
            """);

        Assert.Equal(["one", "two", "three }", "four"], script.All().OfType<GroovyCall>().Where(call => call.Name is "sh").Select(call => ((GroovyText)call.Positional.First()).Plain));
    }

    [Theory]
    [InlineData(@"'a\nb\'c\\d'", "a\nb'c\\d")]
    [InlineData(@"'A\u0042\103'", "ABC")]
    [InlineData("'a\\\nb'", "ab")]
    [InlineData("'''a\r\nb'''", "a\nb")]
    [InlineData(@"/a\/b\n/", @"a/b\n")]
    [InlineData("$/a$$b$/c\\n/$", "a$b/c\\n")]
    [InlineData("\"\\$a\\\"\"", "$a\"")]
    public void A_text_says_what_its_escapes_stand_for(string text, string expected) =>
        Assert.Equal(expected, Assert.IsType<GroovyText>(Assert.Single(GroovyParser.Parse(text).Statements)).Plain);

    public static TheoryData<string, string, string> Bombs() => new()
    {
        { "closures", "a {", "}" }, { "closures that are never closed", "a {", "" }, { "parentheses", "(", ")" }, { "brackets", "[", "]" }, { "texts in texts", "\"${", "" }, { "choices", "a?b:", "" }, { "conditions", "if(a) ", "" }, { "assignments", "a=", "" },
        { "negations", "!", "" }, { "casts", "(A)", "" }, { "classes", "class A {", "}" }, { "switches", "switch(a){case 1:", "}" }, { "tries", "try{", "}" }, { "arrows", "{x->", "}" }, { "new objects", "new A(", ")" }, { "methods", "def a(){", "}" }, { "calls", "a(", ")" }, { "indices", "a[", "]" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void What_is_nested_without_end_is_passed_over_and_told(string name, string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, 10_000).Append('x').Insert(0, "sh 'before'\n").Append(new StringBuilder().Insert(0, close, 10_000)).Append("\nsh 'after'\n").ToString();

        var script = GroovyParser.Parse(text);

        Assert.NotNull(script.TooDeep);
        Assert.NotEmpty(name);
        Assert.All(script.Statements, statement => Assert.InRange(statement.Depth, 1, 1000));
        if (close.Length > 0)
        {
            Assert.Contains(script.Statements.OfType<GroovyCall>(), call => call.Positional.FirstOrDefault() is GroovyText { Plain: "after" });
        }
    }

    [Theory]
    [InlineData("a {}", "\n")]
    [InlineData("a", ".b()")]
    [InlineData("a", "+b")]
    [InlineData("if (a) {}", " else if (b) {}")]
    [InlineData("x = ", "/a ")]
    [InlineData("a", "{}")]
    [InlineData("", "'")]
    [InlineData("", "A<")]
    [InlineData("(", "]")]
    [InlineData("", "{a, b, c = (")]
    [InlineData("", "/*")]
    [InlineData("x", " as A")]
    [InlineData("", "def ")]
    public void Reading_takes_time_in_proportion_to_the_text(string start, string piece)
    {
        // What grows with the square would take minutes.
        var text = new StringBuilder(start).Insert(start.Length, piece, 100_000).ToString();
        var watch = Stopwatch.StartNew();

        _ = GroovyParser.Parse(text);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_mangled_program_is_read() =>
        Mangling.Of(() => GroovySamples.All, Pieces, fewest: 1, longest: 40).Sample(
            text =>
            {
                var tokens = GroovyLexer.Read(text);
                Assert.Equal(text.Length, tokens.Sum(token => token.Length));
                var script = GroovyParser.Parse(text);
                Assert.All(script.All(), node => Assert.InRange(node.End, node.Start, text.Length));
                Assert.All(script.Problems, problem => Assert.InRange(problem.End, problem.Start, text.Length));
            },
            iter: Mangling.Runs(5000));

    private static string Written(GroovyNode node) => node switch
    {
        GroovyCall call => $"{Written(call.Callee)}({Arguments(call.Arguments)})",
        GroovyProperty property => $"{Written(property.Receiver)}.{property.Name ?? Written(property.Computed!)}",
        GroovyIndex index => $"{Written(index.Receiver)}[{Arguments(index.Arguments)}]",
        GroovyName name => name.Name,
        GroovyConstant constant => constant.Text,
        GroovyText text => text.IsPlain ? $"'{text.Plain}'" : $"\"{string.Concat(text.Pieces.Select(piece => piece.Pasted is null ? piece.Value : $"{{{Written(piece.Pasted)}}}"))}\"",
        GroovyList list => $"[{string.Join(", ", list.Items.Select(Written))}]",
        GroovyMap map => map.Entries.IsEmpty ? "[:]" : $"[{Arguments(map.Entries)}]",
        GroovyClosure closure => $"{{{string.Join(", ", closure.Parameters.Select(parameter => parameter.Name))}{(closure.Parameters.IsEmpty ? "" : " -> ")}{string.Join("; ", closure.Body.Select(Written))}}}",
        GroovyNew created => $"new {created.Type}({Arguments(created.Arguments)})",
        GroovyOperation { Operands: [var only] } operation => $"({operation.Operators[0]}{Written(only)})",
        GroovyOperation operation => $"({Written(operation.Operands[0])}{string.Concat(operation.Operators.Zip(operation.Operands.Skip(1), (name, operand) => $" {name} {Written(operand)}"))})",
        GroovyChoice { Then: null } choice => $"({Written(choice.Condition)} ?: {Written(choice.Else)})",
        GroovyChoice choice => $"({Written(choice.Condition)} ? {Written(choice.Then)} : {Written(choice.Else)})",
        GroovyCast cast => $"{Written(cast.Value)} as {cast.Type}",
        GroovyAssignment assignment => $"{Written(assignment.Target)} {assignment.Operator} {Written(assignment.Value)}",
        GroovyVariable variable => $"{Annotations(variable)}{(variable.Annotations.IsEmpty ? $"{variable.Type ?? "def"} " : "")}{string.Join(", ", variable.Names.Select(name => name.Name))}{(variable.Value is null ? "" : $" = {Written(variable.Value)}")}",
        GroovyImport import => $"{Annotations(import)}import {import.Name}",
        GroovyMethod method => $"{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.Name))}){{{string.Join("; ", method.Body.Select(Written))}}}",
        GroovyJump jump => $"{jump.Word} {(jump.Value is null ? "" : Written(jump.Value))}",
        GroovyIf { Branches: [var branch] } choice => $"if ({Written(branch.Condition)}) {Written(branch.Body)}{(choice.Else is null ? "" : $" else {Written(choice.Else)}")}",
        _ => node.GetType().Name,
    };

    private static string Annotations(GroovyDeclared declared) => string.Concat(declared.Annotations.Select(annotation => $"@{annotation.Name}({Arguments(annotation.Arguments)}) "));

    private static string Arguments(IEnumerable<GroovyArgument> arguments) =>
        string.Join(", ", arguments.Select(argument => $"{(argument.Key is { } key ? $"{Written(key)}: " : argument.Name is { } name ? $"{name}: " : "")}{Written(argument.Value)}"));
}
