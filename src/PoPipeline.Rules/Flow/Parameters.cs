using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Flow;

/// <summary>What the functions of a script are called with: by name, each parameter joined over all calls.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, List<Provenance>> calls = new(StringComparer.Ordinal);

    /// <summary>Nothing is known yet.</summary>
    public static Parameters None { get; } = new();

    /// <summary>Whether no function is called with a text that somebody else controls.</summary>
    public bool IsEmpty => calls.Count == 0;

    /// <summary>Keeps what a function is called with.</summary>
    public void Add(string function, ImmutableArray<Provenance> arguments)
    {
        if (!arguments.Any(argument => argument.IsForeign))
        {
            return;
        }

        if (!calls.TryGetValue(function, out var known))
        {
            calls.Add(function, known = []);
        }

        for (var index = 0; index < arguments.Length; index++)
        {
            if (index < known.Count)
            {
                known[index] = Provenance.Join(known[index], arguments[index]);
            }
            else
            {
                known.Add(arguments[index]);
            }
        }
    }

    /// <summary>Who controls a parameter in the body of a function; null where nothing is known.</summary>
    /// <param name="function">The function.</param>
    /// <param name="parameter">Its sign: <c>1</c>, <c>@</c>, <c>*</c>.</param>
    public Provenance? Of(string function, ReadOnlySpan<char> parameter)
    {
        if (!calls.TryGetValue(function, out var known))
        {
            return null;
        }

        return parameter is "@" or "*" ? Provenance.Join(known)
            : int.TryParse(parameter, out var number) && number >= 1 && number <= known.Count ? known[number - 1]
            : null;
    }
}
