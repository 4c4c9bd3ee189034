using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary><c>/v1/queues/{queueId}/contacts/{contactId}/message</c>: the caller's voice message.</summary>
internal static class VoiceMessageRoutes
{
    /// <summary>The largest voice message, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Adds what the routes need.</summary>
    public static void AddVoiceMessages(this IServiceCollection services)
    {
        services.AddSingleton<UploadLimiter>();
        services.AddSingleton<VoiceMessageUpload>();
        services.AddHostedService<OrphanedMessageCleanup>();
    }

    /// <summary>Adds the routes.</summary>
    public static void MapVoiceMessages(this RouteGroupBuilder v1)
    {
        var contacts = v1.MapGroup("/queues/{queueId}/contacts").WithTags("Contacts");
        contacts.MapPut("/{contactId}/message", StoreAsync).RequireAuthorization(AccessPolicy.Connectors).WithName("storeVoiceMessage")
            .Accepts<Stream>(AudioFormat.Wav, AudioFormat.Ogg, AudioFormat.Mpeg)
            .WithSummary("Stores the caller's voice message")
            .WithDescription("Up to 10 MiB, while the caller is recording. 503 with Retry-After while too many uploads are under way.");
        contacts.MapGet("/{contactId}/message", FindAsync).RequireAuthorization(AccessPolicy.Agents).WithName("getVoiceMessage")
            .Produces<Stream>(StatusCodes.Status200OK, AudioFormat.Wav, AudioFormat.Ogg, AudioFormat.Mpeg)
            .Produces<Stream>(StatusCodes.Status206PartialContent, AudioFormat.Wav, AudioFormat.Ogg, AudioFormat.Mpeg)
            .WithSummary("Gets the voice message")
            .WithDescription("An agent may read only the message of the current contact. Range requests are supported.");
    }

    private static async Task<Ok<ContactResponse>> StoreAsync(string queueId, string contactId, HttpContext http, VoiceMessageUpload upload)
    {
        var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var given) || AudioFormat.Find(given.MediaType.Value) is not { } type)
            throw Body.WrongMediaType($"{AudioFormat.Wav}, {AudioFormat.Ogg} or {AudioFormat.Mpeg}").AsException();
        return TypedResults.Ok(ContactResponse.Of(await upload.TakeAsync(http, queue, contact, type)));
    }

    private static async Task<IResult> FindAsync(
        string queueId, string contactId, HttpContext http, EngineCalls engine, ContactLookup contacts, IVoiceMessageStore messages)
    {
        var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
        if (Access.AgentOf(http.User) is { } agent)
            await CurrentContact.RequireAsync(http, engine, new AgentId(agent), queue, contact);
        var known = await contacts.FindAsync(http, queue, contact);
        var sound = known.Message is { } message ? await messages.OpenAsync(message.MessageId, http.RequestAborted) : null;
        if (sound is null)
            throw Problem.NotFound("noMessage", "This contact has no voice message.").AsException();
        return Results.Stream(sound.Sound, sound.MediaType, enableRangeProcessing: true);
    }
}
