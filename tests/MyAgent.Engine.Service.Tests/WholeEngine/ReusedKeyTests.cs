using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Service.Tests.Http;

namespace MyAgent.Engine.Service.Tests.WholeEngine;

/// <summary>Rule 33h over HTTP: a key belongs to the first command that came under it, also where the server makes a part of the command itself.</summary>
[IntegrationTests]
public sealed class ReusedKeyTests : IAsyncLifetime
{
    private const string Contacts = "/v1/queues/sales/contacts";

    private EngineOnDisk _engine = null!;
    private HttpClient _connector = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineOnDisk.StartAsync(EngineHost.Solo);
        _connector = await _engine.AsAsync(Role.Connector);
        (await (await _engine.AsAsync(Role.Admin)).PutAsync("/v1/queues/sales", "{\"name\":\"Sales\"}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [Rule("33h")]
    [InlineData("{\"contactId\":\"c1\",\"media\":\"call\",\"caller\":\"+331\"}", "{\"contactId\":\"c2\",\"media\":\"call\",\"caller\":\"+331\"}")]
    [InlineData("{\"contactId\":\"c1\",\"media\":\"call\",\"caller\":\"+331\"}", "{\"media\":\"call\",\"caller\":\"+331\"}")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+331\"}", "{\"media\":\"call\",\"caller\":\"+332\"}")]
    [InlineData("{\"media\":\"call\",\"caller\":\"+331\"}", "{\"media\":\"fax\",\"caller\":\"+331\"}")]
    public async Task An_arrival_under_the_key_of_another_is_refused_and_is_not_taken_for_it(string first, string other)
    {
        var arrived = await _connector.PostAsync(Contacts, first, key: "k");
        arrived.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await _connector.PostAsync(Contacts, other, key: "k")).ProblemAsync()).ShouldBe((422, "keyReused", "Idempotency-Key"));

        var again = await _connector.PostAsync(Contacts, first, key: "k");
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await arrived.Content.ReadAsStringAsync());
    }

    [Fact]
    [Rule("33h")]
    public async Task An_arrival_whose_clock_is_ahead_is_the_same_when_it_is_repeated()
    {
        var call = $"{{\"media\":\"call\",\"caller\":\"+331\",\"originAt\":\"{DateTimeOffset.UtcNow.AddSeconds(30):yyyy-MM-ddTHH:mm:ssZ}\"}}";
        var first = await _connector.PostAsync(Contacts, call, key: "k");
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await _connector.PostAsync(Contacts, call, key: "k")).Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    [Rule("33h")]
    public async Task Another_sound_under_the_key_of_the_first_is_refused_and_the_first_stays()
    {
        await _connector.PostAsync(Contacts, "{\"contactId\":\"c1\",\"media\":\"call\",\"caller\":\"+331\"}");
        await _connector.PostAsync($"{Contacts}/c1/record");
        var first = await LeaveAsync("one");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await LeaveAsync("two")).ProblemAsync()).ShouldBe((422, "keyReused", "Idempotency-Key"));
        (await (await LeaveAsync("one")).Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        var supervisor = await _engine.AsAsync(Role.Supervisor);
        (await supervisor.GetByteArrayAsync($"{Contacts}/c1/message")).ShouldBe(Sound("one"));
    }

    private Task<HttpResponseMessage> LeaveAsync(string said)
    {
        var content = new ByteArrayContent(Sound(said));
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        var request = new HttpRequestMessage(HttpMethod.Put, $"{Contacts}/c1/message") { Content = content };
        request.Headers.Add("Idempotency-Key", "sound");
        return _connector.SendAsync(request);
    }

    private static byte[] Sound(string said) => [.. "RIFF\0\0\0\0WAVEfmt "u8, .. Encoding.ASCII.GetBytes(said)];
}
