using Akka.Actor.Setup;
using MyAgent.Engine.Entities;
using Npgsql;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Finds unknown callers: those without events. One query serves many callers. Most callers are unknown; otherwise each would cost a query for
/// its snapshot and one for its events. An answer is valid for one recovery, and only if no event of the caller has been written since the question:
/// <see cref="SqlJournal"/> reports its writes. Safe for use by several threads.</summary>
/// <param name="query">Given persistence ids, returns those that have events or a snapshot. It has one call at a time.</param>
internal sealed class UnknownCallers(Func<IReadOnlyList<string>, Task<IReadOnlyCollection<string>>> query) : Setup
{
    /// <summary>The number of newest answers that are kept until a recovery uses them. An actor that stops during its recovery does not use its answer.</summary>
    public const int MaxUnusedAnswers = 4096;

    private const int MaxBatch = 1000;

    private static readonly string Prefix = new EntityAddress(EntityKind.Caller, "").PersistenceId;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Question> _latest = new(StringComparer.Ordinal);
    private readonly Queue<Question> _newestAnswered = new();
    private readonly Dictionary<string, int> _writing = new(StringComparer.Ordinal);
    private List<Question> _waiting = [];
    private bool _querying;

    /// <summary>Queries a PostgreSQL database.</summary>
    /// <param name="connection">Its connection string.</param>
    public static UnknownCallers OfPostgres(string connection) => new(async ids =>
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync().ConfigureAwait(false);
        // LIMIT keeps the planner from joining: each id is looked up in the indexes.
        await using var command = new NpgsqlCommand(
            """
            SELECT id FROM unnest(@ids) AS id, LATERAL (
                (SELECT 1 FROM journal WHERE persistence_id = id LIMIT 1) UNION ALL (SELECT 1 FROM snapshot WHERE persistence_id = id LIMIT 1) LIMIT 1) AS found
            """,
            open);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        var found = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await rows.ReadAsync().ConfigureAwait(false))
            found.Add(rows.GetString(0));
        return found;
    });

    /// <summary>Whether an entity is a caller that has neither events nor a snapshot. A failed query fails the call.</summary>
    /// <param name="persistenceId">The entity.</param>
    public async Task<bool> IsUnknownAsync(string persistenceId)
    {
        if (!IsCaller(persistenceId))
            return false;
        var question = new Question(persistenceId);
        lock (_lock)
        {
            _latest[persistenceId] = question;
            _waiting.Add(question);
            if (!_querying)
            {
                _querying = true;
                _ = Task.Run(QueryAsync);
            }
        }
        try
        {
            if (!await question.HasEvents.ConfigureAwait(false))
                Keep(question);
        }
        finally
        {
            if (!question.IsUnknown)
                Remove(question);
        }
        return question.IsUnknown;
    }

    /// <summary>Whether the last answer for an entity was that it is an unknown caller, and is still valid. A second call returns false.</summary>
    /// <param name="persistenceId">The entity.</param>
    public bool TakeUnknown(string persistenceId)
    {
        if (!IsCaller(persistenceId))
            return false;
        lock (_lock)
            return _latest.Remove(persistenceId, out var question) && question.IsUnknown && !_writing.ContainsKey(persistenceId);
    }

    /// <summary>A write of an entity begins.</summary>
    /// <param name="persistenceId">The entity.</param>
    public void WriteBegins(string persistenceId)
    {
        if (!IsCaller(persistenceId))
            return;
        lock (_lock)
            _writing[persistenceId] = _writing.GetValueOrDefault(persistenceId) + 1;
    }

    /// <summary>A write of an entity has ended; its events may be in the journal also if it failed.</summary>
    /// <param name="persistenceId">The entity.</param>
    public void WriteEnds(string persistenceId)
    {
        if (!IsCaller(persistenceId))
            return;
        lock (_lock)
        {
            if (--_writing[persistenceId] == 0)
                _writing.Remove(persistenceId);
            _latest.Remove(persistenceId);
        }
    }

    private static bool IsCaller(string persistenceId) => persistenceId.StartsWith(Prefix, StringComparison.Ordinal);

    private void Keep(Question question)
    {
        lock (_lock)
        {
            question.IsUnknown = true;
            _newestAnswered.Enqueue(question);
            if (_newestAnswered.Count > MaxUnusedAnswers)
                Remove(_newestAnswered.Dequeue());
        }
    }

    private void Remove(Question question)
    {
        lock (_lock)
        {
            if (_latest.GetValueOrDefault(question.PersistenceId) == question)
                _latest.Remove(question.PersistenceId);
        }
    }

    /// <summary>While one query runs, the questions for the next one are collected.</summary>
    private async Task QueryAsync()
    {
        while (TakeBatch() is { Count: > 0 } batch)
        {
            try
            {
                var known = await query([.. batch.Select(question => question.PersistenceId).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
                foreach (var question in batch)
                    question.Answer(known.Contains(question.PersistenceId));
            }
            catch (Exception failure)
            {
                foreach (var question in batch)
                    question.Fail(failure);
            }
        }
    }

    private List<Question> TakeBatch()
    {
        lock (_lock)
        {
            var batch = _waiting.Count <= MaxBatch ? _waiting : _waiting[..MaxBatch];
            _waiting = _waiting[batch.Count..];
            _querying = batch.Count > 0;
            return batch;
        }
    }

    private sealed class Question(string persistenceId)
    {
        private readonly TaskCompletionSource<bool> _hasEvents = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string PersistenceId => persistenceId;

        public Task<bool> HasEvents => _hasEvents.Task;

        public bool IsUnknown { get; set; }

        public void Answer(bool hasEvents) => _hasEvents.SetResult(hasEvents);

        public void Fail(Exception failure) => _hasEvents.SetException(failure);
    }
}
