using Akka.Actor.Setup;
using MyAgent.Engine.Entities;
using Npgsql;

namespace MyAgent.Engine.Akka.Journal;

/// <summary>Finds out, for many callers with one query, which of them have no events. Most callers are such: without this each of them would cost a
/// query for its snapshot and one for its events. An answer counts for one recovery, and only if nothing has been written for the caller since it was
/// asked for: <see cref="SqlJournal"/> tells what it writes. Safe for use by several threads.</summary>
/// <param name="query">Given persistence ids, returns those that have events or a snapshot. It is called once at a time.</param>
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

    /// <summary>Asks a PostgreSQL database.</summary>
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

    /// <summary>Whether the last answer for an entity was that it is blank, and still is. The answer is then used up.</summary>
    /// <param name="persistenceId">The entity.</param>
    public bool TakeUnknown(string persistenceId)
    {
        if (!IsCaller(persistenceId))
            return false;
        lock (_lock)
            return _latest.Remove(persistenceId, out var question) && question.IsUnknown && !_writing.ContainsKey(persistenceId);
    }

    /// <summary>Events of an entity begin to be written.</summary>
    /// <param name="persistenceId">The entity.</param>
    public void WriteBegins(string persistenceId)
    {
        if (!IsCaller(persistenceId))
            return;
        lock (_lock)
            _writing[persistenceId] = _writing.GetValueOrDefault(persistenceId) + 1;
    }

    /// <summary>Events of an entity have been written, or may have been.</summary>
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

    /// <summary>While one query is under way the next one's questions gather.</summary>
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
