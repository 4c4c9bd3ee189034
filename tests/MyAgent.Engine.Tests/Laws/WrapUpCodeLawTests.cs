using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;

namespace MyAgent.Engine.Tests.Laws;

/// <summary>Law 20: invalid journals about wrap-up codes.</summary>
[UnitTests]
public sealed class WrapUpCodeLawTests
{
    private static readonly AgentId Ana = new("ana");

    [Fact]
    public void Law_20_finds_a_contact_left_without_a_code() =>
        ValidJournals.CodedByDefault().Without<WrapUpCodeSet>()
            .ShouldBreak<AgentFreed>(law: 20);

    [Fact]
    public void Law_20_finds_a_wrap_up_left_without_a_code() =>
        ValidJournals.Coded().Without<WrapUpCodeSet>().Without<WrapUpCodeSet>()
            .ShouldBreak<AgentBecameAvailable>(law: 20);

    [Fact]
    public void Law_20_finds_an_agent_who_was_available_without_choosing_a_required_code() =>
        ValidJournals.Coded().Without<WrapUpCodeSet>().With<WrapUpCodeSet>(set => set with { Code = new WrapUpCodeId("other"), ByDefault = true })
            .ShouldBreak<AgentBecameAvailable>(law: 20);

    [Fact]
    public void Law_20_finds_a_code_that_the_offer_did_not_carry() =>
        ValidJournals.Coded().With<WrapUpCodeSet>(set => set with { Code = new WrapUpCodeId("unknown") })
            .ShouldBreak<WrapUpCodeSet>(law: 20);

    [Fact]
    public void Law_20_finds_a_default_in_place_of_a_chosen_code() =>
        ValidJournals.Coded().With<WrapUpCodeSet>(set => set with { Code = new WrapUpCodeId("other"), ByDefault = true }, nth: 1)
            .ShouldBreak<WrapUpCodeSet>(law: 20, nth: 1);

    [Fact]
    public void Law_20_finds_a_default_that_is_not_the_one_of_the_offer() =>
        ValidJournals.CodedByDefault().With<WrapUpCodeSet>(set => set with { Code = new WrapUpCodeId("lost") })
            .ShouldBreak<WrapUpCodeSet>(law: 20);

    [Fact]
    public void Law_20_finds_a_default_that_is_recorded_before_wrap_up() =>
        ValidJournals.Coded().Inserted<WrapUpStarted>(
                Ana.Address, new WrapUpCodeSet(new OfferId(new QueueId("sales"), 1), new ContactId("c1"), new WrapUpCodeId("other"), ByDefault: true), before: true)
            .ShouldBreak<WrapUpStarted>(law: 20);

    [Fact]
    public void Law_20_finds_a_code_after_the_wrap_up() =>
        ValidJournals.Coded().Code("c1", "ana", "sold")
            .ShouldBreak<WrapUpCodeSet>(law: 20, nth: 2);

    [Fact]
    public void Law_20_finds_a_code_of_another_contact() =>
        ValidJournals.Coded().With<WrapUpCodeSet>(set => set with { ContactId = new ContactId("c2") })
            .ShouldBreak<WrapUpCodeSet>(law: 20);
}
