using System.Text.Json.Nodes;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Queues;

/// <summary>Rule 27: what the connector knows of a contact.</summary>
[UnitTests]
public sealed class ContactDataTests
{
    private static readonly ContactId C1 = new("c1");

    [Fact]
    [Rule("27")]
    public void Data_comes_with_the_arrival_and_is_in_the_offer()
    {
        var centre = Centre.With(agents: "ana");
        Arrive(centre, Data("""{"called": "+4930100", "subject": "Order 17", "link": "https://shop.example/17", "attributes": {"vip": true, "items": 3}}"""))
            .ShouldBeOfType<ContactAnswer>().Data!.Subject.ShouldBe("Order 17");
        var offer = centre.Events.OfType<MyAgent.Engine.Agents.OfferReceived>().Single().Offer;
        offer.Contact.Data!.Attributes!.Json.ShouldBe("""{"vip":true,"items":3}""");
    }

    [Fact]
    [Rule("27")]
    public void A_change_is_merged_and_null_takes_a_key_away()
    {
        var centre = Centre.With();
        Arrive(centre, Data("""{"subject": "Order 17", "attributes": {"vip": true, "items": 3}}"""));
        var changed = centre.Does(Change("""{"subject": null, "called": "+4930100", "attributes": {"items": null, "city": "Berlin"}}""")).Data!;
        (changed.Subject, changed.Called, changed.Attributes!.Json).ShouldBe((null, "+4930100", """{"vip":true,"city":"Berlin"}"""));
    }

    [Fact]
    [Rule("27")]
    public void A_change_that_changes_nothing_writes_nothing()
    {
        var centre = Centre.With();
        Arrive(centre, Data("""{"attributes": {"vip": true}}"""));
        var before = centre.Journal.Count;
        centre.Does(Change("""{"attributes": {"vip": true}, "subject": null}"""));
        centre.Journal.Count.ShouldBe(before);
    }

    [Fact]
    [Rule("27")]
    public void Data_stays_with_a_callback_and_with_a_contact_in_another_queue()
    {
        var centre = Centre.With(queue => queue with { MaxWaitSeconds = 60, OverflowQueue = new QueueId("late") }).Queue("late");
        Arrive(centre, Data("""{"subject": "Order 17"}"""));
        centre.Does(new RequestCallback(C1, "+33144556677")).Data!.Subject.ShouldBe("Order 17");
        centre.Pass(60).Contact("c1", "late").Data!.Subject.ShouldBe("Order 17");
    }

    [Theory]
    [Rule("27")]
    [InlineData("""{"attributes": {"a": {"b": 1}}}""", "badBody", "attributes")]
    [InlineData("""{"attributes": {"a": [1]}}""", "badBody", "attributes")]
    [InlineData("""{"attributes": 1}""", "badBody", "attributes")]
    [InlineData("""{"attributes": {"a": "\ud800"}}""", "badBody", "$")]
    [InlineData("""{"attributes": {"\udc00": 1}}""", "badBody", "$")]
    [InlineData("""{"link": "https://shop.example/a b"}""", "badLink", "link")]
    [InlineData("""{"link": "javascript:alert(1)"}""", "badLink", "link")]
    [InlineData("""{"link": "https://ana:secret@shop.example"}""", "badLink", "link")]
    [InlineData("""{"link": "/orders/17"}""", "badLink", "link")]
    [InlineData("""{"subject": " "}""", "badText", "subject")]
    [InlineData("""{"called": "+49\n30"}""", "badText", "called")]
    [InlineData("""{"priority": 3}""", "badBody", "priority")]
    public void Bad_data_is_refused_and_changes_nothing(string changes, string code, string field)
    {
        var centre = Centre.With();
        Arrive(centre, Data("""{"subject": "Order 17"}"""));
        var before = centre.Journal.Count;
        var refusal = centre.Refuses(Change(changes));
        (refusal.Code, refusal.Field!.Split('.')[0]).ShouldBe((code, field));
        centre.Journal.Count.ShouldBe(before);
    }

    [Fact]
    [Rule("27")]
    public void Attributes_have_at_most_16_KiB()
    {
        var centre = Centre.With();
        Arrive(centre, Data($$$"""{"attributes": {"a": "{{{new string('x', ContactAttributes.MaxBytes)}}}"}}""")).ShouldBeOfType<Refusal>().Code.ShouldBe("attributesTooLarge");
        var largest = new string('x', ContactAttributes.MaxBytes - """{"a":""}""".Length);
        Arrive(centre, Data($$$"""{"attributes": {"a": "{{{largest}}}"}}""")).ShouldBeOfType<ContactAnswer>();
    }

    [Fact]
    [Rule("27")]
    public void Data_of_a_contact_that_is_done_is_not_changed()
    {
        var centre = Centre.With();
        Arrive(centre, data: null);
        centre.Does(new HangUp(C1));
        centre.Refuses(Change("""{"subject": "late"}""")).Code.ShouldBe("contactDone");
    }

    [Fact]
    [Rule("27")]
    public void The_agent_s_current_contact_can_be_changed_until_it_is_done()
    {
        var centre = Centre.With(agents: "ana");
        Arrive(centre, data: null);
        centre.Accept("ana");
        centre.Does(Change("""{"subject": "Order 17"}""")).Data!.Subject.ShouldBe("Order 17");
        centre.Does(Change("""{"subject": null}""")).Data.ShouldBeNull();
    }

    [Fact]
    [Rule("27")]
    public void An_empty_object_of_attributes_is_none_also_after_the_last_one_was_taken_away()
    {
        var centre = Centre.With();
        Arrive(centre, Data("""{"attributes": {}}""")).ShouldBeOfType<ContactAnswer>().Data.ShouldBeNull();
        centre.Does(Change("""{"attributes": {"vip": true}}""")).Data!.Attributes!.Json.ShouldBe("""{"vip":true}""");
        centre.Does(Change("""{"attributes": {"vip": null}}""")).Data.ShouldBeNull();
    }

    [Fact]
    [Rule("27")]
    public void Numbers_stay_as_they_were_written_and_names_are_the_connector_s_own()
    {
        var centre = Centre.With();
        Arrive(centre, Data("""{"attributes": {"total": 1e2, "Größe": 0.10, "<b>": "a\u0022b"}}"""))
            .ShouldBeOfType<ContactAnswer>().Data!.Attributes!.Json.ShouldBe("""{"total":1e2,"Größe":0.10,"<b>":"a\"b"}""");
    }

    [Fact]
    [Rule("27")]
    public void Data_goes_with_an_arrival_to_the_closed_queue()
    {
        var closed = new OpeningHours("Europe/Paris", [], []);
        var centre = Centre.With(queue => queue with { OpeningHours = closed, ClosedQueue = new QueueId("late") }).Queue("late");
        Arrive(centre, Data("""{"subject": "Order 17"}"""));
        centre.Contact("c1", "late").Data!.Subject.ShouldBe("Order 17");
    }

    private static IAnswer Arrive(Centre centre, ContactData? data)
    {
        var (to, command) = Arrival.Of(new CallerAddress("+33144556677"), new QueueId("sales"), C1, Media.Call, data: data);
        return centre.Ask(to, command);
    }

    private static ContactData Data(string json) => System.Text.Json.JsonSerializer.Deserialize<ContactData>(json, ContactDataJson.Strict)!;

    private static ChangeContactData Change(string changes) => new(C1, new MergePatch(JsonNode.Parse(changes)!.AsObject()));
}
