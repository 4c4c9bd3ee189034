using System.Net;
using System.Net.Http.Headers;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

public sealed class VoiceMessageTests : IAsyncLifetime
{
    private const string Path = "/v1/queues/sales/contacts/c1/message";
    private static readonly byte[] Wav = [.. "RIFF\0\0\0\0WAVEfmt "u8];

    private readonly RunningServer _server = new();
    private VoiceMessage? _attached;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _server.Engine.Answer = (to, message) => message switch
        {
            AttachMessage attach => ScriptedEngine.Contact(to.Id, "c1", message: _attached ??= attach.Message),
            GetContact => ScriptedEngine.Contact(to.Id, "c1", message: _attached),
            GetAgent when to.Id == "ana" => ScriptedEngine.Agent("ana", ScriptedEngine.InHand("sales", "c1")),
            _ => null,
        };
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_voice_message_is_heard_by_the_agent_who_has_its_contact_and_by_no_other()
    {
        (await LeaveAsync(Wav, "audio/wav")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var ana = await _server.AsAsync(Role.Agent, "ana");
        var heard = await ana.GetAsync(Path);
        heard.Content.Headers.ContentType!.MediaType.ShouldBe("audio/wav");
        (await heard.Content.ReadAsByteArrayAsync()).ShouldBe(Wav);
        using var ben = await _server.AsAsync(Role.Agent, "ben");
        (await (await ben.GetAsync(Path)).ProblemAsync()).Code.ShouldBe("forbidden");
        (await (await ana.GetAsync("/v1/queues/support/contacts/c1/message")).ProblemAsync()).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task A_part_of_a_voice_message_can_be_asked_for()
    {
        await LeaveAsync(Wav, "audio/wav");
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        supervisor.DefaultRequestHeaders.Range = new RangeHeaderValue(8, 11);
        var part = await supervisor.GetAsync(Path);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe("WAVE"u8.ToArray());
    }

    [Theory]
    [InlineData("audio/wav", "RIFF....AVI ")]
    [InlineData("audio/wav", "")]
    [InlineData("audio/ogg", "RIFF....WAVE")]
    [InlineData("audio/mpeg", "<html></html>")]
    public async Task A_sound_begins_as_its_type_does(string type, string sound) =>
        (await (await LeaveAsync(System.Text.Encoding.ASCII.GetBytes(sound), type)).ProblemAsync()).ShouldBe((400, "badSound", "$"));

    [Theory]
    [InlineData("audio/wav", new byte[] { (byte)'R', (byte)'I', (byte)'F', (byte)'F', 0, 0, 0, 0, (byte)'W', (byte)'A', (byte)'V', (byte)'E' })]
    [InlineData("audio/ogg", new byte[] { (byte)'O', (byte)'g', (byte)'g', (byte)'S' })]
    [InlineData("audio/mpeg", new byte[] { 0xFF, 0xFB, 0x90, 0 })]
    [InlineData("audio/mpeg", new byte[] { (byte)'I', (byte)'D', (byte)'3', 4 })]
    public async Task Three_types_are_taken(string type, byte[] sound) =>
        (await LeaveAsync(sound, type)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    [InlineData("audio/flac")]
    public async Task No_other_type_is_taken(string type) =>
        (await (await LeaveAsync(Wav, type)).ProblemAsync()).ShouldBe((415, "wrongMediaType", null));

    [Fact]
    public async Task Ten_mebibytes_are_taken_and_not_a_byte_more()
    {
        var sound = new byte[10 * 1024 * 1024 + 1];
        Wav.CopyTo(sound, 0);
        (await (await LeaveAsync(sound, "audio/wav")).ProblemAsync()).ShouldBe((413, "tooLarge", null));
        (await LeaveAsync(sound[..^1], "audio/wav")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sound_that_its_contact_refuses_is_not_kept()
    {
        _server.Engine.Answer = (_, _) => Refusal.WrongState("notRecording", "waiting", "The contact is not recording.");
        (await (await LeaveAsync(Wav, "audio/wav")).ProblemAsync()).ShouldBe((409, "notRecording", null));
        _server.Sounds.Sounds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_key_keeps_the_first_sound_alone()
    {
        var first = await (await LeaveAsync(Wav, "audio/wav")).Content.ReadAsStringAsync();
        var second = await (await LeaveAsync(Wav, "audio/wav")).Content.ReadAsStringAsync();
        second.ShouldBe(first);
        _server.Sounds.Sounds.Keys.ShouldBe([_attached!.MessageId]);
    }

    [Fact]
    public async Task A_message_that_is_recorded_again_takes_the_place_of_the_first()
    {
        _server.Engine.Answer = (to, message) => message switch
        {
            AttachMessage attach => ScriptedEngine.Contact(to.Id, "c1", message: _attached = attach.Message),
            _ => ScriptedEngine.Contact(to.Id, "c1", message: _attached),
        };
        await LeaveAsync(Wav, "audio/wav", key: "first");
        await LeaveAsync(Wav, "audio/wav", key: "second");
        _server.Sounds.Sounds.Keys.ShouldBe([_attached!.MessageId]);
    }

    [Fact]
    public async Task A_contact_without_a_message_has_none_to_be_heard()
    {
        using var supervisor = await _server.AsAsync(Role.Supervisor);
        (await (await supervisor.GetAsync(Path)).ProblemAsync()).ShouldBe((404, "noMessage", null));
    }

    private async Task<HttpResponseMessage> LeaveAsync(byte[] sound, string type, string key = "k1")
    {
        using var connector = await _server.AsAsync(Role.Connector);
        var content = new ByteArrayContent(sound);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = content };
        request.Headers.Add("Idempotency-Key", key);
        return await connector.SendAsync(request);
    }
}
