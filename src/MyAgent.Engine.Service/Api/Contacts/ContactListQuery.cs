using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Api.Contacts;

/// <summary>What a list of contacts is asked for, apart from its pages.</summary>
internal sealed record ContactListQuery
{
    /// <summary>The states; null for all.</summary>
    [FromQuery(Name = "state"), Description("Only contacts in one of these states; default: all, and where it is no search, all but done.")]
    public CommaSeparated<ContactState>? State { get; init; }

    /// <summary>The queue; null for all.</summary>
    [FromQuery(Name = "queue"), Description("Only contacts in this queue; in a search also those that came through it.")]
    public string? Queue { get; init; }

    /// <summary>The connector; null for all.</summary>
    [FromQuery(Name = "connector"), Description("Only contacts that this connector brought.")]
    public string? Connector { get; init; }

    /// <summary>The caller; null for all.</summary>
    [FromQuery(Name = "caller"), Description("Only contacts of this caller, or with this number to call back; written as in an arrival. Makes it a search.")]
    public string? Caller { get; init; }

    /// <summary>The agent; null for all.</summary>
    [FromQuery(Name = "agent"), Description("Only contacts that this agent has or has had. Makes it a search.")]
    public string? Agent { get; init; }

    /// <summary>The outcomes; null for all, and for contacts that are not done.</summary>
    [FromQuery(Name = "outcome"), Description("Only contacts that ended in one of these ways. Makes it a search.")]
    public CommaSeparated<ContactOutcome>? Outcome { get; init; }

    /// <summary>The wrap-up code; null for all.</summary>
    [FromQuery(Name = "code"), Description("Only contacts with this wrap-up code, of whichever queue. Makes it a search.")]
    public string? Code { get; init; }

    /// <summary>The beginning; null for none.</summary>
    [FromQuery(Name = "from"), Description("Only contacts whose originAt is this instant or later. Makes it a search.")]
    public DateTimeOffset? From { get; init; }

    /// <summary>The end; null for none.</summary>
    [FromQuery(Name = "to"), Description("Only contacts whose originAt is before this instant. Makes it a search.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether it asks for more than what is not done at this moment.</summary>
    public bool IsSearch => Caller is not null || Agent is not null || Outcome is not null || Code is not null || From is not null || To is not null
        || State?.Values.Contains(ContactState.Done) == true;

    /// <summary>The filter that it stands for.</summary>
    /// <exception cref="ProblemException">400: names the parameter that is wrong.</exception>
    public ContactFilter ToFilter() => From >= To
        ? throw Problem.BadInput("emptyPeriod", "to", "'to' must be later than 'from'.").AsException()
        : new ContactFilter
        {
            Caller = Caller is null ? null : Input.Caller(Caller),
            Agent = Agent is null ? null : Input.Agent(Agent, "agent"),
            Queue = Queue is null ? null : Input.Queue(Queue, "queue"),
            Connector = Connector is null ? null : Input.Connector(Connector, "connector"),
            States = State?.Values,
            Outcomes = Outcome?.Values,
            Code = Code is null ? null : Input.WrapUpCode(Code, "code"),
            From = From,
            To = To,
        };
}
