using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
public sealed class AccessTokensTests
{
    private readonly SlowStore _store = new();
    private readonly AccessTokens _tokens;

    public AccessTokensTests() => _tokens = new AccessTokens(_store, TimeProvider.System);

    [Fact]
    public async Task A_token_revoked_while_the_store_is_being_read_stays_revoked()
    {
        var (token, text) = await _tokens.CreateAsync(Role.Connector, agent: null, CancellationToken.None);
        var reading = _store.HoldNextList();
        var loading = _tokens.LoadAsync(CancellationToken.None);
        await _tokens.RevokeAsync(token.Id, CancellationToken.None);

        reading.SetResult();
        await loading;

        _tokens.Find(text).ShouldBeNull();
        _tokens.IsRevoked(token.Id).ShouldBeTrue();
    }

    [Fact]
    public async Task A_token_made_at_another_node_can_be_revoked_before_it_was_read_here()
    {
        var elsewhere = new AccessTokens(_store, TimeProvider.System);
        var (token, text) = await elsewhere.CreateAsync(Role.Connector, agent: null, CancellationToken.None);

        (await _tokens.RevokeAsync(token.Id, CancellationToken.None)).ShouldBeTrue();

        await elsewhere.LoadAsync(CancellationToken.None);
        elsewhere.Find(text).ShouldBeNull();
    }

    [Fact]
    public async Task Following_the_store_outlives_any_failure_of_reading_it()
    {
        using var stop = new CancellationTokenSource();
        var failures = new List<Exception>();
        var following = _tokens.FollowAsync(failures.Add, stop.Token);
        _store.FailNextList(new InvalidOperationException("The connection is broken."));
        await _store.Failed.WaitAsync(TimeSpan.FromSeconds(30));
        var (token, text) = await new AccessTokens(_store, TimeProvider.System).CreateAsync(Role.Connector, agent: null, CancellationToken.None);

        await _store.NextListAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await _store.NextListAsync().WaitAsync(TimeSpan.FromSeconds(30));

        _tokens.Find(text).ShouldNotBeNull().Id.ShouldBe(token.Id);
        failures.ShouldHaveSingleItem().Message.ShouldBe("The connection is broken.");
        await stop.CancelAsync();
        await following;
    }

    /// <summary>A store whose list can be held back after it was read, or fail.</summary>
    private sealed class SlowStore : IAccessTokenStore
    {
        private readonly MemoryTokens _kept = new();
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? _failure;
        private Task _gate = Task.CompletedTask;

        public Task Failed => _failed.Task;

        public TaskCompletionSource HoldNextList()
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _gate = gate.Task;
            return gate;
        }

        public void FailNextList(Exception failure) => Volatile.Write(ref _failure, failure);

        /// <summary>Completes when the list has been read once more from now on.</summary>
        public Task NextListAsync() => Volatile.Read(ref _listed).Task;

        public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancel = default)
        {
            if (Interlocked.Exchange(ref _failure, null) is { } failure)
            {
                _failed.TrySetResult();
                throw failure;
            }
            var read = await _kept.ListAsync(cancel);
            await Interlocked.Exchange(ref _gate, Task.CompletedTask);
            Interlocked.Exchange(ref _listed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            return read;
        }

        public Task AddAsync(AccessToken token, CancellationToken cancel = default) => _kept.AddAsync(token, cancel);

        public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancel = default) => _kept.RevokeAsync(id, at, cancel);
    }
}
