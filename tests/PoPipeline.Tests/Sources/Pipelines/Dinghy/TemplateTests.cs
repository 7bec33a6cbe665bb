using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.Dinghy;
using PoPipeline.Sources.Pipelines.Dinghy.Template;

namespace PoPipeline.Tests.Sources.Pipelines.Dinghy;

/// <summary>
/// What templates become, as the tests of Dinghy itself ask for it: <c>parse_test.go</c> and <c>preprocessor_test.go</c> of
/// https://github.com/armory/dinghy, in words of our own. White space between values is of no account.
/// </summary>
public sealed class TemplateTests : IDisposable
{
    private readonly TempTree tree = new();

    public TemplateTests() => tree
        .Write("mod1", """{"foo": "bar", "type": "{{ var "type" ?: "deploy" }}"}""")
        .Write("mod2", """{"type": "{{ var "type" ?: "jenkins" }}"}""")
        .Write("mod3", """{"foo": "{{ var "foo" ?: "baz" }}"}""")
        .Write("mod4", """{"foo": "{{ var "foo" "baz" }}", "a": "{{ var "nonexistent" "b" }}", "nested": {{ module "mod5" }}}""")
        .Write("mod5", """{"waitTime": {{ var "waitTime" 1000 }}}""")
        .Write("mod6", """{"refId": {{ var "refId" {} }}, "requisiteStageRefIds": {{ var "requisiteStageRefIds" [] }}, "waitTime": {{ var "waitTime" 12044 }}}""")
        .Write("default", """{"default": "{{ var "service" ?: "@application" }}"}""")
        .Write("deep", """{{ module "deeper" "artifact" {{var artifact}} }}{{ module "deeper" "artifact" {{var artifact2}} }}""")
        .Write("deeper", """{"artifact": "{{ var "artifact" }}"}""")
        .Write("middle", """{{ if var "condvar" }}{{ module "bottom" "foo" "bar" "extra" [ "foo", "bar" ] }}{{ else }}{{ module "bottom" "foo" "bar" }}{{ end }}""")
        .Write("bottom", """{"foo": "{{ var "foo" ?: "default" }}", "biff": {{ var "extra" ?: ["NotSet"] }}}""")
        .Write("appmod", "\"description\": \"d\"");

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("""[{{ module "mod1" }}, {{ module "mod2" }}]""", """[{"foo": "bar", "type": "deploy"}, {"type": "jenkins"}]""")]
    [InlineData("""{{ module "mod4" "foo" "baz" "waitTime" 100 }}""", """{"foo": "baz", "a": "b", "nested": {"waitTime": 100}}""")]
    [InlineData("""{{ module "mod6" "waitTime" 10 "refId" { "c": "d" } "requisiteStageRefIds" ["1", "2", "3"] }}""", """{"refId": { "c": "d" }, "requisiteStageRefIds": ["1", "2", "3"], "waitTime": 10}""")]
    [InlineData("""{{ module "mod6" }}""", """{"refId": {}, "requisiteStageRefIds": [], "waitTime": 12044}""")]
    [InlineData("""{{ module "mod3" "foo" "" }}""", """{"foo": ""}""")]
    [InlineData("""{"globals": {"type": "foo"}, "p": [{{ module "mod1" }}, {{ module "mod2" "type" "foobar" }}]}""", """{"globals": {"type": "foo"}, "p": [{"foo": "bar", "type": "foo"}, {"type": "foobar"}]}""")]
    [InlineData("""{"globals": {"application": "diner"}, "p": [{{ module "default" }}]}""", """{"globals": {"application": "diner"}, "p": [{"default": "diner"}]}""")]
    [InlineData("""{ {{ appModule "appmod" }}, "globals": {} }""", """{ "description": "d", "globals": {} }""")]
    [InlineData("""[{{ local_module "mod1" }}, {{ local_module "/mod2" }}]""", """[{"foo": "bar", "type": "deploy"}, {"type": "jenkins"}]""")]
    [InlineData("""{{ module "deep" "artifact" "a1" "artifact2" "a2" }}""", """{"artifact": "a1"}{"artifact": "a2"}""")]
    [InlineData("""{{ module "middle" "straightvar" "foo" "condvar" true }}""", """{"foo": "bar", "biff": [ "foo", "bar" ]}""")]
    [InlineData("""{{ module "middle" "condvar" false }}""", """{"foo": "bar", "biff": ["NotSet"]}""")]
    [InlineData("""{{ $mods := makeSlice "mod1" "mod2" }}{{ range $mods }}{{ module . }}{{ end }}""", """{"foo": "bar", "type": "deploy"}{"type": "jenkins"}""")]
    [InlineData("""{ {{ if eq "test" "test" }}"test": "true"{{ else }}"test": "false"{{ end }} }""", """{ "test": "true" }""")]
    [InlineData("""{ {{ if eq "teste" "test" }}"test": "true"{{ else }}"test": "false"{{ end }} }""", """{ "test": "false" }""")]
    [InlineData("""{"test": {{ splitList "$" "foo$bar$baz" | toJson }}}""", """{"test": ["foo","bar","baz"]}""")]
    [InlineData("""{"test": "{{ var "biff" }}"}""", """{"test": ""}""")]
    [InlineData("""{"a": "{{.RawData.pusher.name}}"}""", """{"a": "?"}""")]
    [InlineData("""{"pipeline": "{{ pipelineID "app" "name" }}"}""", """{"pipeline": "?"}""")]
    [InlineData("""{{ module "elsewhere" }}""", "?")]
    [InlineData("""a {{- /* nothing */ -}} b""", "ab")]
    [InlineData("""{{- 1 -}} , {{ 2.5 }} {{ true }} {{ "a" }}{{ `b"c` }}""", "1, 2.5 true ab\"c")]
    [InlineData("""{{ range $i, $v := list "a" "b" "c" }}{{ if eq $v "c" }}{{ break }}{{ end }}{{ $i }}{{ $v }}{{ end }}""", "0a1b")]
    [InlineData("""{{ range $k, $v := dict "b" 1 "a" 2 }}{{ $k }}={{ $v }};{{ else }}none{{ end }}""", "a=2;b=1;")]
    [InlineData("""{{ range list }}x{{ else }}none{{ end }}""", "none")]
    [InlineData("""{{ with "a" }}{{ . }}{{ end }}{{ with "" }}x{{ else }}y{{ end }}""", "ay")]
    [InlineData("""{{ define "t" }}<{{ . }}>{{ end }}{{ template "t" "a" }}{{ block "u" "b" }}[{{ . }}]{{ end }}""", "<a>[b]")]
    [InlineData("""{{ if false }}a{{ else if true }}b{{ else }}c{{ end }}""", "b")]
    [InlineData("""{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}""", "2")]
    [InlineData("""{{ (dict "a" (dict "b" "c")).a.b }}""", "c")]
    [InlineData("""{{ "a" | printf "%s-%d" "b" }}""", "?")]
    [InlineData("""{{ printf "%s-%d" "b" 3 | quote }}""", "\"b-3\"")]
    public void A_template_becomes_what_Dinghy_makes_of_it(string template, string expected)
    {
        var (rendered, problems) = Render(template);

        Assert.Empty(problems);
        Assert.Equal(Plain(expected), Plain(rendered.Text.Replace(RenderedText.Mark, '?')));
    }

    [Theory]
    [InlineData("""[{{ module "mod1" }]""", "are not closed")]
    [InlineData("{ {{ ", "are not closed")]
    [InlineData("""{"test": {{ nope "biff" }}}""", "There is no function 'nope'")]
    [InlineData("""{{ if 4 gt 3 }}"biff"{{ end }}""", "'4' is no function")]
    [InlineData("""{{ module "bottom" "foo" [ { "bar": {{ var "myvar" ?: "failure"}} } ] }}""", "is not evaluated")]
    [InlineData("""{{ module "mod1" "foo" }}""", "'foo' has no value")]
    [InlineData("""{{ module "mod1" 7 "foo" }}""", "'7' is none")]
    [InlineData("""{{ module }}""", "needs the file of the module")]
    [InlineData("""{{ local_module "/gone" }}""", "is not in this repository")]
    [InlineData("""{{ if true }}a""", "'if' is not closed")]
    [InlineData("""a{{ end }}""", "belongs to no block")]
    [InlineData("""{{ if true }}a{{ else }}b{{ else }}c{{ end }}""", "second 'else'")]
    [InlineData("""{{ }}""", "Nothing stands between")]
    [InlineData("""{{ $gone }}""", "'$gone' is not set")]
    [InlineData("""{{ range "abc" }}x{{ end }}""", "goes over a text")]
    [InlineData("""{{ template "gone" }}""", "No template is named 'gone'")]
    [InlineData("""{{ "a" | }}""", "A command is missing")]
    [InlineData("""{{ (list 1 }}""", "is not closed")]
    [InlineData("""{{ "a }}""", "are not closed")]
    [InlineData("""{{/* a }}""", "comment of the template is not closed")]
    public void What_Dinghy_refuses_is_told(string template, string message) => Assert.Contains(Render(template).Problems, problem => problem.Message.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Each_function_is_evaluated_or_known_not_to_be()
    {
        Assert.Empty(TemplateFunctions.NotEvaluated.Intersect(TemplateFunctions.EvaluatedNames));
        Assert.Empty(TemplateFunctions.Own.Intersect(TemplateFunctions.EvaluatedNames));
        Assert.All(TemplateFunctions.EvaluatedNames.Concat(TemplateFunctions.NotEvaluated).Concat(TemplateFunctions.Own), name => Assert.True(TemplateFunctions.Exists(name)));
        Assert.All(TemplateFunctions.NotEvaluated, name => Assert.Equal(RenderedText.Mark.ToString(), Render($"{{{{ {name} \"a\" }}}}").Rendered.Text));
    }

    // https://docs.armory.io/plugins/pipelines-as-code/use/ and the tables of https://masterminds.github.io/sprig/.
    [Theory]
    [InlineData("module local_module appModule pipelineID var makeSlice")]
    [InlineData("and or not eq ne lt le gt ge len index slice print printf println html js urlquery call")]
    [InlineData("abbrev abbrevboth trunc trim upper lower title untitle substr repeat trimall trimAll trimSuffix trimPrefix nospace initials randAlphaNum randAlpha randAscii randNumeric swapcase shuffle snakecase camelcase kebabcase wrap wrapWith contains hasPrefix hasSuffix quote squote cat indent nindent replace plural")]
    [InlineData("regexMatch mustRegexMatch regexFindAll mustRegexFindAll regexFind mustRegexFind regexReplaceAll mustRegexReplaceAll regexReplaceAllLiteral mustRegexReplaceAllLiteral regexSplit mustRegexSplit regexQuoteMeta")]
    [InlineData("join splitList split splitn sortAlpha toStrings")]
    [InlineData("add add1 sub div mod mul max min floor ceil round len randInt biggest addf add1f subf divf mulf maxf minf until untilStep seq")]
    [InlineData("now ago date dateInZone duration durationRound unixEpoch dateModify mustDateModify htmlDate htmlDateInZone toDate mustToDate date_in_zone date_modify must_date_modify")]
    [InlineData("default empty coalesce all any fromJson mustFromJson toJson mustToJson toPrettyJson mustToPrettyJson toRawJson mustToRawJson ternary")]
    [InlineData("b64enc b64dec b32enc b32dec atoi float64 int int64 toDecimal toString")]
    [InlineData("list tuple first mustFirst rest mustRest last mustLast initial mustInitial append mustAppend push mustPush prepend mustPrepend concat reverse mustReverse uniq mustUniq without mustWithout has mustHas compact mustCompact slice mustSlice chunk mustChunk")]
    [InlineData("dict get set unset hasKey pluck dig merge mustMerge mergeOverwrite mustMergeOverwrite keys pick omit values deepCopy mustDeepCopy")]
    [InlineData("base dir ext clean isAbs osBase osDir osExt osClean osIsAbs fail uuidv4 env expandenv semver semverCompare kindOf kindIs typeOf typeIs typeIsLike deepEqual urlParse urlJoin getHostByName")]
    [InlineData("sha1sum sha256sum sha512sum adler32sum bcrypt htpasswd randBytes derivePassword genPrivateKey buildCustomCert genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey encryptAES decryptAES")]
    public void The_functions_that_are_documented_are_there(string names) => Assert.All(names.Split(' '), name => Assert.True(TemplateFunctions.Exists(name), name));

    [Fact]
    public void Each_part_is_placed_where_it_is_written()
    {
        var (rendered, _) = Render("{\n  \"stage\": {{ module \"mod2\"\n     \"type\" \"wait\" }}\n}\n");

        Assert.Equal("dinghyfile:2:3", rendered.PlaceOf(rendered.Text.IndexOf("\"stage\"", StringComparison.Ordinal), 7).ToString());
        Assert.Equal("mod2:1:2", rendered.PlaceOf(rendered.Text.IndexOf("\"type\"", StringComparison.Ordinal), 6).ToString());
        Assert.Equal("dinghyfile:3:14", rendered.PlaceOf(rendered.Text.IndexOf("wait", StringComparison.Ordinal), 4).ToString());
    }

    private (RenderedText Rendered, IReadOnlyList<PoPipeline.Rules.Model.Pipelines.Problem> Problems) Render(string template)
    {
        tree.Write("dinghyfile", template);
        var repository = new Repository { Files = ["dinghyfile", "mod1", "mod2", "mod3", "mod4", "mod5", "mod6", "default", "deep", "deeper", "middle", "bottom", "appmod"] };
        var files = new ModuleFiles(repository, new WorkingTree(tree.Root, useGit: false));
        var source = files.Read("dinghyfile")!;
        var renderer = new TemplateRenderer(files, source, DinghyReader.Globals(files, source), isCalled: false);
        return (renderer.Render(), renderer.Problems);
    }

    private static string Plain(string text) => string.Concat(text.Where(static sign => !char.IsWhiteSpace(sign)));
}
