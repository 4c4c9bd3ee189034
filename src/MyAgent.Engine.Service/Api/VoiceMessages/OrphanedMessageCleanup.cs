using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary>Removes the sounds that uploads have left which ended before the contact had them, because the process was killed or the engine did
/// not answer: at the start, and every hour.</summary>
internal sealed partial class OrphanedMessageCleanup(IVoiceMessageStore messages, IJournalReader journal, TimeProvider clock, ILogger<OrphanedMessageCleanup> log)
    : BackgroundService
{
    /// <summary>How often it is done, and how old an upload must be: much longer than one lasts, and than a command waits for its answer.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Removes them once.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        var unattached = await messages.RemoveUnfinishedAsync(clock.GetUtcNow() - Interval, cancel);
        if (unattached.Count == 0)
            return;
        var attached = await AttachedAsync(unattached, cancel);
        foreach (var sound in unattached)
        {
            if (attached.Contains(sound.MessageId))
                await messages.KeepAsync(sound.MessageId, cancel);
            else
                await messages.DeleteAsync(sound.MessageId, cancel);
        }
        if (unattached.Count > attached.Count)
            Removed(unattached.Count - attached.Count);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await RemoveAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Those of them that an event of the journal attaches to a contact.</summary>
    private async Task<HashSet<string>> AttachedAsync(IReadOnlyList<UnattachedSound> unattached, CancellationToken cancel)
    {
        var looked = unattached.Select(sound => sound.MessageId).ToHashSet(StringComparer.Ordinal);
        var attached = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var record in journal.ReadAsync(unattached.Min(sound => sound.After), cancel: cancel))
        {
            if (record.Recorded.Event is MessageAttached { Message.MessageId: var message } && looked.Contains(message))
                attached.Add(message);
        }
        return attached;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} voice messages without a contact.")]
    private partial void Removed(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search for voice messages without a contact failed; the next attempt is in an hour.")]
    private partial void Failed(Exception failure);
}
