using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Endpoints;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Protocol;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.ModelBased;

/// <summary>Runs the same steps on the engine and on the reference model, and compares the states after each.</summary>
internal sealed class ModelComparison
{
    private readonly Centre _engine = new();
    private readonly ReferenceModel _model = new();

    /// <summary>The ids that the engine gave to the consultations of the model.</summary>
    private readonly Dictionary<string, string> _consultations = [];

    private ModelComparison(CentreConfiguration configuration)
    {
        foreach (var (queue, settings) in configuration.Queues)
            _engine.Queue(queue, _ => settings);
        foreach (var (agent, assignments) in configuration.Agents)
        {
            _engine.Agent(agent, [.. assignments.Select(works => (works.Key, works.Value))]);
            _engine.Does(agent, new DefineAgent(agent, configuration.Settings.GetValueOrDefault(agent)));
        }
        foreach (var (caller, preferred) in configuration.Callers)
            _engine.Prefer(caller, preferred);
    }

    /// <summary>Takes steps in both.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="configuration">The configuration of the engine; the model has the default.</param>
    /// <returns>How they first differ; null where they do not.</returns>
    public static string? Run(IReadOnlyList<Step> steps, CentreConfiguration configuration)
    {
        var both = new ModelComparison(configuration);
        for (var number = 0; number < steps.Count; number++)
        {
            try
            {
                var difference = both.After(steps[number]);
                if (both._model.Undecided)
                    return null;
                if (difference is not null)
                    return $"step {number + 1}: {difference}";
            }
            catch (Exception broken) when (broken is ShouldAssertException or InvalidOperationException)
            {
                return $"step {number + 1}: {broken.Message}";
            }
        }
        return null;
    }

    private string? After(Step step)
    {
        var (wanted, refused) = Ask(step);
        if (refused != wanted)
            return $"the engine answers {refused ?? "yes"}, the model {wanted ?? "yes"}";
        var (engine, model) = (Engine().Concat(Codes()).Select(AsInModel).Order(StringComparer.Ordinal).ToList(), Model().Order(StringComparer.Ordinal).ToList());
        return engine.SequenceEqual(model)
            ? null
            : $"\n  engine: {string.Join("\n          ", engine.Except(model))}\n  model:  {string.Join("\n          ", model.Except(engine))}";
    }

    private (string? Wanted, string? Refused) Ask(Step step)
    {
        _engine.Pass(step.After);
        _model.Pass(step.After);
        var queue = new QueueId(_model.Find(step.Contact)?.Queue ?? "sales");
        var wanted = _model.Do(step);
        if (step.Verb == Verb.Restart)
        {
            _engine.Restart(fromSnapshots: step.Number == 1);
            return (wanted, null);
        }
        var answer = step.Verb == Verb.ReportEndpoint ? _engine.Ask(new EndpointId(step.Who).Address, new ReportEndpointState(Enum.Parse<EndpointState>(step.Value)))
            : step.Contact.Length == 0 ? _engine.Ask(step.Who, OfAgent(step))
            : step is { Verb: Verb.Arrive, Value: "" } ? _engine.Ask(
                new QueueId(step.Who), Arrival.Of(null, new QueueId(step.Who), new ContactId(step.Contact), Media.Call, (int)(step.Number ?? 0)).Command)
            : step.Verb == Verb.Arrive ? _engine.TryArrive(
                step.Contact, step.Value, step.Who, (int)(step.Number ?? 0), step.Value == CentreConfiguration.Faxing ? Media.Fax : Media.Call)
            : step.Verb is Verb.RequestDirectly or Verb.BookDirectly ? RequestDirectly(step)
            : _engine.Ask(queue, OfContact(step));
        if (step.Verb == Verb.Consult && wanted is null && answer is AgentAnswer { Consultation: { } consultation })
            _consultations.Add(_model.Contacts[^1].Id, consultation.ContactId.Value);
        return (wanted, (answer as Refusal)?.Code);
    }

