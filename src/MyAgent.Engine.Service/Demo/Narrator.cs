using System.Globalization;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Service.Commands.Display;

namespace MyAgent.Engine.Service.Demo;

/// <summary>Describes the engine's events in sentences.</summary>
internal sealed class Narrator
{
    private readonly Dictionary<string, ScriptedContact> _contacts;
    private readonly Dictionary<string, DateTimeOffset> _wrapUpUntil = [];
    private readonly HashSet<string> _callbacks = [];

    /// <summary>Knows whose contacts they are.</summary>
    public Narrator(IEnumerable<ScriptedContact> contacts) => _contacts = contacts.ToDictionary(scripted => scripted.ContactId);

    /// <summary>What an event says; null where it is not worth a sentence.</summary>
    public string? Sentence(EntityAddress entity, DateTimeOffset at, IEvent happened) => happened switch
    {
        IAgentEvent agentEvent => OfAgent(entity.Id, DemoContactCentre.NameOfAgent(entity.Id), at, agentEvent),
        IContactEvent contactEvent when _contacts.TryGetValue(contactEvent.ContactId.Value, out var scripted) => OfContact(scripted, contactEvent),
        AlarmRaised { Kind: AlarmKind.Waiting } alarm => $"alarm: {alarm.Value:0} are waiting in {DemoContactCentre.NameOfQueue(entity.Id)}",
        AlarmCleared { Kind: AlarmKind.Waiting } => $"the alarm of {DemoContactCentre.NameOfQueue(entity.Id)} is over",
        _ => null,
    };

    /// <summary>The description of a contact: <c>Ms Noir's callback</c>.</summary>
    public string NameOf(string contactId, ContactKind kind) => _contacts.TryGetValue(contactId, out var scripted)
        ? $"{scripted.Name}'s {(kind == ContactKind.Email ? "e-mail" : DisplayFormat.Of<ContactKind>(kind))}"
        : contactId;

    /// <summary>Who a contact is from.</summary>
    public string CallerOf(string contactId) => _contacts.TryGetValue(contactId, out var scripted) ? scripted.Name : contactId;

    private string? OfContact(ScriptedContact scripted, IContactEvent happened)
    {
        var name = scripted.Name;
        switch (happened)
        {
            case ContactArrived arrived:
                var preferred = arrived.Contact.PreferredAgents.Count > 0 ? $", who prefers {Preferred(arrived.Contact)}" : "";
                return scripted.Media == Media.Call
                    ? $"{name} calls {DemoContactCentre.NameOfQueue(scripted.Queue)}{preferred}"
                    : $"{(scripted.Media == Media.Fax ? "a fax" : "an e-mail")} from {name} comes in{preferred}";
            case ContactOffered offered:
                return $"  {Thing(scripted)} is offered to {DemoContactCentre.NameOfAgent(offered.AgentId.Value)}: {WhyOf(scripted, offered)}";
            case RecordingStarted:
                return $"{name} leaves a voice message, keeping the place in the queue, and is not offered meanwhile";
            case CallbackRequested:
                _callbacks.Add(scripted.ContactId);
                return null;
            case OfferEnded { Outcome: OfferOutcome.Rejected } rejected:
                return $"  {DemoContactCentre.NameOfAgent(rejected.AgentId.Value)} rejects {Thing(scripted)}: back to its place, for another agent";
            case OfferEnded { Outcome: OfferOutcome.Missed }:
                return $"  {Thing(scripted)} is back in its place, for another agent";
            case OfferEnded { Outcome: OfferOutcome.Withdrawn }:
                return $"  the offer of {Thing(scripted)} is withdrawn";
            case CallbackScheduled scheduled:
                return $"{DemoContactCentre.NameOfAgent(scheduled.AgentId.Value)} does not reach {name}: callback scheduled for {Clock(scheduled.DueAt)}";
            case CallbackReentered:
                return $"{name}'s callback is due: back in the queue, at the place of the first call";
            case ContactFinished { Outcome: ContactOutcome.Abandoned }:
                return $"{name} hangs up while waiting: abandoned";
            case ContactFinished { Outcome: ContactOutcome.Completed } done:
                return $"{(done.AgentId is { } agent ? DemoContactCentre.NameOfAgent(agent.Value) : "an agent")} reaches {name}: callback completed";
            case ContactFinished { Outcome: ContactOutcome.Superseded }:
                return $"{name} has called again: the new call takes the callback's place";
            default:
                return null;
        }
    }

    private string? OfAgent(string id, string name, DateTimeOffset at, IAgentEvent happened)
    {
        switch (happened)
        {
            case NextRemembered { Next: var next }:
                return $"{name} asks for a {(next.Status == NextStatus.Break ? "break" : "log-out")} in the midst of it: remembered, it follows wrap-up";
            case AgentStoppedResponding:
                return $"{name} does not answer in time: not responding, and offered nothing more";
            case OfferClosed { Outcome: OfferOutcome.Accepted }:
                return $"  {name} takes it";
            case ContactEnded over:
                return $"{name}: {ThingOf(over.ContactId)} is over";
            case PopUpClosed closed:
                return $"{name} closes the pop-up of {ThingOf(closed.ContactId)}";
            case WrapUpStarted started:
                _wrapUpUntil[id] = started.Until;
                return $"{name}: contact over and pop-up closed, so wrap-up {DisplayFormat.Duration((started.Until - at).TotalSeconds)}, automatic";
            case WrapUpExtended extended:
                var added = extended.Until - _wrapUpUntil.GetValueOrDefault(id, at);
                _wrapUpUntil[id] = extended.Until;
                return $"{name} presses Wrap-up: +{DisplayFormat.Duration(added.TotalSeconds)}";
            case AgentBecameAvailable { AtDeadline: true } ended:
                return $"{name}: {StatusWord(ended.From)} ends by itself, available";
            case AgentBecameAvailable pressed:
                return $"{name} presses Available: {StatusWord(pressed.From)} ends at once";
            case BreakStarted started:
                return $"{name} goes on the break ({started.Reason}), instead of available";
            default:
                return null;
        }
    }

    private static string WhyOf(ScriptedContact scripted, ContactOffered offered)
    {
        var preferred = DemoScript.Preferences.Where(one => one.Caller == scripted.Caller).Select(one => DemoContactCentre.NameOfAgent(one.Agent)).FirstOrDefault();
        return offered.ChosenBy switch
        {
            ChosenBy.Preferred => "the preferred agent, before any skill",
            ChosenBy.Consulted => "consulted about it before",
            _ when preferred is not null => $"{preferred} is preferred but not free, so the next best at once",
            ChosenBy.HighestSkill => "highest skill of those free",
            _ => "idle for longest",
        };
    }

    private static string Preferred(Contact contact) => string.Join(", ", contact.PreferredAgents.Select(agent => DemoContactCentre.NameOfAgent(agent.Value)));

    private string ThingOf(ContactId contact) => _contacts.TryGetValue(contact.Value, out var scripted) ? Thing(scripted) : contact.Value;

    private string Thing(ScriptedContact scripted) =>
        NameOf(scripted.ContactId, _callbacks.Contains(scripted.ContactId) ? ContactKind.Callback : (ContactKind)scripted.Media);

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string StatusWord(AgentStatus status) => status switch
    {
        AgentStatus.WrapUp => "wrap-up",
        AgentStatus.Break => "break",
        _ => "not responding",
    };
}
