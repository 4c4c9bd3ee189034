using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Catalogue;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Entities;

/// <summary>Only what a change names is changed, whatever has been changed since the one who sends it last looked.</summary>
[UnitTests]
public sealed class ConfigurationChangeTests
{
    private static readonly QueueId Sales = new("sales");

    private static readonly OpeningHours Mornings = new("Europe/Paris", [new WeeklyOpening(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(12, 0))], []);

    [Fact]
    public void Renaming_a_queue_keeps_its_service_level()
    {
        var centre = Centre.With(queue => queue with { ServiceLevelSeconds = 600 });
        var settings = Change(centre, """{"name": "Sales and service"}""");
        (settings.Name, settings.ServiceLevelSeconds).ShouldBe(("Sales and service", 600));
        centre.Overview().Settings.ShouldBe(settings);
    }

    [Fact]
    public void Two_changes_of_different_fields_both_last()
    {
        var centre = Centre.With();
        Change(centre, """{"maxWaiting": 7, "callbacks": {"maxAttempts": 3}}""");
        var settings = Change(centre, """{"offerTimeoutSeconds": 12, "callbacks": {"horizonDays": 5}}""");
        (settings.MaxWaiting, settings.OfferTimeoutSeconds).ShouldBe((7, 12));
        (settings.Callbacks.MaxAttempts, settings.Callbacks.HorizonDays, settings.Callbacks.Enabled).ShouldBe((3, 5, true));
    }

    [Fact]
    public void Null_restores_the_default()
    {
        var centre = Centre.With(queue => queue with
        {
            MaxWaiting = 7, MissedLimit = 4, OpeningHours = Mornings, Callbacks = queue.Callbacks with { HorizonDays = 5, MaxAttempts = 2 }, Alarms = new AlarmSettings(9, 60),
        });
        var settings = Change(centre, """{"maxWaiting": null, "missedLimit": null, "openingHours": null, "callbacks": {"horizonDays": null}, "alarms": null}""");
        var usual = QueueSettings.Default("sales");
        (settings.MaxWaiting, settings.MissedLimit, settings.OpeningHours, settings.Alarms).ShouldBe((null, usual.MissedLimit, null, usual.Alarms));
        (settings.Callbacks.HorizonDays, settings.Callbacks.MaxAttempts).ShouldBe((usual.Callbacks.HorizonDays, 2));
    }

    [Fact]
    public void Opening_hours_are_merged_with_those_that_are_there_and_lists_are_replaced()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Mornings });
        var hours = Change(centre, """{"openingHours": {"timeZone": "Europe/Berlin", "exceptions": [{"date": "2026-12-24", "closed": true}]}}""").OpeningHours!;
        (hours.TimeZone, hours.Weekly.Count, hours.Exceptions.Count).ShouldBe(("Europe/Berlin", 1, 1));
        Change(centre, """{"openingHours": {"exceptions": null}}""").OpeningHours!.Exceptions.ShouldBeEmpty();
        Change(centre, """{"openingHours": {"weekly": []}}""").OpeningHours!.Weekly.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"openingHours": {"timeZone": "Europe/Paris"}}""", "openingHours")]
    [InlineData("""{"offerTimeoutSeconds": 0.5}""", "offerTimeoutSeconds")]
    [InlineData("""{"colour": "red"}""", "colour")]
    [InlineData("""{"missedLimit": "many"}""", "missedLimit")]
    public void A_change_that_makes_no_policy_is_refused_and_changes_nothing(string changes, string field)
    {
        var centre = Centre.With();
        var before = centre.Journal.Count;
        var refusal = centre.Ask(Sales, new ChangeQueue(Patch(changes))).ShouldBeOfType<Refusal>();
        (refusal.Kind, refusal.Field).ShouldBe((RefusalKind.Invalid, field));
        centre.Journal.Count.ShouldBe(before);
    }

    [Fact]
    public void A_change_without_effect_is_no_event()
    {
        var centre = Centre.With(queue => queue with { OpeningHours = Mornings, MaxWaiting = 7 }, agents: "ana");
        var before = centre.Journal.Count;
        Change(centre, "{}");
        Change(centre, """{"maxWaiting": 7, "maxWaitSeconds": null, "callbacks": {}, "openingHours": {"timeZone": "Europe/Paris"}}""");
        centre.Does("ana", new ChangeAgent());
        centre.Does("ana", new ChangeAgent("ana"));
        centre.Does("ana", new ChangeAssignment(Sales, Patch("""{"skill": 0}""")));
        centre.Journal.Count.ShouldBe(before);
    }

    [Fact]
    public void A_change_does_not_create_what_does_not_exist()
    {
        var centre = Centre.With(agents: "ana");
        centre.Ask(new QueueId("mail"), new ChangeQueue(Patch("""{"name": "Mail"}""")), "k").ShouldBeOfType<Refusal>().Code.ShouldBe("unknownQueue");
        centre.Refuses("ben", new ChangeAgent("Ben"), "k").Code.ShouldBe("unknownAgent");
        centre.Refuses("ana", new ChangeAssignment(new QueueId("mail"), Patch("{}")), "k").Code.ShouldBe("unknownAssignment");
        centre.Journal.ShouldNotContain(record => record.Entity == new QueueId("mail").Address || record.Entity == new AgentId("ben").Address);
    }

    [Fact]
    public void An_assignment_is_changed_in_part()
    {
        var centre = Centre.With(assignment: new Assignment(Skill: 10, WrapUpSeconds: 30, MaxWrapUpSeconds: 60, Callbacks: false), agents: "ana");
        var assignment = centre.Does("ana", new ChangeAssignment(Sales, Patch("""{"skill": 80, "callbacks": null}"""))).Assignments.ShouldHaveSingleItem();
        (assignment.Skill, assignment.WrapUpSeconds, assignment.MaxWrapUpSeconds, assignment.Callbacks).ShouldBe((80, 30, 60, true));
        centre.Refuses("ana", new ChangeAssignment(Sales, Patch("""{"wrapUpSeconds": 61}"""))).Field.ShouldBe("maxWrapUpSeconds");
        centre.Does("ana", new ChangeAgent("Ana Lopez")).ShouldSatisfyAllConditions(
            agent => agent.Name.ShouldBe("Ana Lopez"), agent => agent.Assignments.ShouldBe([assignment]));
    }

    [Fact]
    [Law(17)]
    public void A_change_that_is_repeated_under_its_id_does_not_undo_a_later_one()
    {
        var centre = Centre.With();
        var first = Json(Change(centre, """{"maxWaiting": 7}""", "k"));
        Change(centre, """{"maxWaiting": 9}""");
        Json(Change(centre, """{"maxWaiting": 7}""", "k")).ShouldBe(first);
        centre.Overview().Settings.MaxWaiting.ShouldBe(9);
        centre.Ask(Sales, new ChangeQueue(Patch("""{"maxWaiting": 8}""")), "k").ShouldBeOfType<Refusal>().Code.ShouldBe(Refusal.KeyReusedCode);
    }

    private static QueueSettings Change(Centre centre, string changes, string? key = null) =>
        centre.Ask(Sales, new ChangeQueue(Patch(changes)), key).ShouldBeOfType<QueueSettingsAnswer>().Settings;

    private static string Json(QueueSettings settings) => JsonSerializer.Serialize(settings, EngineJson.Strict);

    private static MergePatch Patch(string json) => new(JsonNode.Parse(json)!.AsObject());
}
