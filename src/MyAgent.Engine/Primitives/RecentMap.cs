namespace MyAgent.Engine.Primitives;

/// <summary>The values of the keys that were added last, at most so many; the oldest key is forgotten. Not for use by several threads.</summary>
/// <param name="capacity">How many keys are kept.</param>
internal sealed class RecentMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly Queue<TKey> _order = new();

    /// <summary>The values, in the order in which their keys were added, oldest first.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> InOrder => _order.Select(key => KeyValuePair.Create(key, _values[key]));

    /// <summary>Whether the key is kept.</summary>
    public bool Contains(TKey key) => _values.ContainsKey(key);

    /// <summary>Finds the value of a key.</summary>
    public bool TryGetValue(TKey key, out TValue value) => _values.TryGetValue(key, out value!);

    /// <summary>Adds a value; under a key that is kept it replaces the earlier one, and the key keeps its age.</summary>
    public void Set(TKey key, TValue value)
    {
        if (!_values.ContainsKey(key))
        {
            _order.Enqueue(key);
            if (_order.Count > capacity)
                _values.Remove(_order.Dequeue());
        }
        _values[key] = value;
    }
}
