namespace MyAgent.Engine.Storage.Integrity;

/// <summary>The newest event that is known to be on disk: it and all earlier events may have been acknowledged.</summary>
/// <param name="Ordering">Its ordering; 0 for none.</param>
/// <param name="Hash">Its checksum; null for none.</param>
/// <param name="At">Its instant.</param>
internal readonly record struct HighWaterMark(long Ordering, long? Hash, DateTimeOffset At)
{
    /// <summary>Checks that a journal has the event of this mark.</summary>
    /// <param name="database">The database's name.</param>
    /// <param name="newest">The newest event in the journal.</param>
    /// <param name="hash">The checksum of the journal's event with this mark's ordering; null if there is no such event, or it has none.</param>
    /// <exception cref="LostEventsException">The journal has lost events, or is another journal.</exception>
    public void Require(string database, HighWaterMark newest, long? hash)
    {
        if (newest.Ordering < Ordering)
            throw LostEventsException.Missing(database, (newest.Ordering, newest.At), (Ordering, At));
        if (Hash is { } written && hash is { } found && written != found)
            throw LostEventsException.OtherHistory(database, (Ordering, At));
    }
}
