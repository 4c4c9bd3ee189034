using Microsoft.Extensions.Hosting;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Queues;

namespace Embedding;

/// <summary>A contact centre of one queue and one agent, who takes one call; then the program ends.</summary>
/// <param name="engine">Takes commands and queries.</param>
/// <param name="journal">Tells what has happened.</param>
/// <param name="program">Ends the program.</param>
internal sealed class OneCall(IEngineHost engine, IJournalFeed journal, IHostApplicationLifetime program) : BackgroundService
{
    private static readonly QueueId Support = new("support");
    private static readonly AgentId Ana = new("ana");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var contact = new ContactId(Guid.NewGuid().ToString("N"));
        await TellAsync(Support.Address, new ConfigureQueue(QueueSettings.Default("Support")));
        await TellAsync(Ana.Address, new DefineAgent("Ana"));
        await TellAsync(Ana.Address, new AssignAgent(Support, new Assignment { WrapUpSeconds = 1 }));
        await TellAsync(Ana.Address, new LogIn());
        var before = await journal.LastOrderingAsync(stoppingToken);

        // A call comes in by way of its caller. Its id is the program's own, so that asking again after a failure is harmless.
        await TellAsync(
            new CallerAddress("+33123456789").Address, new ReceiveContact(Support, contact, Media.Call, Priority: null, OriginAt: null), contact.Value);
        var (isFinished, isAvailable) = (false, false);
        await foreach (var record in journal.FollowAsync(before, cancel: stoppingToken))
        {
            switch (record.Recorded.Event)
            {
                case OfferReceived received when received.Offer.Contact.ContactId == contact:
                    Console.WriteLine("Ana is offered the call.");
                    await TellAsync(Ana.Address, new AcceptOffer(received.Offer.OfferId));
                    Console.WriteLine("Ana has accepted it.");
                    await TellAsync(Ana.Address, new EndContact());
                    await TellAsync(Ana.Address, new ClosePopUp());
                    break;
                case WrapUpStarted:
                    Console.WriteLine("The call is over, and Ana is in wrap-up.");
                    break;
                case AgentBecameAvailable { From: AgentStatus.WrapUp }:
                    Console.WriteLine("The wrap-up is over: Ana is available.");
                    isAvailable = true;
                    break;
                case ContactFinished finished when finished.ContactId == contact:
                    isFinished = true;
                    break;
            }
            if (!isFinished || !isAvailable)
                continue;
            program.StopApplication();
            return;
        }
    }

    /// <summary>Sends a command; its effect is on disk when it is answered.</summary>
    /// <exception cref="InvalidOperationException">The engine has refused it.</exception>
    private async Task TellAsync(EntityAddress entity, ICommand command, string? id = null)
    {
        if (await engine.SendAsync(entity, command, new Cause("embedding", id)) is Refusal refusal)
            throw new InvalidOperationException(refusal.Detail);
    }
}
