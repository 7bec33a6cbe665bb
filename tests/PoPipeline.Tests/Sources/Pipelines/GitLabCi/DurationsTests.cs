using PoPipeline.Sources.Pipelines.GitLabCi.Validation;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("42", 42d)]
    [InlineData("42 seconds", 42d)]
    [InlineData("3 mins 4 sec", 184d)]
    [InlineData("2 hrs 20 min", 8400d)]
    [InlineData("2h20min", 8400d)]
    [InlineData("3 weeks and 2 days", 1987200d)]
    [InlineData("1.5 hours", 5400d)]
    [InlineData("1 hour, 5 minutes", 3900d)]
    [InlineData("day", 86400d)]
    [InlineData("1 WEEK", 604800d)]
    [InlineData("one hour", null)]
    [InlineData("4:30", null)]
    public void A_time_in_words_is_one(string text, double? seconds)
    {
        Assert.True(Durations.IsDuration(text));
        Assert.Equal(seconds, Durations.SecondsOf(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("and")]
    [InlineData("3 moons")]
    [InlineData("never")]
    [InlineData("1 hour later")]
    [InlineData("1h/2h")]
    public void Other_words_are_none(string text) => Assert.False(Durations.IsDuration(text));
}
