using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds the steps that a text stands in, without a look at each of them: for jobs in which many folders are asked for.</summary>
internal sealed class StepTexts
{
    private readonly string all;
    private readonly ImmutableArray<int> starts;

    /// <summary>Puts the texts together.</summary>
    /// <param name="texts">What stands in each step, in the order of the steps.</param>
    public StepTexts(IEnumerable<IEnumerable<string>> texts)
    {
        var builder = new StringBuilder();
        var found = ImmutableArray.CreateBuilder<int>();
        foreach (var step in texts)
        {
            found.Add(builder.Length);
            foreach (var text in step)
            {
                _ = builder.Append(text).Append('\n');
            }
        }

        all = builder.ToString();
        starts = found.DrainToImmutable();
    }

    /// <summary>The indexes of the steps that it may stand in, in their order; it stands in no other.</summary>
    /// <param name="part">What is looked for; not empty.</param>
    public IEnumerable<int> With(string part)
    {
        for (var at = all.IndexOf(part, StringComparison.Ordinal); at >= 0;)
        {
            var step = starts.BinarySearch(at);
            step = step < 0 ? ~step - 1 : step;

            // Of steps without a text, which start at the same place, the last one holds what follows.
            while (step + 1 < starts.Length && starts[step + 1] == starts[step])
            {
                step++;
            }

            yield return step;
            at = step + 1 < starts.Length ? all.IndexOf(part, starts[step + 1], StringComparison.Ordinal) : -1;
        }
    }
}
