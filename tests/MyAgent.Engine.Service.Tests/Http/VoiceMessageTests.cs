using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Api.VoiceMessages;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

[IntegrationTests]
public sealed class VoiceMessageTests : IAsyncLifetime
{
    private const string Path = "/v1/queues/sales/contacts/c1/message";
    private static readonly byte[] Wav = [.. "RIFF\0\0\0\0WAVEfmt "u8];

    private readonly RunningServer _server = new() { Limits = new() { ConcurrentUploads = 2, UploadSeconds = 60 } };
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
    public async Task An_agent_reads_where_the_message_of_the_current_contact_is_and_hears_it()
    {
        await LeaveAsync(Wav, "audio/wav");
        using var ana = await _server.AsAsync(Role.Agent, "ana");
        var contact = (await (await ana.GetAsync("/v1/agents/ana")).JsonAsync()).GetProperty("contact");
        (await ana.GetByteArrayAsync(contact.GetProperty("messageUrl").GetString())).ShouldBe(Wav);
    }

    [Fact]
    public async Task An_answer_in_a_snapshot_of_an_earlier_version_still_says_where_the_message_is()
    {
        var kept = (AgentSnapshot)SnapshotSerializer.TryRead("agent-snapshot-1", """
            {"agentId":"ana","revision":6,"lastEventAt":"2026-05-04T09:00:00Z","name":"Ana","status":"available","since":"2026-05-04T09:00:00Z","missedInARow":0,
            "links":[],"answers":[{"commandId":"k1","answer":{"$type":"agent","agentId":"ana","name":"Ana","status":"engaged","since":"2026-05-04T09:00:00Z",
            "overdue":false,"queueId":"sales","contact":{"contactId":"c1","kind":"callback","queueId":"sales","over":false,"popUpClosed":false,"number":"+33123456789",
            "messageUrl":"/v1/queues/sales/contacts/c1/message","offerId":"sales.1"},"assignments":[]}}]}
            """u8).ShouldNotBeNull();
        var restored = (AgentSnapshot)EntityFactory.Restore(kept).TakeSnapshot();
        var others = _server.Engine.Answer;
        _server.Engine.Answer = (to, message) => message is AcceptOffer ? restored.Answers.Single().Answer : others(to, message);
        await LeaveAsync(Wav, "audio/wav");

        using var ana = await _server.AsAsync(Role.Agent, "ana");
        var again = await ana.PostAsync("/v1/agents/ana/accept", """{"offerId":"sales.1"}""", key: "k1");
        var contact = (await again.JsonAsync()).GetProperty("contact");
        (await ana.GetByteArrayAsync(contact.GetProperty("messageUrl").GetString())).ShouldBe(Wav);
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
        _server.Sounds.Sounds.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_long_it_is_is_cut_off_where_it_becomes_too_large_and_nothing_is_kept()
    {
        var sound = new byte[(10 * 1024 * 1024) + 1];
        Wav.CopyTo(sound, 0);
        (await (await LeaveAsync(new StreamContent(new Endless(sound)), "audio/wav")).ProblemAsync()).ShouldBe((413, "tooLarge", null));
        _server.Sounds.Sounds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_contact_that_does_not_exist_is_told_before_a_byte_of_the_sound_is_taken()
    {
        _server.Engine.Answer = (_, _) => Refusal.NotFound("unknownContact", "There is no such contact.");
        var body = new HeldBody(Wav);
        (await (await LeaveAsync(body, "audio/wav")).ProblemAsync()).ShouldBe((404, "unknownContact", null));
        body.Begun.ShouldBeFalse();
    }

    [Fact]
    public async Task More_uploads_at_once_than_are_allowed_are_sent_away_for_a_moment()
    {
        HeldBody[] held = [new(Wav), new(Wav)];
        var underWay = held.Select(body => LeaveAsync(body, "audio/wav", Guid.NewGuid().ToString("n"))).ToList();
        await Eventually.TrueAsync(() => _server.Sounds.UnderWay == 2);

        var refused = await LeaveAsync(Wav, "audio/wav");
        (await refused.ProblemAsync()).ShouldBe((503, "tooManyUploads", null));
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));

        foreach (var body in held)
            body.LetGo();
        foreach (var answer in await Task.WhenAll(underWay))
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await LeaveAsync(Wav, "audio/wav")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_upload_that_is_cut_short_leaves_nothing_and_makes_room_for_another()
    {
        for (var number = 0; number < 3; number++)
        {
            using var cut = new CancellationTokenSource();
            var upload = LeaveAsync(new HeldBody(Wav), "audio/wav", $"k{number}", cut.Token);
            await Eventually.TrueAsync(() => _server.Sounds.UnderWay == 1);
            await cut.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => upload);
            await Eventually.TrueAsync(() => _server.Sounds.UnderWay == 0);
        }
        _server.Sounds.Sounds.ShouldBeEmpty();
        (await LeaveAsync(Wav, "audio/wav")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sound_that_the_engine_did_not_answer_for_is_kept_where_the_journal_has_it_and_else_removed()
    {
        _server.Engine.Answer = (to, message) => message is AttachMessage
            ? throw new EngineUnavailableException("The journal cannot be written.")
            : ScriptedEngine.Contact(to.Id, "c1");
        foreach (var key in (string[])["k1", "k2"])
            (await LeaveAsync(Wav, "audio/wav", key)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var (first, second) = (_server.Sounds.Sounds.Keys.Order().First(), _server.Sounds.Sounds.Keys.Order().Last());
        _server.Journal.Queue("sales", new MessageAttached(new ContactId("c1"), new VoiceMessage(second, "audio/wav", Wav.Length)));

        await _server.App.Services.GetServices<IHostedService>().OfType<OrphanedMessageCleanup>().Single().RemoveAsync(CancellationToken.None);

        _server.Sounds.Sounds.Keys.ShouldBe([second]);
        _server.Sounds.Sounds[second].Kept.ShouldBeTrue();
        first.ShouldNotBe(second);
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

    private Task<HttpResponseMessage> LeaveAsync(byte[] sound, string type, string key = "k1") => LeaveAsync(new ByteArrayContent(sound), type, key);

    private async Task<HttpResponseMessage> LeaveAsync(HttpContent content, string type, string key = "k1", CancellationToken cancel = default)
    {
        using var connector = await _server.AsAsync(Role.Connector);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = content };
        request.Headers.ExpectContinue = true;
        request.Headers.Add("Idempotency-Key", key);
        return await connector.SendAsync(request, cancel);
    }

    /// <summary>A stream without a known length.</summary>
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>Sends its beginning, and the rest when it is let go.</summary>
    private sealed class HeldBody(byte[] sound) : HttpContent
    {
        private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Begun { get; private set; }

        public void LetGo() => _letGo.SetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            Begun = true;
            await stream.WriteAsync(sound, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await _letGo.Task.WaitAsync(cancellationToken);
            await stream.WriteAsync(sound, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
