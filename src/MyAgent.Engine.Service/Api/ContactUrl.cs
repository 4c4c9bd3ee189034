using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Service.Api;

/// <summary>The addresses of a contact on this server, without scheme and host.</summary>
internal static class ContactUrl
{
    /// <summary>The address of the contact.</summary>
    public static string Of(QueueId queue, ContactId contact) => $"/v1/queues/{queue}/contacts/{contact}";

    /// <summary>The address of its voice message.</summary>
    public static string OfMessage(QueueId queue, ContactId contact) => Of(queue, contact) + "/message";

    /// <summary>The address of a link to a voice message that needs no token.</summary>
    /// <param name="name">The link's name.</param>
    public static string OfMessageLink(string name) => $"/voice-messages/{name}";
}
