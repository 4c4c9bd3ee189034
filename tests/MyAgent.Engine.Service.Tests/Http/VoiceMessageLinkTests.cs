using System.Net;
using System.Text.Json;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>A link to a voice message needs no token, and is valid for a while.</summary>
[IntegrationTests]
public sealed class VoiceMessageLinkTests : IAsyncLifetime
{
    private static readonly byte[] Wav = [.. "RIFF\0\0\0\0WAVEfmt "u8];
    private static readonly VoiceMessage Message = new("m1", "audio/wav", Wav.Length);

    private readonly ManualTimeProvider _clock = new();
    private readonly MemorySessions _database = new();
    private readonly List<RunningServer> _servers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task A_link_opens_its_message_without_a_token()
    {
        var server = await StartAsync();
        var link = await LinkAsync(server);
        link.Url.ShouldStartWith("/voice-messages/");
        link.Url.ShouldEndWith(".wav");
        link.ExpiresAt.ShouldBe(_clock.GetUtcNow() + TimeSpan.FromMinutes(5));
        using var player = server.Anonymous();
        var heard = await player.GetAsync(link.Url);
        heard.Content.Headers.ContentType!.MediaType.ShouldBe("audio/wav");
        (await heard.Content.ReadAsByteArrayAsync()).ShouldBe(Wav);
    }

    [Fact]
    public async Task After_five_minutes_it_opens_nothing()
    {
        var server = await StartAsync();
        var link = await LinkAsync(server);
        using var player = server.Anonymous();
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        (await player.GetAsync(link.Url)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await UnknownAsync(server, link.Url);
    }

    [Fact]
    public async Task A_link_that_was_changed_anywhere_opens_nothing()
    {
        var server = await StartAsync();
        var name = (await LinkAsync(server)).Url["/voice-messages/".Length..^".wav".Length];
        for (var place = 0; place < name.Length; place += 7)
        {
            var changed = name.ToCharArray();
            changed[place] = changed[place] == 'A' ? 'B' : 'A';
            await UnknownAsync(server, $"/voice-messages/{new string(changed)}.wav");
        }
    }

    [Theory]
    [InlineData("none.wav")]
    [InlineData("AAAA.wav")]
    [InlineData("m1.wav")]
    [InlineData("%20%2e%2e.wav")]
    public async Task What_is_no_link_opens_nothing(string name) => await UnknownAsync(await StartAsync(), $"/voice-messages/{name}");

    [Fact]
    public async Task The_cookie_of_a_session_is_no_link()
    {
        var server = await StartAsync();
        using var browser = server.Anonymous();
        var (_, token) = await server.Tokens.CreateAsync(Role.Admin, agent: null, CancellationToken.None);
        using var signIn = new HttpRequestMessage(HttpMethod.Post, "/session") { Content = RunningServer.Json(JsonSerializer.Serialize(new { token })) };
        signIn.Headers.Add(SessionCookie.Proof, "1");
        signIn.Headers.Add("Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        var cookie = (await browser.SendAsync(signIn)).Headers.GetValues("Set-Cookie").First().Split('=', 2)[1].Split(';')[0];
        await UnknownAsync(server, $"/voice-messages/{cookie}.wav");
    }

    [Fact]
    public async Task A_link_opens_no_other_message()
    {
        var server = await StartAsync();
        await server.Sounds.StoreAsync("m2", "audio/wav", new MemoryStream([.. Wav, 2]), after: 0);
        using var player = server.Anonymous();
        (await player.GetByteArrayAsync((await LinkAsync(server)).Url)).ShouldBe(Wav);
    }

    [Fact]
    public async Task A_message_that_was_deleted_is_opened_by_no_link()
    {
        var server = await StartAsync();
        var link = await LinkAsync(server);
        await server.Sounds.DeleteAsync(Message.MessageId);
        using var player = server.Anonymous();
        (await (await player.GetAsync(link.Url)).ProblemAsync()).ShouldBe((404, "noMessage", null));
    }

    [Fact]
    public async Task Another_node_on_the_database_and_the_next_process_take_the_link()
    {
        var made = await StartAsync();
        var other = await StartAsync();
        var link = await LinkAsync(made);
        using var player = other.Anonymous();
        (await player.GetByteArrayAsync(link.Url)).ShouldBe(Wav);
        using var again = (await StartAsync()).Anonymous();
        (await again.GetByteArrayAsync(link.Url)).ShouldBe(Wav);
    }

    [Fact]
    public async Task The_link_of_another_installation_opens_nothing()
    {
        var link = await LinkAsync(await StartAsync());
        await UnknownAsync(await StartAsync(new MemorySessions()), link.Url);
    }

    [Fact]
    public async Task An_agent_gets_a_link_to_the_message_of_the_current_contact_alone()
    {
        var server = await StartAsync();
        using var ana = await server.AsAsync(Role.Agent, "ana");
        (await ana.GetAsync("/v1/queues/sales/contacts/c1/message/link")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ben = await server.AsAsync(Role.Agent, "ben");
        (await (await ben.GetAsync("/v1/queues/sales/contacts/c1/message/link")).ProblemAsync()).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task There_is_no_link_to_a_message_that_there_is_not()
    {
        var server = await StartAsync();
        server.Engine.Answer = (to, _) => ScriptedEngine.Contact(to.Id, "c1");
        using var telephones = await server.AsTelephonesAsync();
        (await (await telephones.GetAsync("/v1/queues/sales/contacts/c1/message/link")).ProblemAsync()).ShouldBe((404, "noMessage", null));
    }

    private static async Task UnknownAsync(RunningServer server, string url)
    {
        using var player = server.Anonymous();
        (await (await player.GetAsync(url)).ProblemAsync()).ShouldBe((404, "unknownLink", null));
    }

    private static async Task<(string Url, DateTimeOffset ExpiresAt)> LinkAsync(RunningServer server)
    {
        using var telephones = await server.AsTelephonesAsync("sales");
        var link = await (await telephones.GetAsync("/v1/queues/sales/contacts/c1/message/link")).JsonAsync();
        return (link.GetProperty("url").GetString()!, link.GetProperty("expiresAt").GetDateTimeOffset());
    }

    /// <summary>A server on a database; by default on that of the others.</summary>
    private async Task<RunningServer> StartAsync(MemorySessions? database = null)
    {
        var server = new RunningServer { Clock = _clock, Sessions = database ?? _database };
        _servers.Add(server);
        await server.InitializeAsync();
        server.Engine.Answer = (to, message) => message switch
        {
            GetContact => ScriptedEngine.Contact(to.Id, "c1", message: Message),
            GetAgent when to.Id == "ana" => ScriptedEngine.Agent("ana", ScriptedEngine.InHand("sales", "c1")),
            _ => null,
        };
        await server.Sounds.StoreAsync(Message.MessageId, Message.MediaType, new MemoryStream(Wav), after: 0);
        return server;
    }
}
