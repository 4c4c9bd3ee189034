using System.Text.Json.Nodes;
using MyAgent.Engine.Agents;
using MyAgent.Engine.Callers;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Queues;
using MyAgent.Engine.Simulation.RandomNumbers;
using MyAgent.Engine.Simulation.Runtime;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>Supervisors who put contacts first, change their priorities and take them out, send agents home, close their pop-ups, take them out of queues and
/// put them back, and change what is set. They do at most one thing after each call.</summary>
internal sealed class SupervisorBehaviour(long seed, Topology topology, ISimulatedEngine engine, Agenda agenda, CallerBehaviour callers)
{
    /// <summary>Who sets things up.</summary>
    public const string Admin = "admin";

    private const string Supervisor = "supervisor";

    /// <summary>Does something about the contact of a customer who calls now, or about something else, a while after.</summary>
    public void Intervene(Customer customer)
    {
        var chance = new RandomStream(seed, RandomStreamId.Supervisor, customer.Number);
        if (!chance.NextBool(0.4))
            return;
        var (what, agent, queue) = (chance.NextUnit(), chance.NextOf(topology.Agents), chance.NextOf(topology.Queues));
        agenda.Plan(engine.Now + chance.NextUpTo(90), () =>
        {
            if (what < 0.4)
                InterveneFor(customer.ContactId, chance);
            else if (what < 0.75)
                InterveneWith(agent, chance);
            else if (what < 0.85)
                Reassign(agent, chance);
            else if (what < 0.95)
                Change(queue, chance);
            else
                Change(chance.NextOf(topology.RegularCallers), chance);
        });
    }

    private void InterveneFor(ContactId contact, RandomStream chance)
    {
        if (callers.Find(contact) is not { Queue: var queue })
            return;
        Send(queue.Address, chance.NextUnit() switch
        {
            < 0.4 => new MoveToFirst(contact),
            < 0.7 => new ChangePriority(contact, chance.NextOf([0, 1, 2, 3])),
            _ => new CancelContact(contact),
        });
    }

    private void InterveneWith(AgentId agent, RandomStream chance) => Send(agent.Address, chance.NextUnit() switch
    {
        < 0.3 => new ForceLogOut(),
        < 0.5 => new LogOut(),
        < 0.7 => new TakeBreak("meeting", chance.NextBool(0.5) ? 30 : null),
        < 0.85 => new ClosePopUp(),
        _ => new EndContact(By: EndedBy.Supervisor),
    });

    /// <summary>Takes an agent out of a queue, and puts the agent back.</summary>
    private void Reassign(AgentId agent, RandomStream chance)
    {
        if (topology.AssignmentsOf(agent) is not { Count: > 0 } assignments)
            return;
        var (queue, assignment) = chance.NextOf(assignments);
        Send(agent.Address, new UnassignAgent(queue));
        var back = engine.Now + chance.NextUpTo(60);
        agenda.Plan(back, () => Send(agent.Address, new AssignAgent(queue, assignment)));
        if (chance.NextBool(0.5))
            agenda.Plan(back, () => Send(agent.Address, new ChangeAssignment(
                queue, new MergePatch(new JsonObject { ["skill"] = chance.NextOf([0, 50, 100]), ["callbacks"] = null }))));
    }

    /// <summary>Replaces all settings of a queue, or changes some of them.</summary>
    private void Change(TopologyQueue queue, RandomStream chance)
    {
        var changed = queue.Settings with
        {
            Selection = chance.NextOf([Selection.LongestIdle, Selection.HighestSkill]),
            PreferredHoldSeconds = chance.NextOf([0, 10, 60]),
            MaxWaitSeconds = queue.Settings.MaxWaitSeconds * chance.NextOf([0.5, 1, 2]),
            OfferTimeoutSeconds = chance.NextOf([5, 10, 20]),
        };
        Send(queue.Queue.Address, chance.NextUnit() switch
        {
            < 0.5 => new ConfigureQueue(changed),
            < 0.8 => new ChangeQueue(new MergePatch(new JsonObject { ["offerTimeoutSeconds"] = changed.OfferTimeoutSeconds, ["maxWaitSeconds"] = changed.MaxWaitSeconds })),
            _ => new ChangeQueue(new MergePatch(new JsonObject { ["preferredHoldSeconds"] = null, ["callbacks"] = new JsonObject { ["maxAttempts"] = 1 } })),
        });
    }

    private void Change(RegularCaller regular, RandomStream chance) => Send(
        regular.Caller.Address, new ConfigureCaller(chance.NextBool(0.2) ? [] : [chance.NextOf(topology.Agents), .. regular.PreferredAgents], regular.Priority));

    private void Send(EntityAddress to, ICommand command) => engine.Send(to, command, Supervisor);
}
