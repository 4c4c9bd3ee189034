using System.Collections.Concurrent;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Storage.Tests;

/// <summary>A claimed database with its writer, as an engine has it open.</summary>
internal sealed class ClaimedStorage : IDisposable
{
    private readonly TimeProvider _time;
    private readonly IClaimedDatabase _claimed;
    private readonly Dictionary<EntityAddress, long> _revisions = [];

    public ClaimedStorage(IEngineDatabase database, TimeProvider time, CommittedTail? tail = null)
    {
        (_time, Tail) = (time, tail ?? new CommittedTail(new KnownEntities()));
        _claimed = database.Claim();
        using (var source = Journal.OpenSource())
            Tail.Restart(source.Newest().Ordering);
        Commits = new GroupCommitWriter(Journal, Tail, Failures.Enqueue, time);
        _claimed.WhenLost(Commits.Fail);
        (VoiceMessages, Tokens) = (_claimed.VoiceMessages(Commits), _claimed.Tokens(Commits));
    }

    public IJournal Journal => _claimed.Journal;

    public CommittedTail Tail { get; }

    public GroupCommitWriter Commits { get; }

    /// <summary>The failures that the writer has reported.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    public IVoiceMessageStore VoiceMessages { get; }

    public IAccessTokenStore Tokens { get; }

    /// <summary>Journals events that name an agent, in one batch; completes when they are on disk.</summary>
    public Task NameAsync(string agent, params string[] names) =>
        AppendAsync([.. names.Select(name => Next(new EntityAddress(EntityKind.Agent, agent), name))]);

    /// <summary>The next event of an entity, which names it.</summary>
    public UnsavedEvent Next(EntityAddress entity, string name)
    {
        if (!_revisions.TryGetValue(entity, out var revision))
        {
            using var source = Journal.OpenSource();
            revision = source.LastSequenceNr(entity.PersistenceId);
        }
        _revisions[entity] = revision + 1;
        return new UnsavedEvent(entity, entity.PersistenceId, revision + 1, new RecordedEvent(_time.GetUtcNow(), new Cause("test"), new AgentDefined(name)));
    }

    /// <summary>Journals events in one batch; completes when they are on disk.</summary>
    public Task AppendAsync(UnsavedEvent[] events)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Commits.Add(events, failure =>
        {
            if (failure is null)
                done.SetResult();
            else
                done.SetException(failure);
        });
        return done.Task;
    }

    public void Dispose()
    {
        Commits.Dispose();
        _claimed.Dispose();
    }
}
