using PoPipeline.Doubles.GitLab.Http;

namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>The faults to come.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int Seen)> _faults = [];

    /// <summary>Plans a fault.</summary>
    public void Add(Fault fault)
    {
        lock (_lock)
        {
            _faults.Add((fault, 0));
        }
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The fault that befalls a request; null for none. It counts as used.</summary>
    public Fault? Next(LogEntry request)
    {
        lock (_lock)
        {
            for (var index = 0; index < _faults.Count; index++)
            {
                var (fault, seen) = _faults[index];
                if (!fault.Befalls(request) || seen >= fault.Skip + fault.Times)
                {
                    continue;
                }

                _faults[index] = (fault, seen + 1);
                if (seen >= fault.Skip)
                {
                    return fault;
                }
            }

            return null;
        }
    }
}