    private IAnswer RequestDirectly(Step step)
    {
        DateTimeOffset? notBefore = step.Number is { } seconds ? _engine.Now.AddMilliseconds(Math.Round(seconds * 1000)) : null;
        var callback = step.Verb == Verb.BookDirectly ? new DirectCallback(step.Value, Window: step.WindowAt(_engine.Now)) : new DirectCallback(step.Value, notBefore);
        var (to, command) = Arrival.OfCallback(caller: null, new QueueId(step.Who), new ContactId(step.Contact), callback);
        return _engine.Ask(to, command);
    }

    private ICommand OfAgent(Step step) => step.Verb switch
    {
        Verb.LogIn => new LogIn(step.Value.Length > 0 ? new EndpointId(step.Value) : null),
        Verb.LogOut => new LogOut(),
        Verb.Break => new TakeBreak(step.Next().Reason!, step.Next().Seconds),
        Verb.Available => new MakeAvailable(),
        Verb.ForceLogOut => new ForceLogOut(),
        Verb.SetCode => new SetWrapUpCode(new WrapUpCodeId(step.Value)),
        Verb.KeepAlive => new KeepAgentAlive(),
        Verb.WrapUp => new StartOrExtendWrapUp(step.Value.Length > 0 ? new QueueId(step.Value) : null),
        Verb.Accept => new AcceptOffer(OpenOffer(step.Who)),
        Verb.Reject => new RejectOffer(OpenOffer(step.Who), step.Reason),
        Verb.AcceptAgain => new AcceptOffer(LastOffer(step.Who)),
        Verb.RejectAgain => new RejectOffer(LastOffer(step.Who), step.Reason),
        Verb.Requeue => new RequeueContact(_engine.Look(step.Who).Contact?.ContactId ?? new ContactId("none"), RequeueReason.Lost),
        Verb.Consult => new StartConsultation(
            new QueueId(step.Value.Split('/')[0]), step.Value.Contains('/', StringComparison.Ordinal) ? new AgentId(step.Value.Split('/')[1]) : null),
        Verb.EndConsult => new EndConsultation(),
        Verb.HandOver => new CompleteTransfer(),
        Verb.Hold => new HoldContact(),
        Verb.Resume => new ResumeContact(),
        Verb.Transfer => new TransferContact(new QueueId(step.Receiver.Queue), step.Receiver.Agent is { } agent ? new AgentId(agent) : null, step.Number == 1),
        Verb.EndContact => new EndContact(By: step.EndedBy),
        Verb.ClosePopUp => new ClosePopUp(),
        Verb.Complete => new CompleteCallback(),
        Verb.Fail => new FailCallback(
            step.Failure!.Value, DueAt: step.Number is { } seconds ? _engine.Now.AddMilliseconds(Math.Round(seconds * 1000)) : null),
        Verb.ScheduleWindow => new ScheduleCallback(step.WindowAt(_engine.Now), Window: true),
        _ => new ScheduleCallback(_engine.Now.AddMilliseconds(Math.Round(step.Number!.Value * 1000)), step.Verb == Verb.ScheduleOwn ? true : null),
    };

    private OfferId OpenOffer(string agent) => _engine.Look(agent).Offer?.OfferId ?? new OfferId(new QueueId("sales"), 0);

    private OfferId LastOffer(string agent) =>
        _engine.Journal.LastOrDefault(record => record.Entity == new AgentId(agent).Address && record.Recorded.Event is OfferReceived)?.Recorded.Event is OfferReceived last
            ? last.Offer.OfferId
            : new OfferId(new QueueId("sales"), 0);

    private string AsInModel(string line) => _consultations.Aggregate(line, (text, ids) => text.Replace(ids.Value, ids.Key, StringComparison.Ordinal));

    private IContactCommand OfContact(Step step)
    {
        var contact = new ContactId(_consultations.GetValueOrDefault(step.Contact, step.Contact));
        return step.Verb switch
        {
            Verb.HangUp => new HangUp(contact, step.HungUpBy),
            Verb.Cancel => new CancelContact(contact),
            Verb.StartRecording => new StartRecording(contact),
            Verb.ResumeWaiting => new ResumeWaiting(contact),
            Verb.RequestCallback => new RequestCallback(contact, step.Value),
            Verb.BookCallback => new RequestCallback(contact, step.Value, step.WindowAt(_engine.Now)),
            Verb.MoveToFirst => new MoveToFirst(contact),
            _ => new ChangePriority(contact, (int)(step.Number ?? 0)),
        };
    }

