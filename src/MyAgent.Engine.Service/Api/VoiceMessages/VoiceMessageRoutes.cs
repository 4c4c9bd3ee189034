using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Service.Api.Contacts;
using MyAgent.Engine.Service.Problems;
using MyAgent.Engine.Service.Security;
using MyAgent.Engine.Storage;

namespace MyAgent.Engine.Service.Api.VoiceMessages;

/// <summary><c>/v1/queues/{queueId}/contacts/{contactId}/message</c>: the caller's voice message; and <c>/voice-messages/{link}</c>: the same by a link that
/// needs no token.</summary>
internal static class VoiceMessageRoutes
{
    /// <summary>The largest voice message, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Adds what the routes need.</summary>
    public static void AddVoiceMessages(this IServiceCollection services)
    {
        services.AddSingleton<UploadLimiter>();
        services.AddSingleton<VoiceMessageUpload>();
        services.AddSingleton<VoiceMessageLinks>();
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
        contacts.MapGet("/{contactId}/message/link", LinkAsync).RequireAuthorization(AccessPolicy.AgentsOrTelephones).WithName("getVoiceMessageLink")
            .WithSummary("Gets a link to the voice message that needs no token")
            .WithDescription("For a player that can give none, such as a telephone system. The link is valid for five minutes, at each node of a cluster. Anybody who has it hears "
                + "the message. An agent gets one only to the message of the current contact.");
    }

    /// <summary>Adds the route of links, which needs no token.</summary>
    public static void MapVoiceMessageLinks(this WebApplication app) =>
        app.MapGet("/voice-messages/{link}", OpenAsync).WithTags("Contacts").WithName("openVoiceMessageLink")
            .Produces<Stream>(StatusCodes.Status200OK, AudioFormat.Wav, AudioFormat.Ogg, AudioFormat.Mpeg)
            .Produces<Stream>(StatusCodes.Status206PartialContent, AudioFormat.Wav, AudioFormat.Ogg, AudioFormat.Mpeg)
            .WithSummary("Gets the voice message that a link is to")
            .Produces(StatusCodes.Status404NotFound).Produces(StatusCodes.Status429TooManyRequests).Produces(StatusCodes.Status500InternalServerError)
            .WithDescription("Needs no token. 404 where the link has expired, or was not made by this engine. Range requests are supported.");

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
        var message = await MessageOfAsync(queueId, contactId, http, engine, contacts);
        return await PlayAsync(message.MessageId, http, messages);
    }

    private static async Task<Ok<VoiceMessageLinkResponse>> LinkAsync(
        string queueId, string contactId, HttpContext http, EngineCalls engine, ContactLookup contacts, VoiceMessageLinks links)
    {
        var (name, expiresAt) = links.Create(await MessageOfAsync(queueId, contactId, http, engine, contacts));
        return TypedResults.Ok(new VoiceMessageLinkResponse(ContactUrl.OfMessageLink(name), expiresAt));
    }

    private static Task<IResult> OpenAsync(string link, HttpContext http, VoiceMessageLinks links, IVoiceMessageStore messages) =>
        PlayAsync(links.MessageOf(link) ?? throw Problem.NotFound("unknownLink", "There is no such link, or it has expired.").AsException(), http, messages);

    /// <summary>The message of a contact, for those who may hear it.</summary>
    private static async Task<VoiceMessage> MessageOfAsync(string queueId, string contactId, HttpContext http, EngineCalls engine, ContactLookup contacts)
    {
        var (queue, contact) = (Input.Queue(queueId), Input.Contact(contactId));
        if (Access.AgentOf(http.User) is { } agent)
            await CurrentContact.RequireAsync(http, engine, new AgentId(agent), queue, contact);
        return (await contacts.FindAsync(http, queue, contact)).Message ?? throw NoMessage();
    }

    private static async Task<IResult> PlayAsync(string messageId, HttpContext http, IVoiceMessageStore messages) =>
        await messages.OpenAsync(messageId, http.RequestAborted) is { } sound
            ? Results.Stream(sound.Sound, sound.MediaType, enableRangeProcessing: true)
            : throw NoMessage();

    private static ProblemException NoMessage() => Problem.NotFound("noMessage", "This contact has no voice message.").AsException();
}
