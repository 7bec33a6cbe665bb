using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Dinghy.Spel;

namespace PoPipeline.Tests.Sources.Pipelines.Dinghy;

/// <summary>Whose text an expression gives, where a webhook that takes whatever is sent starts the pipeline.</summary>
public sealed class SpelReaderTests
{
    private const string Expressions = "https://spinnaker.io/docs/reference/pipeline/expressions/";
    private const string Guide = "https://spinnaker.io/docs/guides/user/pipeline/expressions/";
    private const string Spel = "https://docs.spring.io/spring-framework/reference/core/expressions/language-ref.html";

    private static readonly SpelSources Webhook = new() { Payload = Origin.Outsider, Parameters = Origin.Contributor };

    [Theory]
    [InlineData("${ trigger.payload.title }", Origin.Outsider, Charset.Free, Guide)]
    [InlineData("${ trigger['payload']['pull_request']['title'] }", Origin.Outsider, Charset.Free, Guide)]
    [InlineData("${ trigger.payload['title'].toLowerCase() }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ trigger?.payload?.title }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ execution.trigger.payload.title }", Origin.Outsider, Charset.Free, Expressions)]
    [InlineData("${ execution['trigger']['payload']['title'] }", Origin.Outsider, Charset.Free, Expressions)]
    [InlineData("${ #toJson(trigger) }", Origin.Outsider, Charset.Free, Expressions)]
    [InlineData("${ #toJson(trigger.payload) }", Origin.Outsider, Charset.Free, Expressions)]
    [InlineData("${ #readJson(trigger.payload.body).name }", Origin.Outsider, Charset.Free, Expressions)]
    [InlineData("${ 'v' + trigger.payload.version }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ trigger.payload.a ?: 'none' }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ trigger.payload.a == 'b' ? trigger.payload.c : 'd' }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ {trigger.payload.a, 'b'} }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ trigger.get('payload') }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ T(java.lang.Runtime).getRuntime().exec(trigger.payload.command) }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ new java.lang.String(trigger.payload.name) }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ trigger.payload.items.![name] }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ trigger.payload.items.?[id == 1][0].name }", Origin.Outsider, Charset.Free, Spel)]
    [InlineData("${ #alphanumerical(trigger.payload.title) }", Origin.Outsider, Charset.Limited, Expressions)]
    [InlineData("${ #toInt(trigger.payload.number) }", Origin.Outsider, Charset.Limited, Expressions)]
    [InlineData("${ trigger.payload.title.replaceAll('[^a-z0-9]', '-') }", Origin.Outsider, Charset.Limited, Spel)]
    [InlineData("${ trigger.payload.title.length() }", Origin.Constant, Charset.Fixed, Spel)]
    [InlineData("${ trigger.payload.title == 'a' }", Origin.Constant, Charset.Fixed, Spel)]
    [InlineData("${ trigger.payload.title matches '[a-z]+' }", Origin.Constant, Charset.Fixed, Spel)]
    [InlineData("${ !trigger.payload.skip }", Origin.Constant, Charset.Fixed, Spel)]
    [InlineData("${ trigger.payload.a == 'b' ? 'c' : 'd' }", Origin.Constant, Charset.Fixed, Spel)]
    [InlineData("${ parameters.region }", Origin.Contributor, Charset.Free, Guide)]
    [InlineData("${ parameters['region'] }", Origin.Contributor, Charset.Free, Guide)]
    [InlineData("${ trigger['parameters']['region'] }", Origin.Contributor, Charset.Free, Guide)]
    [InlineData("${ trigger.parameters.region }", Origin.Contributor, Charset.Free, Guide)]
    [InlineData("${ execution.trigger.parameters.region }", Origin.Contributor, Charset.Free, Guide)]
    [InlineData("${ trigger.branch }", Origin.Contributor, Charset.Line, Expressions)]
    [InlineData("${ trigger.buildInfo.scm[0].branch }", Origin.Contributor, Charset.Line, Expressions)]
    [InlineData("${ trigger.properties['version'] }", Origin.Contributor, Charset.Line, Expressions)]
    [InlineData("${ trigger.tag }", Origin.Contributor, Charset.Limited, Expressions)]
    [InlineData("${ trigger.user }", Origin.Contributor, Charset.Limited, Expressions)]
    [InlineData("${ trigger.hash }", Origin.Constant, Charset.Fixed, Expressions)]
    [InlineData("${ trigger.buildInfo.number }", Origin.Constant, Charset.Fixed, Expressions)]
    [InlineData("${ execution.id }", Origin.Constant, Charset.Fixed, Expressions)]
    [InlineData("${ execution.application }", Origin.Constant, Charset.Fixed, Expressions)]
    [InlineData("${ #stage('Bake')['context']['imageId'] }", Origin.Unknown, Charset.Free, Expressions)]
    [InlineData("${ #stage('Run').outputs.version }", Origin.Unknown, Charset.Free, Expressions)]
    [InlineData("${ #judgment('Ask') }", Origin.Constant, Charset.Fixed, Expressions)]
    [InlineData("${ #fromUrl('https://example.com/version') }", Origin.Unknown, Charset.Free, Expressions)]
    [InlineData("${ #fromUrl(trigger.payload.url) }", Origin.Outsider, Charset.Free, Expressions)]
    [InlineData("${ #pipelineId('deploy') }", Origin.Constant, Charset.Fixed, Expressions)]
    [InlineData("${ new java.text.SimpleDateFormat('yyyy-MM-dd').format(new java.util.Date()) }", Origin.Constant, Charset.Fixed, Guide)]
    [InlineData("${ T(java.time.LocalDate).now() }", Origin.Constant, Charset.Fixed, Guide)]
    [InlineData("${ 1 + 2 }", Origin.Constant, Charset.Fixed, Spel)]
    [InlineData("${ imageId }", Origin.Unknown, Charset.Free, Expressions)]
    public void An_expression_gives_what_somebody_controls(string text, Origin origin, Charset charset, string source)
    {
        var expression = SpelReader.In(text, Webhook).Single();

        Assert.Null(expression.Fault);
        Assert.Equal(text, expression.Text);
        Assert.Equal((origin, charset), (expression.Provenance.Origin, expression.Provenance.Charset));
        Assert.StartsWith("https://", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("'a' == 'a'", true)]
    [InlineData("1 != 2", true)]
    [InlineData("'a' == 'a' || parameters.x == 'y'", true)]
    [InlineData("parameters.x == 'y' || true", true)]
    [InlineData("!false", true)]
    [InlineData("false", false)]
    [InlineData("'a' == 'b' && parameters.x", false)]
    [InlineData("parameters.x == 'y'", null)]
    [InlineData("'a' == parameters.x", null)]
    [InlineData("true && parameters.x == 'y'", null)]
    public void What_is_the_same_in_every_run_is_known(string text, bool? value) => Assert.Equal(value, SpelReader.Read(text, Webhook).Constant);

    [Theory]
    [InlineData("${ trigger['payload' }")]
    [InlineData("${ trigger. }")]
    [InlineData("${ (1 + 2 }")]
    [InlineData("${ a b }")]
    [InlineData("${ }")]
    public void What_cannot_be_read_is_told(string text) => Assert.NotNull(SpelReader.In(text, Webhook).Single().Fault);

    [Fact]
    public void What_is_not_closed_is_no_expression() => Assert.Empty(SpelReader.In("a ${ trigger.payload", Webhook));
}
