namespace MyAgent.Engine.Storage.Integrity;

/// <summary>The newest event that is known to be on disk: whoever waited for it or for any before it may have been answered.</summary>
/// <param name="Ordering">Its ordering; 0 for none.</param>
/// <param name="Hash">Its checksum; null where it has none.</param>
/// <param name="At">When it happened.</param>
internal readonly record struct HighWaterMark(long Ordering, long? Hash, DateTimeOffset At)
{
    /// <summary>Holds a journal against this mark.</summary>
    /// <param name="database">The database's name.</param>
    /// <param name="newest">The newest event in it.</param>
    /// <param name="hash">The checksum of the event in it that has this mark's ordering; null where there is no such event, or it has none.</param>
    /// <exception cref="LostEventsException">It has lost events, or is another journal.</exception>
    public void Require(string database, HighWaterMark newest, long? hash)
    {
        if (newest.Ordering < Ordering)
            throw LostEventsException.Missing(database, (newest.Ordering, newest.At), (Ordering, At));
        if (Hash is { } written && hash is { } found && written != found)
            throw LostEventsException.OtherHistory(database, (Ordering, At));
    }
}
