using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Law 22, and law 3 of transfers: invalid journals.</summary>
[UnitTests]
public sealed class TransferLawTests
{
    private static readonly QueueId Late = new("late");

    [Fact]
    [Law(22)]
    public void Law_22_finds_a_transfer_that_no_agent_has_made() =>
        ValidJournals.Transferred().With<ContactEnded>(ended => ended with { Transfer = null })
            .ShouldBreak<ContactTransferred>(law: 22);

    [Fact]
    [Law(22)]
    public void Law_22_finds_a_transfer_to_another_queue_than_the_agent_has_said() =>
        ValidJournals.Transferred().With<ContactEnded>(ended => ended with { Transfer = ended.Transfer! with { To = new QueueId("other") } })
            .ShouldBreak<ContactTransferred>(law: 22);

    [Fact]
    [Law(22)]
    public void Law_22_finds_a_transferred_contact_that_arrives_twice()
    {
        var journal = ValidJournals.Transferred();
        journal.Inserted<MovedContactFinished>(Late.Address, journal.All<ContactTakenOver>()[0], before: true)
            .ShouldBreak<ContactTakenOver>(law: 22, nth: 1);
    }

    [Fact]
    [Law(22)]
    public void Law_22_finds_a_transferred_contact_that_its_agent_still_has() =>
        ValidJournals.Transferred().Without<ContactTransferred>()
            .ShouldBreak<ContactTakenOver>(law: 22);

    [Fact]
    [Law(3)]
    public void Law_3_finds_a_transferred_contact_that_never_arrives() =>
        ValidJournals.Transferred().Without<ContactFinished>().Without<MovedContactFinished>().Without<ContactTakenOver>().Without<ContactMoved>().Meanwhile(10)
            .ShouldBreak<ContactTransferred>(law: 3);

    [Fact]
    [Law(3)]
    public void Law_3_finds_a_contact_that_is_transferred_by_an_agent_who_does_not_have_it() =>
        ValidJournals.Transferred().With<ContactTransferred>(transferred => transferred with { Transfer = transferred.Transfer with { By = new AgentId("ben") } })
            .ShouldBreak<ContactTransferred>(law: 3);
}
