namespace MyAgent.Engine.Projections.Metrics;

/// <summary>Tags measurements with the queue: the first <see cref="Max"/> queues with their ids, all others with one tag, because each
/// tag multiplies the time series that a collector keeps. Safe for use by several threads.</summary>
internal sealed class QueueTags
{
    /// <summary>The maximum number of queues with a tag of their own.</summary>
    public const int Max = 100;

    /// <summary>The key of the tag.</summary>
    public const string Key = "myagent.queue.id";

    /// <summary>The tag of all other queues; no queue id begins with an underscore.</summary>
    public const string Others = "_other";

    private static readonly KeyValuePair<string, object?> OtherTag = new(Key, Others);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeyValuePair<string, object?>> _tags = new(StringComparer.Ordinal);

    /// <summary>The tag of a queue: always the same while the process runs.</summary>
    public KeyValuePair<string, object?> Of(string queueId)
    {
        lock (_gate)
        {
            if (_tags.TryGetValue(queueId, out var tag))
                return tag;
            if (_tags.Count == Max)
                return OtherTag;
            tag = new KeyValuePair<string, object?>(Key, queueId);
            _tags.Add(queueId, tag);
            return tag;
        }
    }
}
