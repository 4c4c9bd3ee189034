using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

[UnitTests]
public sealed class WrapUpCodeTests
{
    private static readonly WrapUpCodeId Sold = new("sold"), Lost = new("lost"), Other = new("other");

    private readonly Centre _centre = CentreWith(Codes());

    [Fact]
    [Rule("32")]
    public void The_agent_sets_code_and_note_while_the_contact_is_current()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana").Coded.ShouldNotBeNull().Code.ShouldBeNull();
        var coded = _centre.Does("ana", new SetWrapUpCode(Sold, "two of them")).Coded.ShouldNotBeNull();
        (coded.ContactId, coded.QueueId, coded.Code, coded.Note).ShouldBe((new ContactId("c1"), new QueueId("sales"), Sold, "two of them"));
        coded.Codes.Codes.ShouldBe([Sold, Lost, Other]);
    }

    [Fact]
    [Rule("32")]
    public void The_code_can_be_changed_until_wrap_up_ends()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new SetWrapUpCode(Sold, "two of them"));
        _centre.Does("ana", new EndContact());
        _centre.Does("ana", new SetWrapUpCode(Lost));
        _centre.Does("ana", new ClosePopUp()).Coded!.Code.ShouldBe(Lost);
        var coded = _centre.Does("ana", new SetWrapUpCode(Other, "a wrong number", new ContactId("c1"))).Coded!;
        (coded.Code, coded.Note).ShouldBe((Other, "a wrong number"));
        _centre.Does("ana", new MakeAvailable()).Coded.ShouldBeNull();
        _centre.Refuses("ana", new SetWrapUpCode(Sold)).Code.ShouldBe("noContactToCode");
        Recorded().ShouldBe([(Sold, false), (Lost, false), (Other, false)]);
    }

    [Fact]
    [Rule("32")]
    public void Available_is_refused_while_a_required_code_is_not_set()
    {
        _centre.Arrive("c1");
        _centre.Serve("ana").Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Refuses("ana", new MakeAvailable()).Code.ShouldBe("wrapUpCodeRequired");
        _centre.Look("ana").Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Does("ana", new SetWrapUpCode(Sold));
        _centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Law(20)]
    public void The_deadline_of_wrap_up_records_the_default()
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.Available);
        Recorded().ShouldBe([(Other, true)]);
    }

    [Fact]
    [Law(20)]
    public void A_chosen_code_stays_when_wrap_up_ends_at_its_deadline()
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Does("ana", new SetWrapUpCode(Sold));
        _centre.Pass(30).Look("ana").Status.ShouldBe(AgentStatus.Available);
        Recorded().ShouldBe([(Sold, false)]);
    }

    public static TheoryData<string> WaysOut => ["break", "log-out", "forced log-out"];

    [Theory]
    [MemberData(nameof(WaysOut))]
    [Law(20)]
    public void An_agent_who_leaves_wrap_up_leaves_the_default(string way)
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        Leave(way);
        Recorded().ShouldBe([(Other, true)]);
    }

    [Theory]
    [MemberData(nameof(WaysOut))]
    [Law(20)]
    public void What_an_agent_asked_for_during_the_contact_follows_the_default(string way)
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        Leave(way);
        if (_centre.Look("ana").Contact is not null)
        {
            _centre.Does("ana", new EndContact());
            _centre.Does("ana", new ClosePopUp());
            _centre.Pass(30);
        }
        Recorded().ShouldBe([(Other, true)]);
        _centre.Look("ana").Status.ShouldBe(way == "break" ? AgentStatus.Break : AgentStatus.LoggedOut);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Law(20)]
    public void Where_no_wrap_up_follows_the_end_of_the_contact_records_the_default(bool popUpFirst)
    {
        var centre = CentreWith(Codes(), wrapUp: 0);
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", popUpFirst ? new ClosePopUp() : new EndContact());
        centre.Does("ana", popUpFirst ? new EndContact() : new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
        Recorded(centre).ShouldBe([(Other, true)]);
    }

    [Fact]
    [Law(20)]
    public void A_caller_who_hangs_up_after_the_pop_up_was_closed_leaves_the_default()
    {
        var centre = CentreWith(Codes(), wrapUp: 0);
        centre.Arrive("c1");
        centre.Accept("ana");
        centre.Does("ana", new ClosePopUp());
        centre.Does(new HangUp(new ContactId("c1")));
        centre.Look("ana").Status.ShouldBe(AgentStatus.Available);
        Recorded(centre).ShouldBe([(Other, true)]);
    }

    [Fact]
    [Law(20)]
    public void An_agent_who_was_taken_out_of_the_queue_during_the_contact_leaves_the_default()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new UnassignAgent(new QueueId("sales")));
        _centre.Does("ana", new EndContact());
        _centre.Does("ana", new ClosePopUp()).Status.ShouldBe(AgentStatus.Available);
        Recorded().ShouldBe([(Other, true)]);
    }

    [Fact]
    [Law(20)]
    public void Each_attempt_at_a_callback_has_its_code()
    {
        _centre.Does("ana", new TakeBreak("coffee"));
        _centre.Arrive("c1", caller: "+4930123");
        _centre.Does(new StartRecording(new ContactId("c1")));
        _centre.Does(new RequestCallback(new ContactId("c1"), "+4930123"));
        _centre.Does("ana", new MakeAvailable());
        _centre.Accept("ana");
        _centre.Does("ana", new SetWrapUpCode(Lost));
        _centre.Does("ana", new ScheduleCallback(_centre.Now.AddSeconds(60)));
        _centre.Does("ana", new ClosePopUp());
        _centre.Does("ana", new MakeAvailable());
        _centre.Pass(60).Accept("ana").Coded!.Code.ShouldBeNull();
        _centre.Does("ana", new CompleteCallback());
        _centre.Does("ana", new ClosePopUp());
        _centre.Pass(30);
        Recorded().ShouldBe([(Lost, false), (Other, true)]);
    }

    [Fact]
    [Law(20)]
    public void A_callback_that_a_forced_log_out_returns_has_the_default_of_that_part()
    {
        _centre.Does("ana", new TakeBreak("coffee"));
        _centre.Arrive("c1", caller: "+4930123");
        _centre.Does(new StartRecording(new ContactId("c1")));
        _centre.Does(new RequestCallback(new ContactId("c1"), "+4930123"));
        _centre.Does("ana", new MakeAvailable());
        _centre.Accept("ana");
        _centre.Does("ana", new ForceLogOut());
        _centre.Waiting().ShouldBe(["c1"]);
        Recorded().ShouldBe([(Other, true)]);
    }

    [Fact]
    [Rule("32")]
    public void Where_no_code_is_required_Available_records_the_default()
    {
        var centre = CentreWith(Codes() with { Required = false });
        centre.Arrive("c1");
        centre.Serve("ana");
        centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
        Recorded(centre).ShouldBe([(Other, true)]);
    }

    [Fact]
    [Rule("32")]
    public void Without_a_default_a_contact_may_have_no_code()
    {
        var centre = CentreWith(Codes() with { Required = false, Default = null });
        centre.Arrive("c1");
        centre.Serve("ana");
        centre.Does("ana", new MakeAvailable());
        Recorded(centre).ShouldBeEmpty();
    }

    [Fact]
    [Rule("32")]
    public void What_the_offer_carried_holds_whatever_the_settings_become()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Queue("sales");
        _centre.Does("ana", new EndContact());
        _centre.Does("ana", new ClosePopUp());
        _centre.Refuses("ana", new MakeAvailable()).Code.ShouldBe("wrapUpCodeRequired");
        _centre.Does("ana", new SetWrapUpCode(Sold));
        _centre.Does("ana", new MakeAvailable());
        _centre.Arrive("c2");
        _centre.Accept("ana").Coded.ShouldBeNull();
        _centre.Refuses("ana", new SetWrapUpCode(Sold)).Code.ShouldBe("noContactToCode");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Rule("32")]
    public void A_restart_keeps_the_code_and_the_need_for_one(bool fromSnapshots)
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Restart(fromSnapshots).Refuses("ana", new MakeAvailable()).Code.ShouldBe("wrapUpCodeRequired");
        _centre.Does("ana", new SetWrapUpCode(Sold, "two of them"));
        var coded = _centre.Restart(fromSnapshots).Look("ana").Coded!;
        (coded.Code, coded.Note).ShouldBe((Sold, "two of them"));
        _centre.Pass(30);
        Recorded().ShouldBe([(Sold, false)]);
    }

    [Fact]
    [Rule("32")]
    public void A_wrap_up_that_the_button_started_has_no_code()
    {
        _centre.Arrive("c1");
        _centre.Serve("ana");
        _centre.Pass(30);
        _centre.Does("ana", new StartOrExtendWrapUp()).Status.ShouldBe(AgentStatus.WrapUp);
        _centre.Refuses("ana", new SetWrapUpCode(Sold)).Code.ShouldBe("noContactToCode");
        _centre.Does("ana", new MakeAvailable()).Status.ShouldBe(AgentStatus.Available);
    }

    [Fact]
    [Rule("32")]
    public void A_code_that_the_queue_does_not_have_is_refused()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        var unknown = _centre.Refuses("ana", new SetWrapUpCode(new WrapUpCodeId("gone")));
        (unknown.Code, unknown.Field).ShouldBe(("unknownWrapUpCode", "code"));
        _centre.Refuses("ana", new SetWrapUpCode(Sold, ContactId: new ContactId("c2"))).Code.ShouldBe("otherContactInHand");
    }

    [Fact]
    [Rule("32")]
    public void Setting_the_same_again_changes_nothing()
    {
        _centre.Arrive("c1");
        _centre.Accept("ana");
        _centre.Does("ana", new SetWrapUpCode(Sold));
        _centre.Does("ana", new SetWrapUpCode(Sold));
        Recorded().ShouldBe([(Sold, false)]);
    }

    [Fact]
    [Rule("32")]
    public void Settings_that_contradict_themselves_are_refused()
    {
        RefusedWith(Codes() with { Default = null }).ShouldBe(("defaultCodeMissing", "wrapUpCodes.default"));
        RefusedWith(Codes() with { Default = new WrapUpCodeId("gone") }).ShouldBe(("unknownWrapUpCode", "wrapUpCodes.default"));
        RefusedWith(new WrapUpCodeSettings([new WrapUpCode(Sold, "Sold"), new WrapUpCode(Sold, "Sold again")])).ShouldBe(("givenTwice", "wrapUpCodes.codes[1].code"));
        RefusedWith(new WrapUpCodeSettings([.. Enumerable.Range(0, WrapUpCodeSettings.MaxCodes + 1).Select(number => new WrapUpCode(new WrapUpCodeId($"{number}"), "One"))]))
            .ShouldBe(("outOfRange", "wrapUpCodes.codes"));
    }

    private (string Code, string? Field) RefusedWith(WrapUpCodeSettings codes)
    {
        var refusal = _centre.Ask(new QueueId("sales"), new ConfigureQueue(QueueSettings.Default("sales") with { WrapUpCodes = codes })).ShouldBeOfType<Refusal>();
        return (refusal.Code, refusal.Field);
    }

    private void Leave(string way) => _centre.Does("ana", way switch
    {
        "break" => new TakeBreak("lunch"),
        "log-out" => new LogOut(),
        _ => new ForceLogOut(),
    });

    private IEnumerable<(WrapUpCodeId Code, bool ByDefault)> Recorded(Centre? centre = null) =>
        (centre ?? _centre).Events.OfType<WrapUpCodeSet>().Select(set => (set.Code, set.ByDefault));

    private static WrapUpCodeSettings Codes() =>
        new([new WrapUpCode(Sold, "Sold", "Sales"), new WrapUpCode(Lost, "Lost", "Sales"), new WrapUpCode(Other, "Other")], Required: true, Other);

    private static Centre CentreWith(WrapUpCodeSettings codes, double wrapUp = 30) =>
        Centre.With(policy: queue => queue with { WrapUpCodes = codes }, assignment: new Assignment(WrapUpSeconds: wrapUp), agents: "ana");
}
