using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Laws.Model;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Laws;

/// <summary>Law 22: a transferred contact is in one place, and arrives once. (That it arrives, and that its queue takes it from its agent, is law 3.)</summary>
internal sealed class TransferredContacts : ILawCheck
{
    private const int Law = 22;

    private readonly Dictionary<(AgentId By, QueueId From), (ContactId Contact, ContactTransfer Transfer)> _made = [];
    private readonly HashSet<(ContactId Contact, ContactTransfer Transfer)> _underWay = [];

    public void Before(JournalRecord record, JournalModel model, ViolationCollector violations)
    {
        switch (record.Recorded.Event)
        {
            case ContactEnded { Transfer: { } transfer, ContactId: var contact }:
                _made[(transfer.By, transfer.From)] = (contact, transfer);
                break;
            case ContactTransferred { Transfer: var transfer, ContactId: var contact }:
                if (_made.Remove((transfer.By, transfer.From), out var made) && made == (contact, transfer))
                    _underWay.Add(made);
                else
                    violations.Add(Law, $"Contact {contact} is transferred by agent {transfer.By} in queue {transfer.From}, and the agent has not done so, or once.");
                break;
            case ContactTakenOver { Contact: { Transfer: { } transfer, Moves: { } moves, ContactId: var contact } } when transfer.Move == moves:
                if (!_underWay.Remove((contact, transfer)))
                    violations.Add(Law, $"Contact {contact} arrives in queue {transfer.To} by a transfer that is not under way: it has arrived before, or was never made.");
                if (model.Queue(transfer.From).Find(contact) is { MovingTo: null } elsewhere)
                    violations.Add(Law, $"Contact {contact} arrives in queue {transfer.To}, and is {elsewhere.State} in queue {transfer.From}.");
                break;
        }
    }
}
