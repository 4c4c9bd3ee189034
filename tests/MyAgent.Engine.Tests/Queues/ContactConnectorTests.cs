using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 30: a contact keeps the name of its connector.</summary>
[UnitTests]
public sealed class ContactConnectorTests
{
    private static readonly ConnectorId Pbx = new("pbx-1");

    [Theory]
    [InlineData("+33123456789")]
    [InlineData(null)]
    [Rule("30")]
    public void A_contact_keeps_its_connector_as_a_callback_and_in_another_queue(string? caller)
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") }).Queue("late");
        CallerAddress? address = caller is null ? null : CallerAddress.FromText(caller);
        var (to, command) = Arrival.Of(address, new QueueId("sales"), new ContactId("c1"), Media.Call, connector: Pbx);
        centre.Ask(to, command).ShouldBeOfType<ContactAnswer>().Connector.ShouldBe(Pbx);
        centre.Pass(10).Does(new RequestCallback(new ContactId("c1"), "+33144556677")).Connector.ShouldBe(Pbx);
        centre.Pass(50).Contact("c1", "late").Connector.ShouldBe(Pbx);
        centre.Events.OfType<ContactTakenOver>().Single().Contact.Connector.ShouldBe(new ContactConnector(Pbx, Centre.Opening));
        centre.Restart(fromSnapshots: true).Contact("c1", "late").Connector.ShouldBe(Pbx);
    }

    [Fact]
    [Rule("30")]
    public void A_connector_that_does_not_say_its_name_has_none() => Centre.With().Arrive("c1").Connector.ShouldBeNull();
}
