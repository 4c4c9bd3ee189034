using System.Text.Json.Serialization;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Primitives;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>What arrives that is no contact of a medium.</summary>
[JsonConverter(typeof(CamelCaseEnum<ArrivalKind>))]
internal enum ArrivalKind
{
    /// <summary>A callback that is requested without a call.</summary>
    Callback,
}

/// <summary>A contact that arrives, or a callback that is requested without a call.</summary>
internal sealed record ArrivalBody
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>The contact's id; default: the engine creates one.</summary>
    public string? ContactId { get; init; }

    /// <summary>The medium; required, except for a callback.</summary>
    public Media? Media { get; init; }

    /// <summary>The caller: a telephone number or a mail address. Null or omitted: the number is withheld; for a callback, it is the number to call.</summary>
    public string? Caller { get; init; }

    /// <summary>The priority, 0 to 99; default: the priority of the caller.</summary>
    public int? Priority { get; init; }

    /// <summary>When the contact first entered the system; default: now. An instant up to a minute ahead of the engine's clock counts as now.</summary>
    public DateTimeOffset? OriginAt { get; init; }

    /// <summary>callback for a callback that is requested without a call, with its number; null or omitted for a contact of a medium.</summary>
    public ArrivalKind? Kind { get; init; }

    /// <summary>For a callback, which requires it: the number to call. The queue decides whether it is plausible and allowed.</summary>
    public string? Number { get; init; }

    /// <summary>For a callback: from when on it waits; default: now. An instant that has passed counts as now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>For a callback, in place of notBefore: the start of the callback window that it books; default: none.</summary>
    public DateTimeOffset? Window { get; init; }

    /// <summary>The name of the connector that brings it; default: none. The contact keeps it.</summary>
    public string? Connector { get; init; }

    /// <summary>The number or address that was reached.</summary>
    public string? Called { get; init; }

    /// <summary>What the contact is about, for people.</summary>
    public string? Subject { get; init; }

    /// <summary>An http or https address about the contact. The agent's desk opens it only on request.</summary>
    public string? Link { get; init; }

    /// <summary>What else is known of the contact, at most 16 KiB.</summary>
    public ContactAttributes? Attributes { get; init; }

    /// <summary>The command it stands for and whom that is for; and what of it was given: no id that is made here, and the instant as it was.</summary>
    /// <exception cref="ProblemException">400: names the field that is wrong.</exception>
    public (EntityAddress To, ICommand Command, ICommand AsGiven) ToCommand(QueueId queue, DateTimeOffset now)
    {
        var contact = ContactId is { } given ? Input.Contact(given) : new ContactId(Guid.CreateVersion7(now).ToString("n"));
        Input.Whole(Priority, "priority", min: 0, max: Input.MaxPriority);
        if (OriginAt > now + ClockSkew)
            throw Input.OutOfRange("originAt", "in the past");
        CallerAddress? caller = Caller is null ? null : Input.Caller(Caller);
        ConnectorId? connector = Connector is null ? null : Input.Connector(Connector, "connector");
        var data = new ContactData(Called, Subject, Link, Attributes).OrNothing();
        var asGiven = new ContactId(ContactId ?? "");
        if (Kind == ArrivalKind.Callback)
        {
            var callback = Callback();
            var (address, request) = Arrival.OfCallback(caller, queue, contact, callback, Priority, data, connector);
            return (address, request, Arrival.OfCallback(caller, queue, asGiven, callback, Priority, data, connector).Command);
        }
        if (Media is not { } media)
            throw Missing("media");
        Without(Number, "number");
        Without(NotBefore, "notBefore");
        Without(Window, "window");
        var (to, command) = Arrival.Of(caller, queue, contact, media, Priority, OriginAt > now ? now : OriginAt, data, connector);
        return (to, command, Arrival.Of(caller, queue, asGiven, media, Priority, OriginAt, data, connector).Command);
    }

    private DirectCallback Callback()
    {
        if (Media is not (null or MyAgent.Engine.Contacts.Media.Call))
            throw Input.OutOfRange("media", "call or left out: a callback is a call");
        if (OriginAt is not null)
            throw Body.NotUnderstood("originAt", "'originAt' is for contacts that arrive: a callback is requested now.").AsException();
        if (NotBefore is not null && Window is not null)
            throw Body.NotUnderstood("window", "Give notBefore or window, not both.").AsException();
        return new DirectCallback(Input.Text(Number ?? throw Missing("number"), "number", Input.MaxAddressLength), NotBefore, Window);
    }

    private static void Without(object? value, string field)
    {
        if (value is not null)
            throw Body.NotUnderstood(field, $"'{field}' is for a callback: set kind to callback as well.").AsException();
    }

    private static ProblemException Missing(string field) => Body.NotUnderstood(field, $"'{field}' is missing.").AsException();
}

/// <summary>What is known of a contact.</summary>
internal sealed record ContactDataBody
{
    /// <summary>The number or address that was reached; null for not known.</summary>
    public string? Called { get; init; }

    /// <summary>What the contact is about, for people; null for not known.</summary>
    public string? Subject { get; init; }

    /// <summary>An http or https address about the contact, which the agent's desk opens only on request; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>What else is known of the contact, at most 16 KiB; null for nothing.</summary>
    public ContactAttributes? Attributes { get; init; }

    /// <summary>The data this stands for.</summary>
    public ContactData ToData() => new(Called, Subject, Link, Attributes);
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

    /// <summary>The start of the callback window that it books; null or omitted: it waits in the place of the call.</summary>
    public DateTimeOffset? Window { get; init; }
}

/// <summary>A contact's new priority.</summary>
internal sealed record PriorityBody
{
    /// <summary>0 to 99.</summary>
    public required int Priority { get; init; }
}
