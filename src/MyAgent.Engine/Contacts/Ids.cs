using System.Text.Json.Serialization;
using MyAgent.Engine.Primitives;

namespace MyAgent.Engine.Contacts;

/// <summary>The id of a contact, unique in the queue it came to: among those that are not finished and the last 10 000 finished there. A callback request
/// keeps the id of its call.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(TextIdConverter<ContactId>))]
public readonly record struct ContactId(string Value) : ITextId<ContactId>
{
    /// <inheritdoc/>
    public static ContactId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of an agent.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(TextIdConverter<AgentId>))]
public readonly record struct AgentId(string Value) : ITextId<AgentId>
{
    /// <summary>The entity it names.</summary>
    [JsonIgnore]
    public Entities.EntityAddress Address => new(Entities.EntityKind.Agent, Value);

    /// <inheritdoc/>
    public static AgentId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of a queue.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(TextIdConverter<QueueId>))]
public readonly record struct QueueId(string Value) : ITextId<QueueId>
{
    /// <summary>The entity it names.</summary>
    [JsonIgnore]
    public Entities.EntityAddress Address => new(Entities.EntityKind.Queue, Value);

    /// <inheritdoc/>
    public static QueueId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The name of a connector: of a program that brings contacts. Each that runs at the same time has a name of its own.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(TextIdConverter<ConnectorId>))]
public readonly record struct ConnectorId(string Value) : ITextId<ConnectorId>
{
    /// <summary>The entity it names.</summary>
    [JsonIgnore]
    public Entities.EntityAddress Address => new(Entities.EntityKind.Connector, Value);

    /// <inheritdoc/>
    public static ConnectorId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The address a caller is known by: a telephone number, a mail address. White space around it does not count, and in
/// a telephone number neither do spaces, dots, dashes, slashes and brackets.</summary>
/// <param name="Value">Its text, as <see cref="FromText"/> makes it.</param>
[JsonConverter(typeof(TextIdConverter<CallerAddress>))]
public readonly record struct CallerAddress(string Value) : ITextId<CallerAddress>
{
    /// <summary>The entity it names.</summary>
    [JsonIgnore]
    public Entities.EntityAddress Address => new(Entities.EntityKind.Caller, Value);

    /// <summary>The caller address that a text stands for.</summary>
    public static CallerAddress FromText(string text) => new(TelephoneNumber.TryNormalize(text) ?? text.Trim());

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A telephone at which an agent can be called, by the name that the telephone system has for it: <c>PJSIP/2001</c> (rule 28). Upper and lower case
/// differ.</summary>
/// <param name="Value">Its text: 1 to 80 letters, digits and the characters <c>._+@:/-</c>; the first is a letter, a digit or <c>+</c>.</param>
[JsonConverter(typeof(TextIdConverter<EndpointId>))]
public readonly record struct EndpointId(string Value) : ITextId<EndpointId>
{
    /// <summary>The entity it names.</summary>
    [JsonIgnore]
    public Entities.EntityAddress Address => new(Entities.EntityKind.Endpoint, Value);

    /// <inheritdoc/>
    public static EndpointId FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>The id of an offer: the queue's id, a dot, and the number of the offer in that queue: <c>sales.17</c>.</summary>
/// <param name="Queue">The queue that made the offer.</param>
/// <param name="Number">Counts that queue's offers from 1.</param>
[JsonConverter(typeof(TextIdConverter<OfferId>))]
public readonly record struct OfferId(QueueId Queue, long Number) : ITextId<OfferId>
{
    /// <summary>The offer id that a text stands for; one that no offer has where the text is not of that form.</summary>
    public static OfferId FromText(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 && long.TryParse(text.AsSpan(dot + 1), System.Globalization.NumberStyles.None, null, out var number)
            ? new OfferId(new QueueId(text[..dot]), number)
            : new OfferId(new QueueId(text), 0);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Queue}.{Number}");
}

/// <summary>The id of an arrival: the id of the queue that let the contact in, a dot, and the queue's revision at that moment: <c>sales.1017</c>. Unlike a
/// <see cref="ContactId"/>, which may be used again one day, no two contacts ever share it. It goes with the contact to other queues.</summary>
/// <param name="Queue">The queue that let the contact in.</param>
/// <param name="Revision">How many events that queue had before.</param>
[JsonConverter(typeof(TextIdConverter<ArrivalId>))]
public readonly record struct ArrivalId(QueueId Queue, long Revision) : ITextId<ArrivalId>
{
    /// <summary>The arrival id that a text stands for; one that no arrival has where the text is not of that form.</summary>
    public static ArrivalId FromText(string text)
    {
        var offer = OfferId.FromText(text);
        return new ArrivalId(offer.Queue, offer.Number);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Queue}.{Revision}");

    /// <summary>Whether two arrivals can be the same. One that is null, from before arrivals had an id, may be any.</summary>
    internal static bool MayBeSame(ArrivalId? one, ArrivalId? other) => one is null || other is null || one == other;
}
