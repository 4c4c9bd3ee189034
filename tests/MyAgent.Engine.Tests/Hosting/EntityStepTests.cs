using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Texts;

namespace MyAgent.Engine.Tests.Hosting;

[UnitTests]
public sealed class EntityStepTests
{
    [Fact]
    public void A_rule_that_throws_changes_nothing_and_the_refusal_names_the_message_by_its_manifest()
    {
        var sales = new QueueId("sales").Address;
        var step = EntityStep.Take(EntityFactory.Create(sales), new Envelope(sales, new GetAgent(), new Cause("test"), "reply"), DateTimeOffset.UnixEpoch);

        step.Recorded.ShouldBeEmpty();
        step.Fault.ShouldNotBeNull();
        var refusal = step.Replies.ShouldHaveSingleItem().Answer.ShouldBeOfType<Refusal>();
        refusal.Kind.ShouldBe(RefusalKind.Fault);
        RefusalTexts.Of(refusal).ShouldStartWith("The rule for get-agent failed: ");
    }
}
