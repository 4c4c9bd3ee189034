using System.Text.Json.Serialization;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>A contact that arrives.</summary>
internal sealed record ArrivalBody
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>The contact's id; default: the engine creates one.</summary>
    public string? ContactId { get; init; }

    /// <summary>The medium.</summary>
    public required Media Media { get; init; }

    /// <summary>The caller: a telephone number or a mail address. Null or omitted: the number is withheld.</summary>
    public string? Caller { get; init; }

    /// <summary>The priority, 0 to 99; default: the priority of the caller.</summary>
    public int? Priority { get; init; }

    /// <summary>When the contact first entered the system; default: now. An instant up to a minute ahead of the engine's clock counts as now.</summary>
    public DateTimeOffset? OriginAt { get; init; }

    /// <summary>The command it stands for and whom that is for; and what of it was given: no id that is made here, and the instant as it was.</summary>
    /// <exception cref="ProblemException">400: names the field that is wrong.</exception>
    public (EntityAddress To, ICommand Command, ICommand AsGiven) ToCommand(QueueId queue, DateTimeOffset now)
    {
        var contact = ContactId is { } given ? Input.Contact(given) : new ContactId(Guid.CreateVersion7(now).ToString("n"));
        Input.Whole(Priority, "priority", min: 0, max: Input.MaxPriority);
        if (OriginAt > now + ClockSkew)
            throw Input.OutOfRange("originAt", "in the past");
        CallerAddress? caller = Caller is null ? null : Input.Caller(Caller);
        var (to, command) = Arrival.Of(caller, queue, contact, Media, Priority, OriginAt > now ? now : OriginAt);
        return (to, command, Arrival.Of(caller, queue, new ContactId(ContactId ?? ""), Media, Priority, OriginAt).Command);
    }
}

/// <summary>Who ended a call, as its connector says.</summary>
[JsonConverter(typeof(CamelCaseEnum<HangUpBy>))]
internal enum HangUpBy
{
    /// <summary>The caller hung up.</summary>
    Caller,

    /// <summary>The connector ended the call itself.</summary>
    Connector,
}

/// <summary>Ends a contact whose caller is gone.</summary>
internal sealed record HangUpBody
{
    /// <summary>The caller (the default), or the connector, for example because its line failed.</summary>
    public HangUpBy By { get; init; }
}

/// <summary>Requests a callback.</summary>
internal sealed record CallbackBody
{
    /// <summary>The number to call. The queue decides whether it is plausible and allowed.</summary>
    public required string Number { get; init; }
}

/// <summary>A contact's new priority.</summary>
internal sealed record PriorityBody
{
    /// <summary>0 to 99.</summary>
    public required int Priority { get; init; }
}
