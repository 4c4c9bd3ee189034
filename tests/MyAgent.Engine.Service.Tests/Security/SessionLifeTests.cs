using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.Security;

[IntegrationTests]
public sealed class SessionLifeTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemorySessions _store = new();
    private readonly AccessTokens _tokens;
    private readonly Sessions _sessions;

    public SessionLifeTests()
    {
        _tokens = new AccessTokens(new MemoryTokens(), _time);
        _sessions = new Sessions(_store, _tokens, _time);
    }

    [Fact]
    public async Task A_session_is_over_after_a_shift_and_is_then_forgotten()
    {
        var (token, _) = await _tokens.CreateAsync(Role.Supervisor, agent: null, CancellationToken.None);
        var id = await _sessions.BeginAsync(token, CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(14) - TimeSpan.FromSeconds(1));
        (await _sessions.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _sessions.FindAsync(id, CancellationToken.None)).ShouldBeNull();

        _time.Advance(TimeSpan.FromHours(1));
        await _sessions.BeginAsync(token, CancellationToken.None);
        _store.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_admin_token_in_the_environment_ends_the_sessions_of_the_one_before()
    {
        const string Chosen = "a-token-that-is-long-enough";
        _tokens.Configure(Chosen);
        var id = await _sessions.BeginAsync(_tokens.Find(Chosen)!, CancellationToken.None);
        _tokens.Configure(Chosen);
        (await _sessions.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        _tokens.Configure("another-one-of-some-length");
        (await _sessions.FindAsync(id, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64 at all!")]
    public async Task What_is_no_session_is_none(string id) => (await _sessions.FindAsync(id, CancellationToken.None)).ShouldBeNull();
}
