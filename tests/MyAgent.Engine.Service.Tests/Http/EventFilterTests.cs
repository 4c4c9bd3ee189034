using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Projections.Contacts;
using MyAgent.Engine.Service.Api.Events;
using MyAgent.Engine.Service.Security;

namespace MyAgent.Engine.Service.Tests.Http;

/// <summary>Which events each role receives.</summary>
[UnitTests]
public sealed class EventFilterTests
{
    private static readonly JournalScript Journal = new JournalScript()
        .Queue("sales", Happened.Configured(), Happened.Arrived("c1"), Happened.Offered("c1", "ana"))
        .Agent("ana", new AgentDefined("Ana"), Happened.Received("c1"), Happened.Closed(OfferOutcome.Missed))
        .Agent("ben", new AgentDefined("Ben"))
        .Queue("support", Happened.Arrived("c9"))
        .Add(new CallerAddress("+33123456789").Address, new Callers.CallerConfigured([], 1));

    [Fact]
    public void A_supervisor_receives_every_event() => Told(new EventFilter(Role.Supervisor, null, null)).Count.ShouldBe(Journal.Records.Count);

    [Fact]
    public void A_connector_receives_events_of_contacts_and_of_offers_that_reach_agents_and_no_others() =>
        Told(new EventFilter(Role.Connector, null, null)).ShouldBe(["contact-arrived", "contact-offered", "offer-received", "contact-arrived"]);

    [Fact]
    public void A_connector_that_is_bound_to_a_queue_receives_only_events_of_its_contacts_and_their_offers()
    {
        Told(Bound("sales")).ShouldBe(["contact-arrived", "contact-offered", "offer-received"]);
        Told(Bound("support")).ShouldBe(["contact-arrived"]);
        Told(Bound("other")).ShouldBeEmpty();
    }

    [Fact]
    public void An_agent_receives_only_its_own_events() =>
        Told(new EventFilter(Role.Agent, null, new AgentId("ana"))).ShouldBe(["agent-defined", "offer-received", "offer-closed"]);

    [Fact]
    public void Every_event_says_what_it_is_about_where_it_names_that()
    {
        Subjects("offer-received").ShouldBe([new EventSubject(new QueueId("sales"), new AgentId("ana"), new ContactId("c1"))]);
        Subjects("contact-offered").ShouldBe([new EventSubject(new QueueId("sales"), new AgentId("ana"), new ContactId("c1"))]);
        Subjects("offer-closed").ShouldBe([new EventSubject(new QueueId("sales"), new AgentId("ana"), null)]);
        Subjects("agent-defined")[1].ShouldBe(new EventSubject(null, new AgentId("ben"), null));
        Subjects("contact-arrived")[1].ShouldBe(new EventSubject(new QueueId("support"), null, new ContactId("c9")));
        Subjects("caller-configured").ShouldBe([default]);
    }

    [Fact]
    public void No_event_names_several_of_a_kind_without_saying_which_one_it_is_about()
    {
        foreach (var type in Manifests.EventTypes)
        {
            var ids = type.GetProperties().Select(property => (property.Name, Type: Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
            foreach (var several in ids.Where(id => id.Type == typeof(ContactId) || id.Type == typeof(AgentId)).GroupBy(id => id.Type).Where(group => group.Count() > 1))
                several.ShouldContain(id => id.Name == several.Key.Name, type.Name);
        }
    }

    private static EventFilter Bound(string queue)
    {
        var history = new ContactHistory();
        foreach (var record in Journal.Records)
            history.Fold(record);
        return new EventFilter(Role.Connector, null, null, new QueueScope(new HashSet<string> { queue }, history));
    }

    private static List<string> Told(EventFilter filter) => [.. Journal.Records.Where(filter.Includes).Select(NameOf)];

    private static List<EventSubject> Subjects(string name) => [.. Journal.Records.Where(record => NameOf(record) == name).Select(EventSubject.Of)];

    private static string NameOf(JournalRecord record) => Manifests.Of(record.Recorded.Event.GetType());
}
