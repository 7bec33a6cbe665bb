using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Tests;

public sealed class FactTests
{
    [Fact]
    public void The_default_of_a_fact_is_unknown()
    {
        Assert.False(default(Fact<bool>).IsKnown);
        Assert.Throws<InvalidOperationException>(() => default(Fact<bool>).Value);
    }
}
