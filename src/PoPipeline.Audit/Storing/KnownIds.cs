using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>Which events are kept already: 128 bits of a hash each, since a million ids as texts would take a hundred megabytes.</summary>
internal sealed class KnownIds
{
    private UInt128[] slots = new UInt128[1 << 10];
    private int count;

    /// <summary>The number of ids.</summary>
    public int Count => count;

    /// <summary>Adds an id.</summary>
    /// <param name="source">The source of the event.</param>
    /// <param name="id">Its id.</param>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(AuditSource source, string id)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Add(source.ToString(), id);
    }

    /// <summary>Adds an id.</summary>
    /// <param name="source">The source of the event, as it is written.</param>
    /// <param name="id">Its id.</param>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(string source, string id)
    {
        if (count >= slots.Length / 4 * 3)
        {
            Grow();
        }

        if (!Put(slots, Key(source, id)))
        {
            return false;
        }

        count++;
        return true;
    }

    /// <summary>Whether an id is there.</summary>
    /// <param name="source">The source of the event, as it is written.</param>
    /// <param name="id">Its id.</param>
    public bool Contains(string source, string id)
    {
        var key = Key(source, id);
        for (var slot = SlotOf(key, slots); slots[slot] != default; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot] == key)
            {
                return true;
            }
        }

        return false;
    }

    private static int SlotOf(UInt128 key, UInt128[] within) => (int)((ulong)key & (ulong)(within.Length - 1));

    private static UInt128 Key(string source, string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{id}"), hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        return key == default ? 1 : key;
    }

    private static bool Put(UInt128[] into, UInt128 key)
    {
        for (var slot = SlotOf(key, into); ; slot = (slot + 1) & (into.Length - 1))
        {
            if (into[slot] == key)
            {
                return false;
            }

            if (into[slot] == default)
            {
                into[slot] = key;
                return true;
            }
        }
    }

    private void Grow()
    {
        var larger = new UInt128[checked(slots.Length * 2)];
        foreach (var key in slots)
        {
            if (key != default)
            {
                Put(larger, key);
            }
        }

        slots = larger;
    }
}
