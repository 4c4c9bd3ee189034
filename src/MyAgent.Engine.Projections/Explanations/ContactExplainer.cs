using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Projections.Entities;
using MyAgent.Engine.Projections.Persistence;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Projections.Explanations;

/// <summary>Explains a contact from the journal: what happened to it, why it was offered to one agent and not to each other agent,
/// and what it is waiting for. Folds the journal from the checkpoint before each moment in question.</summary>
/// <param name="journal">The journal.</param>
/// <param name="clock">The clock that gives the instant for which the explanation says what a contact waits for.</param>
/// <param name="kept">Knows when a contact came and went, and has the checkpoints; null to read from the first event.</param>
internal sealed class ContactExplainer(IJournalReader journal, TimeProvider clock, StoredProjections? kept = null)
{
    /// <summary>The maximum number of requests that wait; one more is refused.</summary>
    public const int MaxWaiting = 8;

    /// <summary>The maximum number of requests that run at once; commands keep the other half of the processors.</summary>
    public static readonly int AtOnce = Math.Clamp(Environment.ProcessorCount / 2, 1, 2);

    private const int RetryAfterSeconds = 2;

    private readonly SemaphoreSlim _free = new(AtOnce);
    private int _asked;

    /// <summary>The story of a contact, wherever it has moved on to from this queue. Of several contacts that came to the queue under
    /// one id it is the newest one's.</summary>
    /// <returns>The story; null where the journal knows of no such contact.</returns>
    /// <exception cref="EngineUnavailableException">Too many are being made; or what has happened last cannot be written at the moment.</exception>
    public async Task<Explanation?> ExplainAsync(QueueId queue, ContactId contact, CancellationToken cancel = default)
    {
        try
        {
            if (Interlocked.Increment(ref _asked) > AtOnce + MaxWaiting)
                throw new EngineUnavailableException("Too many explanations are being made: ask for this one later.", RetryAfterSeconds);
            await _free.WaitAsync(cancel);
            try
            {
                return await MakeAsync(queue, contact, cancel);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }
    }

    private async Task<Explanation?> MakeAsync(QueueId queue, ContactId contact, CancellationToken cancel)
    {
        var chapters = await ReadStoryAsync(queue, contact, cancel);
        if (chapters.Count == 0)
            return null;
        await AskAgentsAsync([.. chapters.Select(chapter => chapter.Moment).OfType<MatchAttempt>()], cancel);
        return Summarize(queue, contact, chapters);
    }

    private async Task<List<ContactTimeline.Chapter>> ReadStoryAsync(QueueId first, ContactId contact, CancellationToken cancel)
    {
        var chapters = new List<ContactTimeline.Chapter>();
        var read = new HashSet<QueueId>();
        var toRead = new Queue<(QueueId Queue, long After)>([(first, 0)]);
        ContactTimeline.Chapter? now = null;
        while (toRead.TryDequeue(out var next))
        {
            if (!read.Add(next.Queue))
                continue;
            var stay = kept is null ? null : await kept.FindContactRowAsync(next.Queue, contact, cancel);
            if (kept is not null && stay is null)
                continue;
            var (sequenceNr, history) = stay is null ? (0, new QueueReplay(next.Queue)) : await kept!.QueueBeforeAsync(next.Queue, stay.Arrived, cancel);
            var story = new ContactTimeline(next.Queue, contact, stay is null ? next.After : stay.Arrived - 1, history);
            await foreach (var record in journal.ReadEntityAsync(next.Queue.Address, sequenceNr, cancel))
            {
                if (stay is { IsOver: true } && record.Ordering > stay.Changed)
                    break;
                story.Fold(record);
            }
            chapters.AddRange(story.Chapters);
            foreach (var (queue, after) in story.WentOnTo)
                toRead.Enqueue((queue, after));
            // While it is being handed over it stands in two queues; the later one is where it will be offered.
            if (story.Chapters.Count > 0)
                now = story.Now(clock.GetUtcNow());
        }
        chapters.AddRange(await ReadCodesAsync(chapters, cancel));
        chapters.Sort((one, other) => one.Record!.Ordering.CompareTo(other.Record!.Ordering));
        DropMomentsThatLedOn(chapters);
        if (now is not null)
            chapters.Add(now);
        return chapters;
    }

    /// <summary>The wrap-up codes that the agents who had the contact gave it: each until the agent's next offer.</summary>
    private async Task<List<ContactTimeline.Chapter>> ReadCodesAsync(List<ContactTimeline.Chapter> chapters, CancellationToken cancel)
    {
        var codes = new List<ContactTimeline.Chapter>();
        foreach (var chapter in chapters)
        {
            if (chapter.Record is not { Recorded.Event: OfferEnded { Outcome: OfferOutcome.Accepted } accepted } answer)
                continue;
            var sequenceNr = kept is null ? 0 : (await kept.AgentBeforeAsync(accepted.AgentId, answer.Ordering, cancel)).SequenceNr;
            await foreach (var record in journal.ReadEntityAsync(accepted.AgentId.Address, sequenceNr, cancel))
            {
                if (record.Ordering > answer.Ordering && record.Recorded.Event is OfferReceived)
                    break;
                if (record.Recorded.Event is WrapUpCodeSet set && set.OfferId == accepted.OfferId)
                    codes.Add(new ContactTimeline.Chapter(record, EventDescriptions.For(set, accepted.AgentId), Moment: null));
            }
        }
        return codes;
    }

    /// <summary>A contact that was offered, began to record or ended at the instant at which it was queued did not wait for an agent.</summary>
    private static void DropMomentsThatLedOn(List<ContactTimeline.Chapter> chapters)
    {
        for (var index = 0; index + 1 < chapters.Count; index++)
        {
            var (chapter, next) = (chapters[index], chapters[index + 1]);
            if (chapter.Moment is { Offer: null } && next.Record!.Recorded.At == chapter.Record!.Recorded.At)
                chapters[index] = chapter with { Moment = null };
        }
    }

    /// <summary>Reads each agent's events once, from the checkpoint before the first moment to the last one.</summary>
    private async Task AskAgentsAsync(List<MatchAttempt> moments, CancellationToken cancel)
    {
        foreach (var id in moments.SelectMany(moment => moment.Queue.Assignments.Keys).ToHashSet())
        {
            var pending = new Queue<MatchAttempt>(moments.Where(moment => moment.Queue.Assignments.ContainsKey(id)));
            var (sequenceNr, agent) = kept is null ? (0, new AgentProjection(id)) : await kept.AgentBeforeAsync(id, pending.Peek().Ordering, cancel);
            await foreach (var record in journal.ReadEntityAsync(id.Address, sequenceNr, cancel))
            {
                while (pending.TryPeek(out var moment) && record.Ordering > moment.Ordering)
                    pending.Dequeue().Agents.Add(id.Value, agent);
                if (pending.Count == 0)
                    break;
                agent = agent.After(record.Recorded);
            }
            while (pending.TryDequeue(out var rest))
                rest.Agents.Add(id.Value, agent);
        }
    }

    private static Explanation Summarize(QueueId queue, ContactId contact, List<ContactTimeline.Chapter> chapters)
    {
        var history = new ContactHistory();
        foreach (var chapter in chapters)
        {
            if (chapter.Record is not null)
                history.Fold(chapter.Record);
        }
        var known = history.Find(queue, contact);
        var refused = chapters.Select(chapter => chapter.Record?.Recorded.Event).OfType<ContactRefused>().LastOrDefault();
        return new Explanation(
            known?.QueueId ?? queue, contact, known?.Kind, known?.Caller ?? refused?.Caller, known?.State, known?.Outcome,
            [.. chapters.Select(Step)]);
    }

    private static ExplanationStep Step(ContactTimeline.Chapter chapter)
    {
        if (chapter.Record is not { } record)
            return WaitingNow(chapter);
        var reasons = chapter.Moment is { } moment ? new AgentReasons(moment) : null;
        var (what, agents) = reasons switch
        {
            null => (chapter.Sentence, (IReadOnlyList<AgentReason>)[]),
            _ when chapter.Moment!.Offer is not null => (chapter.Sentence, reasons.ForEach()),
            _ when reasons.NobodyEligible => ($"{chapter.Sentence} {NobodyEligible(chapter.Moment!)}", reasons.ForEach()),
            // The journal has a free agent whose report had not reached the queue yet: no reason can be given.
            _ => (chapter.Sentence, []),
        };
        return new ExplanationStep(
            record.Recorded.At, record.Ordering, what, ManifestName.Of(record.Recorded.Event.GetType()), record.Recorded.Cause.By, agents);
    }

    private static ExplanationStep WaitingNow(ContactTimeline.Chapter chapter)
    {
        var moment = chapter.Moment!;
        var reasons = new AgentReasons(moment);
        var what = reasons.NobodyEligible ? $"{chapter.Sentence} {NobodyEligible(moment)}" : chapter.Sentence;
        return new ExplanationStep(moment.At, Ordering: null, what, Event: null, By: null, reasons.ForEach());
    }

    private static string NobodyEligible(MatchAttempt moment) => moment.Agents.Count == 0
        ? "No agent is assigned to the queue."
        : $"Waits because no agent is eligible: {string.Join("; ", new AgentReasons(moment).ForEach().Select(agent => $"{agent.AgentId} {agent.Reason}"))}.";
}