    private IEnumerable<string> Engine()
    {
        foreach (var agent in _model.Agents.Select(agent => _engine.Look(agent.Id)))
            yield return Text(
                agent.AgentId.Value, agent.Status, agent.Until, agent.Next, agent.Overdue, agent.Offer?.ContactId.Value ?? agent.Contact?.ContactId.Value,
                agent.Contact?.Over ?? false, agent.Contact?.PopUpClosed ?? false, agent.Endpoint, agent.EndpointState,
                agent.Contact?.HeldSince, agent.Absent ?? false, agent.Coded?.ContactId.Value, agent.Coded?.Code?.Value);
        foreach (var queue in CentreConfiguration.Default.Queues.Keys)
        {
            var answer = _engine.Overview(queue);
            yield return $"waiting in {queue}: {string.Join(' ', answer.Waiting.Select(contact => contact.ContactId.Value))}; alarms {string.Join(' ', answer.Alarms)}";
            var snapshot = (QueueSnapshot)_engine.Entity(new QueueId(queue).Address).TakeSnapshot();
            foreach (var contact in snapshot.Contacts)
                yield return Text(
                    queue, contact.Contact.ContactId.Value, contact.State, contact.Contact.Kind, contact.Contact.Callback?.Attempts ?? 0,
                    contact.Contact.Callback?.Window?.From, contact.DueAt,
                    contact.AnsweredAt, contact.TalkSeconds);
            foreach (var finished in snapshot.Finished.OrderBy(finished => finished.ContactId.Value, StringComparer.Ordinal))
                yield return Text(queue, finished.ContactId.Value, finished.Outcome, finished.EndedBy);
        }
    }

    private IEnumerable<string> Codes() => _engine.Events.OfType<WrapUpCodeSet>().GroupBy(set => set.ContactId, (contact, codes) =>
        $"codes of {contact.Value}: {string.Join(' ', codes.Select(set => set.ByDefault ? $"[{set.Code.Value}]" : set.Code.Value))}");

    private IEnumerable<string> Model()
    {
        foreach (var agent in _model.Agents)
            yield return Text(agent.Id, agent.Status, agent.Until, agent.Next, agent.Overdue, agent.Contact?.Id, agent.Over, agent.PopUpClosed,
                agent.LoggedIn ? agent.Endpoint : string.Empty, agent is { LoggedIn: true, Endpoint.Length: > 0 } ? StateOf(agent) : null,
                agent is { HasContact: true, Over: false } ? agent.HeldSince : null, agent.Absent,
                agent.Coded?.Id, agent.Coded is null ? null : agent.Code);
        foreach (var queue in CentreConfiguration.Default.Queues.Keys)
        {
            var alarms = _model.Alarms.Where(alarm => alarm.Queue == queue).Select(alarm => alarm.Kind).Order();
            yield return $"waiting in {queue}: {string.Join(' ', _model.WaitingList(queue).Select(contact => contact.Id))}; alarms {string.Join(' ', alarms)}";
            var contacts = _model.Contacts.Where(contact => contact.Queue == queue).OrderBy(contact => contact.Id, StringComparer.Ordinal).ToList();
            foreach (var contact in contacts.Where(contact => !contact.IsDone))
                yield return Text(
                    queue, contact.Id, contact.State, contact.Kind, contact.Attempts, contact.Window, contact.State == ContactState.Scheduled ? contact.DueAt : null,
                    contact.AnsweredAt, contact.Talk);
            foreach (var contact in contacts.Where(contact => contact.IsDone))
                yield return Text(queue, contact.Id, contact.Outcome, contact.EndedBy);
        }
        foreach (var contact in _model.Contacts.Where(contact => contact.Codes.Count > 0))
            yield return $"codes of {contact.Id}: {string.Join(' ', contact.Codes)}";
    }

    private object StateOf(ModelAgent agent) => _model.Endpoints.GetValueOrDefault(agent.Endpoint);

    private static string Text(params object?[] parts) =>
        string.Join(" | ", parts.Select(part => part is DateTimeOffset at ? at.ToString("HH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture) : $"{part}"));
}
